# SPDX-License-Identifier: GPL-3.0-or-later
"""The command: a process of its own, from its first line on the console to its exit code."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import argon2
import pytest

from protocol.version import VERSION
from services.chat.app import App
from services.chat.command_line import main
from services.chat.edge.listener import ListenError
from services.chat.log.port import LogError
from services.chat.log.process import LOST
from services.chat.settings.model import Settings
from tests.support.certificates import make_pair
from tests.support.client import Client

ROOT = Path(__file__).parents[3]
COMMAND = [sys.executable, "-m", "services.chat"]


def environment(directory: Path, **variables: str) -> dict[str, str]:
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("HUBBUB_")}
    places = {"HUBBUB_DATA_DIR": str(directory / "data"), "HUBBUB_LOG_DIR": str(directory / "logs")}
    return inherited | {"PYTHONPATH": str(ROOT), "HUBBUB_LISTEN": "127.0.0.1:0"} | places | variables


@contextlib.contextmanager
def running(directory: Path, **variables: str) -> Iterator[tuple[subprocess.Popen[str], int]]:
    """The server as a process, once it says where it runs; and its port."""
    process = subprocess.Popen(
        COMMAND, cwd=directory, env=environment(directory, **variables), stderr=subprocess.PIPE, text=True,
        start_new_session=True,
    )  # fmt: skip
    try:
        assert process.stderr is not None
        line = process.stderr.readline()
        assert f"Hubbub {VERSION} is running on 127.0.0.1:" in line
        yield process, int(line.partition("127.0.0.1:")[2].partition(",")[0])
    finally:
        process.kill()
        process.communicate()


def failing(directory: Path, **variables: str) -> tuple[int, str]:
    done = subprocess.run(
        COMMAND, cwd=directory, env=environment(directory, **variables), capture_output=True, text=True, timeout=30,
        check=False,
    )  # fmt: skip
    return done.returncode, done.stderr


def test_it_says_where_it_runs_who_comes_and_who_leaves_and_exits_with_0(tmp_path: Path) -> None:
    with running(tmp_path) as (process, port):
        alice = Client(port)
        alice.register("alice")
        alice.send("NICK ally", "QUIT :tea")
        assert alice.ended()
        alice.close()
        process.send_signal(signal.SIGTERM)
        _, console = process.communicate(timeout=30)
        assert process.returncode == 0
    assert [line[20:] for line in console.splitlines()] == [
        "alice has connected from 127.0.0.1",
        "alice is now called ally",
        "ally has left: Quit: tea",
        "Hubbub is stopping",
        "Hubbub has stopped",
    ]
    log = [json.loads(line) for line in (tmp_path / "logs" / "server.log").read_text().splitlines()]
    told = ["listening", "connected", "renamed", "disconnected", "stopping", "stopped"]
    assert [entry["event"] for entry in log] == told
    (transcript,) = (tmp_path / "logs" / "rooms" / "#lobby").iterdir()
    assert [line[11:] for line in transcript.read_text().splitlines()] == [
        "*** alice has joined",
        "*** alice is now called ally",
        "*** ally has left the server (Quit: tea)",
    ]


@contextlib.contextmanager
def remembered(directory: Path) -> Iterator[subprocess.Popen[str]]:
    """A server that has acknowledged something, to be ended in some way: a second one still knows it."""
    with running(directory) as (process, port):
        alice = Client(port)
        alice.register("alice")
        alice.send("PRIVMSG #lobby :remember this", "PING done")
        alice.until("PONG")
        yield process
        alice.close()
    with running(directory) as (_, port):
        bob = Client(port)
        bob.register("bob", "draft/chathistory")
        bob.send("CHATHISTORY LATEST #lobby * 10")
        assert bob.until("PRIVMSG").params == ["#lobby", "remember this"]
        bob.close()


def writer_of(process: subprocess.Popen[str]) -> int:
    """Its only child."""
    (pid,) = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
    return int(pid)


def test_a_second_start_goes_on_where_the_first_stopped(tmp_path: Path) -> None:
    with remembered(tmp_path) as process:
        process.kill()  # nothing acknowledged is lost even then


def test_a_server_whose_writer_has_ended_ends_and_starts_again_with_all_that_was_acknowledged(tmp_path: Path) -> None:
    with remembered(tmp_path) as process:
        os.kill(writer_of(process), signal.SIGKILL)
        _, console = process.communicate(timeout=30)
        assert process.returncode == 1
        assert console.splitlines()[-1] == LOST


def test_a_signal_to_all_of_its_processes_is_the_servers(tmp_path: Path) -> None:
    """As from a terminal, where Ctrl+C goes to both, or from a service manager."""
    with running(tmp_path) as (process, port):
        alice = Client(port)
        alice.register("alice")
        for _ in range(2):
            os.killpg(process.pid, signal.SIGHUP)
            alice.send("PRIVMSG #lobby :still here", "PING done")
            alice.until("PONG")
        os.killpg(process.pid, signal.SIGINT)
        assert alice.ended()
        _, console = process.communicate(timeout=30)
        alice.close()
        assert process.returncode == 0
    assert console.splitlines()[-1].endswith("Hubbub has stopped")
    assert "the settings were reloaded" in console


def test_it_does_not_wait_for_a_writer_that_ends_while_it_stops(tmp_path: Path) -> None:
    with running(tmp_path) as (process, port):
        alice = Client(port)
        alice.register("alice")
        os.kill(writer_of(process), signal.SIGSTOP)
        alice.send("PRIVMSG #lobby :not acknowledged")
        process.terminate()
        assert process.stderr is not None
        while "Hubbub is stopping" not in process.stderr.readline():
            pass
        os.kill(writer_of(process), signal.SIGKILL)
        _, console = process.communicate(timeout=30)
        alice.close()
        assert process.returncode == 1
    assert console.splitlines()[-1] == LOST


def test_a_start_that_fails_leaves_nothing_behind(tmp_path: Path) -> None:
    async def start(directory: Path, **settings: object) -> None:
        places = {"data_dir": directory / "data", "log_dir": directory / "logs"}
        await App(Settings.model_validate({"listen": "127.0.0.1:0"} | places | settings)).start()

    me = Path(f"/proc/self/task/{os.getpid()}/children")
    before = me.read_text()
    with socket.create_server(("127.0.0.1", 0)) as taken, pytest.raises(ListenError):
        asyncio.run(start(tmp_path / "one", listen=f"127.0.0.1:{taken.getsockname()[1]}"))
    assert me.read_text() == before
    (tmp_path / "two" / "data" / "cloak.key").mkdir(parents=True)
    threads = threading.active_count()
    with pytest.raises(LogError, match=r"cloak\.key"):
        asyncio.run(start(tmp_path / "two"))
    assert me.read_text() == before
    assert threading.active_count() == threads  # nor does anything that reads the database


def test_what_keeps_it_from_starting_is_one_sentence(tmp_path: Path) -> None:
    a_file = tmp_path / "file"
    a_file.touch()
    with running(tmp_path) as (_, port):
        assert failing(tmp_path) == (
            1,
            f"Another server is using the data directory {tmp_path / 'data'}; "
            "stop it or set data_dir to another one.\n",
        )
        other = {"HUBBUB_DATA_DIR": str(tmp_path / "other")}
        assert failing(tmp_path, HUBBUB_LISTEN=f"127.0.0.1:{port}", **other) == (
            1,
            f"The address 127.0.0.1:{port} is in use by another program; stop that program, "
            "or set listen to another one.\n",
        )
    assert failing(tmp_path, HUBBUB_LOG_DIR=str(a_file)) == (
        1,
        f"The log directory {str(a_file)!r} cannot be written to: it is a file, or inside one.\n",
    )
    assert failing(tmp_path, HUBBUB_NETWORK="two words")[0] == 1
    code, text = failing(tmp_path, HUBBUB_DATA_DIR=str(a_file))
    assert (code, text.count("\n"), str(a_file) in text) == (1, 1, True)
    code, text = failing(tmp_path, HUBBUB_TLS_CERTIFICATE=str(a_file), HUBBUB_TLS_KEY=str(a_file))
    assert (code, text.count("\n"), str(a_file) in text) == (1, 1, True)


def test_help_explains(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        main(["--help"])
    assert caught.value.code == 0
    told = capsys.readouterr().out
    assert "127.0.0.1:9090" in told
    assert "docs/settings.md" in told


def test_a_password_is_hashed(tmp_path: Path) -> None:
    done = subprocess.run(
        [*COMMAND, "--hash-password"], input="open sesame\n", env=environment(tmp_path),
        capture_output=True, text=True, timeout=30, check=True,
    )  # fmt: skip
    assert argon2.PasswordHasher().verify(done.stdout.strip(), "open sesame")


def test_settings_can_be_checked_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    good, bad = tmp_path / "good.toml", tmp_path / "bad.toml"
    good.write_text("network = 'Example'")
    bad.write_text("netwrk = 'Example'")
    assert main(["--config", str(good), "--check"]) == 0
    assert main(["--config", str(bad), "--check"]) == 1
    assert capsys.readouterr().err == "The setting netwrk is not known; did you mean network?\n"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["bad.toml", "good.toml"]


def test_a_check_looks_at_the_certificate_too(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pair = make_pair(tmp_path)
    text = tmp_path / "text"
    text.write_text("no certificate")
    config = tmp_path / "hubbub.toml"
    for certificate, code in ((pair[0], 0), (text, 1), (tmp_path / "nowhere", 1)):
        config.write_text(f"tls_certificate = '{certificate}'\ntls_key = '{pair[1]}'")
        assert main(["--config", str(config), "--check"]) == code
        said = capsys.readouterr().err
        assert said.count("\n") == code
        assert (str(certificate) in said) == bool(code)


def entry_point() -> list[str]:
    """What the container starts, with this Python."""
    (line,) = re.findall(r"^ENTRYPOINT (\[.*\])$", (ROOT / "Dockerfile").read_text("utf-8"), re.MULTILINE)
    return [sys.executable if word == "python" else word for word in json.loads(line)]


def ended_by(number: int, delay: float, command: list[str], directory: Path) -> tuple[int, float, str]:
    """The exit code of a server that hears a signal `delay` seconds after its start, the seconds until then, and what
    it has said."""
    process = subprocess.Popen(
        command, cwd=directory, env=environment(directory), stderr=subprocess.PIPE, text=True, start_new_session=True
    )
    try:
        target = process.pid
        if command[0] == "unshare":
            children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
            # `env` has to have blocked the signals: until then it is nobody's who could heed them.
            while not (found := children.read_text().split()) or Path(f"/proc/{found[0]}/comm").read_text().strip() in (
                "unshare",
                "env",
            ):
                if process.poll() is not None:
                    pytest.skip("this needs a process namespace")
            target = int(found[0])
        time.sleep(delay)
        begun = time.monotonic()
        os.kill(target, number)
        _, console = process.communicate(timeout=30)
        return process.returncode, time.monotonic() - begun, console
    finally:
        process.kill()
        process.communicate()


@pytest.mark.timeout(180)
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_in_the_first_seconds_of_pid_1_is_heeded(tmp_path: Path, number: int) -> None:
    """As in a container, where the kernel drops what PID 1 has no handler for."""
    if shutil.which("unshare") is None or os.geteuid() != 0:
        pytest.skip("this needs a process namespace")
    for delay in (0.0, 0.02, 0.1, 0.5, 1.2):
        code, seconds, console = ended_by(
            number, delay, ["unshare", "--pid", "--fork", "--kill-child", *entry_point()], tmp_path
        )
        assert code == 0, (delay, console)
        assert seconds < 10, delay
        assert "Traceback" not in console


def test_a_signal_in_the_first_seconds_is_heeded_without_a_container_too(tmp_path: Path) -> None:
    for delay in (0.15, 0.4, 0.8):  # Python itself takes a moment, and PID 1 is somebody else
        code, _, console = ended_by(signal.SIGTERM, delay, COMMAND, tmp_path)
        assert (code in (0, -signal.SIGTERM), "Traceback" in console) == (True, False), (delay, console)
