# SPDX-License-Identifier: GPL-3.0-or-later
"""The terminal client remembers which hosts want TLS, from one start to the next, and keeps no message for it."""

import contextlib
import sqlite3
import time
from pathlib import Path

import pytest

from clients.session.config import SessionConfig
from clients.session.events import ConnectRequested
from clients.terminal.app import Terminal
from clients.terminal.unsent import kept


def requested(app: Terminal) -> ConnectRequested:
    app.session.connect(time.time())
    return next(event for event in app.session.take_events() if isinstance(event, ConnectRequested))


def test_a_policy_outlives_the_program(tmp_path: Path) -> None:
    config = SessionConfig("victim", "chat.example", 6667, tls=True)
    disk = kept(tmp_path / "data")
    store = disk.store
    assert store is not None
    assert disk.unsent
    app = Terminal(config, store, unsent=True)
    requested(app)
    app.session.connected(time.time(), secure=True)
    app.session.feed(b":srv CAP * LS :sts=duration=1000\r\n:srv 001 victim :hi\r\n", time.time())
    app.session.feed(b":bob!u@h PRIVMSG victim :private\r\n", time.time())
    app.session.close_store()
    disk.close()
    again = kept(tmp_path / "data")
    later = requested(Terminal(SessionConfig("victim", "chat.example", 6660), again.store, unsent=again.unsent))
    assert (later.port, later.tls) == (6667, True)
    again.close()
    with contextlib.closing(sqlite3.connect(tmp_path / "data" / "terminal.sqlite3")) as database:
        assert database.execute("SELECT COUNT(*) FROM items").fetchone() == (0,)
    assert (tmp_path / "data").stat().st_mode & 0o077 == 0


def test_without_a_place_it_works_and_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "file").write_text("in the way")
    assert kept(tmp_path / "file").store is None
    assert "Nothing is remembered" in capsys.readouterr().err
    assert not requested(Terminal(SessionConfig("victim", "chat.example", 6667))).tls
