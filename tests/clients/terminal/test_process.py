# SPDX-License-Identifier: GPL-3.0-or-later
"""The terminal client as a process on a terminal: stopping and going on, signals, pastes, the terminal that is gone."""

import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.server import Server, running
from tests.support.terminal import Pty


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    with running(tmp_path / "server") as server:
        yield server


def client(server: Server, folder: Path, *options: str, **environment: str) -> Pty:
    command = (sys.executable, "-m", "clients.terminal", f"irc://127.0.0.1:{server.port}", "--nick", "sam", *options)
    return Pty(*command, environment={"HOME": str(folder), "XDG_DATA_HOME": str(folder / "data"), **environment})


def test_ctrl_z_gives_the_shell_its_terminal_and_fg_paints_anew(server: Server, tmp_path: Path) -> None:
    bob = server.client("bob")
    with client(server, tmp_path) as screen:
        screen.until(b"\x1b[?1049h", b"#lobby", b"sam joined")
        screen.press(b"\x1a")
        assert screen.stopped()
        screen.read()
        assert screen.sane()
        bob.send("PRIVMSG #lobby :said meanwhile")
        bob.lines()
        screen.resize(140, 40)
        screen.clear()
        os.kill(screen.process.pid, signal.SIGCONT)
        screen.until(b"\x1b[?1049h", b"said meanwhile", b"sam joined")
        screen.press(b"hello after\r")
        assert bob.until("PRIVMSG").params == ["#lobby", "hello after"]
        screen.press(b"\x11")
        assert screen.ended() == 0
        assert screen.sane()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_a_signal_says_goodbye_and_leaves_a_clean_terminal(
    server: Server, tmp_path: Path, number: signal.Signals
) -> None:
    bob = server.client("bob")
    with client(server, tmp_path) as screen:
        screen.until(b"sam joined")
        os.kill(screen.process.pid, number)
        assert screen.ended() == 128 + number
        assert screen.sane()
    assert bob.until("QUIT").source.startswith("sam!")  # type: ignore[union-attr]


def test_a_terminal_that_is_gone_ends_it(server: Server, tmp_path: Path) -> None:
    with client(server, tmp_path) as screen:
        screen.until(b"sam joined")
        screen.hang_up()
        os.kill(screen.process.pid, signal.SIGCONT)  # as a shell does for its jobs
        assert screen.ended() in (128 + signal.SIGHUP, -signal.SIGHUP)


def test_a_paste_presses_no_keys(server: Server, tmp_path: Path) -> None:
    """ESC O M is Enter on a keypad, ESC [ 113 ; 5 u is Ctrl+Q: pasted, they do nothing."""
    bob = server.client("bob", "draft/multiline batch message-tags")
    with client(server, tmp_path) as screen:
        screen.until(b"sam joined")
        screen.press(b"\x1b[200~one\x1bOM\ntwo\x1b[113;5u\n\tthree\x1b[31m\x1b[201~")
        screen.until(b"three")
        assert not [line for line in bob.lines() if "PRIVMSG" in line]
        screen.press(b"\r")
        said = [bob.until("PRIVMSG").params[1] for _ in range(3)]
        assert [line.lstrip() for line in said] == ["oneOM", "two[113;5u", "three[31m"]


def test_bytes_that_are_no_text_do_not_end_it(server: Server, tmp_path: Path) -> None:
    bob = server.client("bob")
    with client(server, tmp_path) as screen:
        screen.until(b"sam joined")
        screen.press(b"caf\xe9!\r")
        assert bob.until("PRIVMSG").params == ["#lobby", "caf\ufffd!"]


def test_no_colour_and_no_unicode_where_there_is_none(server: Server, tmp_path: Path) -> None:
    with client(server, tmp_path, NO_COLOR="1", PYTHONIOENCODING="ascii") as screen:
        screen.until(b"> sam joined")
        assert b"\x1b[38;2" not in screen.written
        assert b"\x1b[48;2" not in screen.written
        assert b";38;2;" not in screen.written
        assert screen.written.isascii()


def test_what_is_typed_is_there_at_the_next_start(server: Server, tmp_path: Path) -> None:
    with client(server, tmp_path) as screen:
        screen.until(b"sam joined")
        screen.press(b"not sent yet")
        screen.until(b"not sent yet")
        os.kill(screen.process.pid, signal.SIGTERM)
        screen.ended()
    with client(server, tmp_path) as screen:
        screen.until(b"#lobby", b"not sent yet")


def test_the_password_comes_from_a_file_or_the_environment(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("open: sesame\n")
    with running(tmp_path / "locked", password="open: sesame") as server:
        with client(server, tmp_path, "--password-file", str(tmp_path / "secret")) as screen:
            screen.until(b"sam joined")
        with client(server, tmp_path, HUBBUB_SERVER_PASSWORD="open: sesame") as screen:
            screen.until(b"sam joined")
        with client(server, tmp_path) as screen:
            screen.until(b"has a password")
            screen.press(b"open: sesame")
            screen.read(0.3)
            assert b"sesame" not in screen.written
            screen.press(b"\r")
            screen.until(b"sam joined")
        with client(server, tmp_path, "--password-file", str(tmp_path / "nowhere")) as screen:
            assert screen.ended() == 2
