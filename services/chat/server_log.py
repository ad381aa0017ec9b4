# SPDX-License-Identifier: GPL-3.0-or-later
"""The server's own log: JSON, one object a line, in LOG_DIR/server.log, and readable lines on the console.

What operators did is in LOG_DIR/audit.log as well.

Rules:
- Everybody logs with the standard library: `logger.info("connected", extra={"nick": nick, "ip": ip})`. The message is
  constant, what varies is in `extra`; so a line can be found, counted, and said well (`SENTENCES`).
- Nothing from the network reaches a terminal unescaped: control characters are made visible in every value.
- The file is rotated by size. A disk that refuses is told on the console once, and never stops the server.
- No secrets: whoever logs sees to that.
"""

from __future__ import annotations

import contextlib
import json
import logging
import logging.handlers
import sys
from collections.abc import Iterator, MutableMapping
from pathlib import Path
from typing import Any, Final, TextIO

import structlog

from services.chat.files import tighten, why
from services.chat.visible import visible

FILE: Final = "server.log"
AUDIT: Final = "services.chat.flows.audit"  # the logger of what operators did
AUDIT_FILE: Final = "audit.log"
MOST_BYTES: Final = 10 * 1024 * 1024
KEPT: Final = 5

# How the console says what administrators look for first. The file has the same with all its fields.
SENTENCES: Final = {
    "listening": "Hubbub {version} is running on {addresses}, with its data in {data} and its logs in {logs}",
    "connected": "{nick} has connected from {ip}",
    "renamed": "{nick} is now called {new}",
    "disconnected": "{nick} has left: {reason}",
    "files of another database were set aside": "{files}: these did not belong to the databases that are there now, "
    "such as restored ones, and are now in {to}",
    "stopping": "Hubbub is stopping",
    "stopped": "Hubbub has stopped",
}
_NOT_OURS: Final = ("message", "asctime")  # left on the record by other formatters
_QUIET: Final = ("asyncio", "websockets")

Record = MutableMapping[str, Any]


class ServerLogError(Exception):
    """The log can't be written; the text is one sentence for the administrator."""


@contextlib.contextmanager
def logging_to(
    directory: Path, level: str = "info", console: TextIO | None = None, most_bytes: int = MOST_BYTES
) -> Iterator[None]:
    """While this lasts, log to `directory` and the console. Raises `ServerLogError`."""
    stream = logging.StreamHandler(console or sys.stderr)
    stream.setFormatter(_formatter(_for_people, structlog.processors.TimeStamper("%Y-%m-%d %H:%M:%S", utc=False)))
    try:
        directory.mkdir(parents=True, exist_ok=True)
        tighten(directory, (f"{FILE}*", f"{AUDIT_FILE}*"))
        file = _File(directory / FILE, stream, most_bytes)
        audit = _File(directory / AUDIT_FILE, stream, most_bytes)
    except OSError as error:
        reason = why(error, directory)
        raise ServerLogError(f"The log directory {str(directory)!r} cannot be written to: {reason}.") from None
    for written in (file, audit):
        written.setFormatter(_formatter(_for_machines, structlog.processors.TimeStamper("iso", utc=True)))
    root = logging.getLogger()
    before = root.level
    root.setLevel(level.upper())
    for name in _QUIET:
        logging.getLogger(name).setLevel(max(root.level, logging.WARNING))
    root.addHandler(stream)
    root.addHandler(file)
    logging.getLogger(AUDIT).addHandler(audit)
    try:
        yield
    finally:
        root.setLevel(before)
        for handler in (stream, file):
            root.removeHandler(handler)
        logging.getLogger(AUDIT).removeHandler(audit)
        file.close()
        audit.close()


class _File(logging.handlers.RotatingFileHandler):
    """Tells of a disk that refuses once, and again only after it worked in between."""

    def __init__(self, path: Path, console: logging.Handler, most_bytes: int) -> None:
        super().__init__(path, maxBytes=most_bytes, backupCount=KEPT, encoding="utf-8")
        self._console = console
        self._failed_before = self._fails = False

    def emit(self, record: logging.LogRecord) -> None:
        self._failed_before, self._fails = self._fails, False
        super().emit(record)

    def handleError(self, record: logging.LogRecord) -> None:
        self._fails = True
        if not self._failed_before:
            reason = str(sys.exc_info()[1])
            told = logging.LogRecord(__name__, logging.ERROR, "", 0, "the server log cannot be written", None, None)
            told.reason = reason
            self._console.handle(told)


def _formatter(renderer: structlog.typing.Processor, stamp: structlog.processors.TimeStamper) -> logging.Formatter:
    return structlog.stdlib.ProcessorFormatter(
        processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, renderer],
        foreign_pre_chain=[
            structlog.stdlib.add_log_level,
            structlog.stdlib.add_logger_name,
            structlog.stdlib.ExtraAdder(),
            stamp,
            structlog.processors.format_exc_info,
            _harmless,
        ],
    )


def _harmless(_logger: Any, _method: str, record: Record) -> Record:
    """Every text in it as one line without control characters; a traceback keeps its lines."""
    for name in _NOT_OURS:
        record.pop(name, None)
    for name, value in record.items():
        if name == "exception":
            record[name] = "\n".join(map(visible, str(value).split("\n")))
        elif isinstance(value, str):
            record[name] = visible(value)
        elif not isinstance(value, bool | int | float | None):
            record[name] = visible(str(value))
    return record


def _for_machines(_logger: Any, _method: str, record: Record) -> str:
    first = {"time": record.pop("timestamp"), "level": record.pop("level"), "event": record.pop("event")}
    return json.dumps(first | dict(record), ensure_ascii=False)


def _for_people(_logger: Any, _method: str, record: Record) -> str:
    time = record.pop("timestamp")
    level, event = str(record.pop("level")), str(record.pop("event"))
    trace = record.pop("exception", None)
    record.pop("logger", None)
    try:
        text = SENTENCES[event].format_map(record)
    except KeyError:
        text = " ".join([event, *(f"{name}={value}" for name, value in record.items())])
    mark = "" if level == "info" else f"{level}: "
    return f"{time} {mark}{text}" + (f"\n{trace}" if trace else "")
