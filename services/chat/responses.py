# SPDX-License-Identifier: GPL-3.0-or-later
"""The answer to a labelled command: nothing is an ACK, one line carries the label, several are a batch.

An answer that is one batch already carries the label on its first line; other batches stand inside ours.
A client without the batch capability gets several lines without a label.
A long answer does not wait for its end: once `EARLY` bytes are gathered, what is there goes out, and then what follows.

Source: IRCv3 labeled-response. Lines are whole, with their CRLF; several may come in one piece.
"""

from enum import Enum, auto
from typing import Final

from protocol import capabilities as caps
from services.chat.session import Session

EARLY: Final = 16_384


class _Form(Enum):
    """How lines of an answer that has begun go out."""

    PLAIN = auto()  # as they are: their batch has the label, or there can be none
    INSIDE = auto()  # within a batch of ours


class Response:
    """Gathers what `session` is answered. Complete once the command has ended and no event of it is under way.

    `label` is as the client sent it, escaped for a tag.
    """

    __slots__ = ("_ended", "_form", "_label", "_lines", "_reference", "_server", "_session", "_size", "_waiting")

    def __init__(self, session: Session, label: str, server: str) -> None:
        self._session = session
        self._label = label
        self._server = server
        self._lines: list[bytes] = []
        self._waiting = 0
        self._ended = False
        self._size = 0
        self._form: _Form | None = None
        self._reference = ""

    def add(self, data: bytes) -> None:
        """One or more lines of the answer."""
        self._lines += data.splitlines(keepends=True)
        self._size += len(data)

    def ready(self) -> bytes:
        """What may go out before the answer is complete, if that is much by now."""
        return self._begun() if self._size >= EARLY else b""

    def expect(self) -> None:
        """An event of this command was submitted."""
        self._waiting += 1

    def settled(self) -> bytes:
        """One of these events has been shown. The whole answer if that completes it, else b""."""
        self._waiting -= 1
        return self._data() if self._ended and not self._waiting else b""

    def end(self) -> bytes:
        """The command has ended. The whole answer if that completes it, else b""."""
        self._ended = True
        return self._data() if not self._waiting else b""

    def _begun(self) -> bytes:
        """What was gathered, of an answer that goes out in pieces."""
        start = b""
        if self._form is None:
            self._form = _Form.PLAIN
            if _opens_batch(self._lines[0]):
                self._lines[0] = with_tag(self._lines[0], f"label={self._label}")
            elif self._session.caps & caps.BATCH.bit:
                self._form, start = _Form.INSIDE, self._open()
        lines, self._lines, self._size = self._lines, [], 0
        return start + (self._inside(lines) if self._form is _Form.INSIDE else b"".join(lines))

    def _open(self) -> bytes:
        self._reference = f"l{self._session.next_batch():x}"
        return f"@label={self._label} :{self._server} BATCH +{self._reference} labeled-response\r\n".encode()

    def _close(self) -> bytes:
        return f":{self._server} BATCH -{self._reference}\r\n".encode()

    def _inside(self, lines: list[bytes]) -> bytes:
        tag = f"batch={self._reference}"
        return b"".join(line if line.startswith(b"@batch=") else with_tag(line, tag) for line in lines)

    def _data(self) -> bytes:
        if self._form is not None:
            return self._begun() + (self._close() if self._form is _Form.INSIDE else b"")
        label = f"label={self._label}"
        if not self._lines:
            return f"@{label} :{self._server} ACK\r\n".encode()
        if len(self._lines) == 1 or _is_batch(self._lines):
            return with_tag(self._lines[0], label) + b"".join(self._lines[1:])
        if not self._session.caps & caps.BATCH.bit:  # "MUST be negotiated to use labeled responses"
            return b"".join(self._lines)
        return self._open() + self._inside(self._lines) + self._close()


def _opens_batch(line: bytes) -> bool:
    words = line.split(b" ", 4)
    return (words[2:] if line.startswith(b"@") else words[1:])[:1] == [b"BATCH"]


def _is_batch(lines: list[bytes]) -> bool:
    """Whether the first line opens a batch that the last one closes."""
    words = lines[0].split(b" ", 4)
    start = words[2:] if lines[0].startswith(b"@") else words[1:]
    return start[0] == b"BATCH" and lines[-1].endswith(b" BATCH -" + start[1][1:].rstrip() + b"\r\n")


def with_tag(line: bytes, tag: str) -> bytes:
    """`line` with one more tag, in front."""
    if line.startswith(b"@"):
        return b"@" + tag.encode() + b";" + line[1:]
    return b"@" + tag.encode() + b" " + line
