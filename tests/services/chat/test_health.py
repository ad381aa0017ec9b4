# SPDX-License-Identifier: GPL-3.0-or-later
"""The health check: well when the server answers, unwell in every other case, and always within its time."""

from __future__ import annotations

import socket
import threading
from pathlib import Path

import pytest

from services.chat.health import Unwell, check, listens_at, main
from services.chat.settings.load import load
from tests.support.certificates import make_pair
from tests.support.server import Server


def test_a_server_that_answers_is_well(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with Server(tmp_path) as server:
        assert main([f"127.0.0.1:{server.port}"]) == 0
        assert capsys.readouterr().out == f"127.0.0.1:{server.port} is well.\n"


def test_nobody_in_the_room_notices(tmp_path: Path) -> None:
    with Server(tmp_path) as server:
        alice = server.client("alice")
        check("127.0.0.1", server.port)
        assert alice.lines() == []


def test_a_server_with_tls_and_a_password_is_well_too(tmp_path: Path) -> None:
    pair = make_pair(tmp_path)
    with Server(tmp_path, tls_certificate=pair.certificate, tls_key=pair.key, password="x") as server:
        check("127.0.0.1", server.port)


def test_the_address_comes_from_the_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with Server(tmp_path) as server:
        monkeypatch.setenv("HUBBUB_LISTEN", f"0.0.0.0:{server.port},[::]:1")
        assert main([]) == 0


def test_nobody_there(capsys: pytest.CaptureFixture[str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as once:
        port = once.getsockname()[1]
    assert main([f"127.0.0.1:{port}"]) == 1
    assert capsys.readouterr().err == f"127.0.0.1:{port} is not well: connection refused.\n"


def test_somebody_who_does_not_answer() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent, pytest.raises(Unwell) as caught:
        check("127.0.0.1", silent.getsockname()[1], seconds=0.05)
    assert str(caught.value) == "no answer within 0.05 seconds"


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (b"", "the connection was closed without an answer"),
        (b"-ERR this is no chat server\r\n", "-ERR this is no chat server"),
        (b"HTTP/1.1 200 OK\r\n\r\n", "HTTP/1.1 200 OK"),
    ],
)
def test_somebody_who_answers_something_else(answer: bytes, reason: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:

        def serve() -> None:
            accepted, _ = other.accept()
            accepted.recv(100)
            accepted.sendall(answer)
            accepted.close()

        thread = threading.Thread(target=serve)
        thread.start()
        with pytest.raises(Unwell) as caught:
            check("127.0.0.1", other.getsockname()[1])
        thread.join()
    assert str(caught.value) == reason


@pytest.mark.parametrize(
    ("environment", "file"),
    [
        ({}, None),
        ({"HUBBUB_LISTEN": "0.0.0.0:7070"}, None),
        ({"HUBBUB_LISTEN": "[::]:9090, 127.0.0.1:1"}, None),
        ({"hubbub_listen": "localhost:81"}, None),
        ({"HUBBUB_LISTEN": "[::1]:5"}, 'listen = "127.0.0.1:6"\n'),
        ({}, 'listen = "127.0.0.1:6"\n'),
        ({}, 'listen = ["[::]:7", "127.0.0.1:6"]\n'),
        ({}, 'network = "x"\n'),
    ],
)
def test_it_asks_where_the_server_listens(tmp_path: Path, environment: dict[str, str], file: str | None) -> None:
    config = tmp_path / "hubbub.toml" if file is not None else None
    if config is not None:
        config.write_text(file or "")
    assert str(load(config, environment).listen[0]) == listens_at(config, environment)


def test_it_finds_the_address_in_the_settings_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("HUBBUB_LISTEN", raising=False)
    config = tmp_path / "hubbub.toml"
    with Server(tmp_path) as server:
        config.write_text(f'listen = ["127.0.0.1:{server.port}"]\n')
        assert main(["--config", str(config)]) == 0
        assert capsys.readouterr().out == f"127.0.0.1:{server.port} is well.\n"
    assert main(["--config", str(tmp_path / "none.toml")]) == 2


def test_a_server_that_is_full_is_not_ill(tmp_path: Path) -> None:
    limits = {"connections": 1, "flood_burst": 0, "connect_rate": 0.0}
    with Server(tmp_path, limits=limits) as server:
        server.client("alice")
        for _ in range(20):
            check("127.0.0.1", server.port)


def test_an_argument_that_is_no_address(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["here"]) == 2
    assert capsys.readouterr().err == "'here' is no address with a port, such as 127.0.0.1:9090.\n"
