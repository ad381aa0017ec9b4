# SPDX-License-Identifier: GPL-3.0-or-later
"""The answer to a labelled command: nothing is an ACK, one line carries the label, several are a batch.

An answer that is one batch already carries the label on its first line; other batches stand inside ours.
A client without the batch capability gets several lines without a label.

Source: IRCv3 labeled-response. Lines are whole, with their CRLF; several may come in one piece.
"""

from protocol import capabilities as caps
from services.chat.session import Session


class Response:
    """Gathers what `session` is answered. Complete once the command has ended and no event of it is under way.

    `label` is as the client sent it, escaped for a tag; `size` the bytes gathered so far.
    """

    __slots__ = ("_ended", "_label", "_lines", "_server", "_session", "_waiting", "size")

    def __init__(self, session: Session, label: str, server: str) -> None:
        self._session = session
        self._label = label
        self._server = server
        self._lines: list[bytes] = []
        self._waiting = 0
        self._ended = False
        self.size = 0

    def add(self, data: bytes) -> None:
        """One or more lines of the answer."""
        self._lines += data.splitlines(keepends=True)
        self.size += len(data)

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

    def _data(self) -> bytes:
        label = f"label={self._label}"
        if not self._lines:
            return f"@{label} :{self._server} ACK\r\n".encode()
        if len(self._lines) == 1 or _is_batch(self._lines):
            return with_tag(self._lines[0], label) + b"".join(self._lines[1:])
        if not self._session.caps & caps.BATCH.bit:  # "MUST be negotiated to use labeled responses"
            return b"".join(self._lines)
        reference = f"l{self._session.next_batch():x}"
        inner = b"".join(
            line if line.startswith(b"@batch=") else with_tag(line, f"batch={reference}") for line in self._lines
        )
        start = f"@{label} :{self._server} BATCH +{reference} labeled-response\r\n"
        return start.encode() + inner + f":{self._server} BATCH -{reference}\r\n".encode()


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
