# SPDX-License-Identifier: GPL-3.0-or-later
"""The server's log: JSON in the file, sentences on the console, nothing dangerous in either."""

from __future__ import annotations

import io
import json
import logging
import resource
from pathlib import Path
from typing import Any

import pytest

from services.chat.server_log import ServerLogError, logging_to

logger = logging.getLogger("services.chat.test")


def written(directory: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (directory / "server.log").read_text("utf-8").splitlines()]


def test_the_file_has_one_object_a_line(tmp_path: Path) -> None:
    with logging_to(tmp_path / "logs", console=io.StringIO()):
        logger.info("connected", extra={"nick": "zoë", "ip": "127.0.0.1", "session": 7})
        logger.warning("odd %s", "thing")
    first, second = written(tmp_path / "logs")
    assert first.pop("time").endswith("Z")
    assert first == {
        "level": "info", "event": "connected", "logger": "services.chat.test",
        "nick": "zoë", "ip": "127.0.0.1", "session": 7,
    }  # fmt: skip
    assert (second["level"], second["event"]) == ("warning", "odd thing")


def test_the_console_says_who_comes_and_who_leaves(tmp_path: Path) -> None:
    console = io.StringIO()
    with logging_to(tmp_path, console=console):
        logger.info("listening", extra={"addresses": "[::1]:9090", "version": "1", "data": "/d", "logs": "/l"})
        logger.info("connected", extra={"nick": "alice", "ip": "127.0.0.1", "session": "s1"})
        logger.info("disconnected", extra={"nick": "alice", "ip": "127.0.0.1", "reason": "Client quit"})
        logger.warning("other", extra={"count": 3})
    assert [line[20:] for line in console.getvalue().splitlines()] == [
        "Hubbub 1 is running on [::1]:9090, with its data in /d and its logs in /l",
        "alice has connected from 127.0.0.1",
        "alice has left: Client quit",
        "warning: other count=3",
    ]


def test_control_characters_reach_neither(tmp_path: Path) -> None:
    console = io.StringIO()
    with logging_to(tmp_path, console=console):
        logger.info("disconnected", extra={"nick": "a\x1b[2J\nb", "ip": "x", "reason": "\u202e\x85\r"})
        try:
            raise ValueError("bad \x1b[31m\nline")
        except ValueError:
            logger.exception("failed \x07")
    text = console.getvalue()
    assert "a\\x1b[2J\\x0ab has left: \\u202e\\x85\\x0d\n" in text
    assert "error: failed \\x07\nTraceback (most recent call last):\n" in text
    assert not set(text) & set("\x07\x1b\x85\r\u202e")
    assert written(tmp_path)[0]["nick"] == "a\\x1b[2J\\x0ab"
    assert written(tmp_path)[1]["exception"].endswith("ValueError: bad \\x1b[31m\nline")
    assert not set((tmp_path / "server.log").read_text("utf-8")) & set("\x07\x1b\x85\r\u202e")


def test_less_important_lines_are_left_out(tmp_path: Path) -> None:
    with logging_to(tmp_path, "warning", io.StringIO()):
        logger.info("not this")
        logger.error("this")
    assert [line["event"] for line in written(tmp_path)] == ["this"]


def test_a_large_file_is_put_aside(tmp_path: Path) -> None:
    with logging_to(tmp_path, console=io.StringIO(), most_bytes=1000):
        for number in range(100):
            logger.info("line", extra={"number": number})
    files = sorted(tmp_path.glob("server.log*"))
    assert [path.name for path in files] == ["server.log", *(f"server.log.{n}" for n in range(1, 6))]
    assert all(path.stat().st_size <= 1000 for path in files)
    assert written(tmp_path)[-1]["number"] == 99


def test_a_directory_that_cannot_be_written_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "logs").write_text("a file")
    with pytest.raises(ServerLogError) as caught, logging_to(tmp_path / "logs"):
        pass
    assert (
        str(caught.value)
        == f"The log directory {str(tmp_path / 'logs')!r} cannot be written to: it is a file, or inside one."
    )


def test_a_disk_that_refuses_is_told_on_the_console_once(tmp_path: Path) -> None:
    console = io.StringIO()
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    with logging_to(tmp_path, console=console):
        for _ in range(2):
            resource.setrlimit(resource.RLIMIT_FSIZE, (10, limits[1]))
            try:
                logger.info("lost")
                logger.info("lost")
            finally:
                resource.setrlimit(resource.RLIMIT_FSIZE, limits)
            logger.info("kept")
    told = [line[20:] for line in console.getvalue().splitlines()]
    refused = "error: the server log cannot be written reason=[Errno 27] File too large"
    assert told == ["lost", refused, "lost", "kept"] * 2
    assert (tmp_path / "server.log").read_text().count("kept") == 2


def test_afterwards_nothing_is_logged_there_any_more(tmp_path: Path) -> None:
    with logging_to(tmp_path, console=io.StringIO()):
        pass
    logger.warning("later")
    assert (tmp_path / "server.log").read_text() == ""
