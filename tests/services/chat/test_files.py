# SPDX-License-Identifier: GPL-3.0-or-later
"""Who may read what the server writes, and what is said about what the server may not use."""

import os
import shutil
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from services.chat.files import database_advice, tighten, why
from services.chat.transcripts import Transcripts
from tests.faults.process import ROOT, Process
from tests.support.client import Client

OTHERS = 0o077


def modes(directory: Path) -> dict[str, int]:
    return {
        str(path.relative_to(directory)): stat.S_IMODE(path.stat().st_mode)
        for path in (directory, *directory.rglob("*"))
    }


def talk(server: Process) -> None:
    client = Client(server.port)
    client.register("alice", "soju.im/search draft/chathistory")
    client.send("PRIVMSG #lobby :hello", "SEARCH in=#lobby;text=hello", "PING done")
    client.until("PONG")
    client.close()


@pytest.fixture
def wide_open() -> Iterator[None]:
    before = os.umask(0)
    yield
    os.umask(before)


@pytest.mark.usefixtures("wide_open")
def test_all_that_the_server_makes_is_its_user_s_only(tmp_path: Path) -> None:
    """Whatever mask it was started with; also while it runs, when -wal and -shm are there."""
    with Process(tmp_path) as server:
        talk(server)
        running = modes(server.data) | modes(server.logs)
        assert server.stop()[0] == 0
    found = modes(server.data) | modes(server.logs)
    assert {"hubbub.db", "markers.db", "search.db", "lock", "cloak.key", "server.log", "audit.log"} <= found.keys()
    assert {"hubbub.db-wal", "hubbub.db-shm", "search.db-wal"} <= running.keys()
    assert any(name.startswith("rooms/#lobby/") for name in found)
    assert {name: oct(mode) for name, mode in (running | found).items() if mode & OTHERS} == {}


@pytest.mark.usefixtures("wide_open")
def test_what_was_left_open_is_tightened_at_the_start(tmp_path: Path) -> None:
    with Process(tmp_path) as server:
        talk(server)
        server.stop()
        for path in (*server.data.rglob("*"), *server.logs.rglob("*")):
            path.chmod(0o755 if path.is_dir() else 0o644)
        (server.logs / "server.log.1").touch(0o666)
        (server.data / "not ours").touch(0o644)
        server.start()
        server.stop()
    open_ = {name for name, mode in (modes(server.data) | modes(server.logs)).items() if mode & OTHERS}
    assert {name for name in open_ if not name.startswith("rooms/")} == {"not ours"}
    assert modes(server.logs)["rooms"] == 0o700  # past which nobody comes


@pytest.mark.usefixtures("wide_open")
def test_the_group_may_read_transcripts_when_a_setting_says_so(tmp_path: Path) -> None:
    with Process(tmp_path, transcripts_for_group="true") as server:
        talk(server)
        server.stop()
    found = modes(server.logs)
    (transcript,) = (name for name in found if name.endswith(".log") and name.startswith("rooms/"))
    assert found["."] == 0o710
    assert (found["rooms"], found["rooms/#lobby"], found[transcript]) == (0o750, 0o750, 0o640)
    assert found["server.log"] == found["audit.log"] == 0o600
    Transcripts(server.logs / "rooms").close()
    assert modes(server.logs)["rooms"] == 0o700


def test_tightening_follows_no_link_and_spares_directories(tmp_path: Path) -> None:
    elsewhere, inside = tmp_path / "elsewhere", tmp_path / "data"
    inside.mkdir()
    elsewhere.touch()
    elsewhere.chmod(0o644)
    (inside / "a.db").symlink_to(elsewhere)
    (inside / "b.db").mkdir(mode=0o755)
    tighten(inside, ("*.db",))
    assert stat.S_IMODE(elsewhere.stat().st_mode) == 0o644
    assert stat.S_IMODE((inside / "b.db").stat().st_mode) & 0o700


def test_what_may_not_be_used_is_said_with_who_may_not_and_what_helps(tmp_path: Path) -> None:
    me = f"uid {os.geteuid()}, gid {os.getegid()}, as which the server runs"
    denied = PermissionError(13, "Permission denied")
    chown = f"chown -R {os.geteuid()}:{os.getegid()} {tmp_path}"
    assert why(denied, tmp_path) == f"permission denied for {me}; as root: {chown}"
    assert why(denied, tmp_path / "new").endswith(f"install -d -o {os.geteuid()} -g {os.getegid()} {tmp_path / 'new'}")
    assert why(denied, tmp_path, reading=True).endswith(f"chgrp {os.getegid()} {tmp_path} && chmod g+r {tmp_path}")
    assert why(OSError(28, "No space left on device"), tmp_path) == "no space left on device"
    for number in (17, 20):  # EEXIST, ENOTDIR
        assert why(OSError(number, "File exists"), tmp_path) == "it is a file, or inside one"
    assert database_advice(tmp_path / "hubbub.db") == "check its permissions and the disk"


@pytest.mark.skipif(os.geteuid() != 0 or not shutil.which("setpriv"), reason="only root can give files away")
def test_each_place_that_may_not_be_used_stops_the_start_with_the_uid(tmp_path: Path) -> None:
    """By a server that runs as root, but for root's leave to use what is others'."""
    foreign, own, secret = tmp_path / "foreign", tmp_path / "own", tmp_path / "secret"
    foreign.mkdir(mode=0o700)
    own.mkdir()
    secret.touch(0o600)
    (own / "hubbub.db").touch(0o600)
    for path in (foreign, secret, own / "hubbub.db"):
        os.chown(path, 65534, 65534)
    cases: list[dict[str, object]] = [
        {"data_dir": foreign / "data"},
        {"data_dir": foreign},
        {"data_dir": own},
        {"log_dir": foreign},
        {"tls_certificate": secret, "tls_key": secret},
        {"password_file": secret},
    ]
    for case in cases:
        server = Process(tmp_path, **({"data_dir": tmp_path / "data", "log_dir": tmp_path / "logs"} | case))
        server.prefix = ["setpriv", "--bounding-set=-dac_override,-dac_read_search"]
        with pytest.raises(RuntimeError) as caught, server:
            pass
        told = str(caught.value)
        assert told.count("\n") == 0, told
        assert "for uid 0, gid 0, as which the server runs; as root: " in told, told
        assert str(next(iter(case.values()))) in told


@pytest.mark.skipif(os.geteuid() != 0 or not shutil.which("setpriv"), reason="only root can give files away")
def test_so_it_is_with_the_settings_file_and_the_place_of_a_backup(tmp_path: Path) -> None:
    foreign, secret = tmp_path / "foreign", tmp_path / "secret.toml"
    foreign.mkdir(mode=0o700)
    secret.touch(0o600)
    for path in (foreign, secret):
        os.chown(path, 65534, 65534)
    with Process(tmp_path) as server:
        server.stop()
    settings = {"HUBBUB_DATA_DIR": str(server.data), "PYTHONPATH": str(ROOT)}
    without_leave = ["setpriv", "--bounding-set=-dac_override,-dac_read_search", sys.executable, "-m"]
    for place, command in (
        (secret, ["services.chat", "--check", "--config", str(secret)]),
        (foreign / "copy", ["services.chat.backup", str(foreign / "copy")]),
    ):
        done = subprocess.run(
            [*without_leave, *command], env=os.environ | settings, capture_output=True, text=True, check=False
        )
        assert (done.returncode, done.stderr.count("\n")) == (1, 1), done.stderr
        assert "for uid 0, gid 0, as which the server runs; as root: " in done.stderr
        assert str(place) in done.stderr
