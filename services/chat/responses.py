# SPDX-License-Identifier: GPL-3.0-or-later
"""The answer to a labelled command: nothing is an ACK, one line carries the label, several are a batch.

Source: IRCv3 labeled-response. Lines are whole, with their CRLF; several may come in one piece.
"""

from services.chat.session import Session


class Response:
    """Gathers what `session` is answered. Complete once the command has ended and no event of it is under way.

    `label` is as the client sent it, escaped for a tag.
    """

    __slots__ = ("_ended", "_label", "_lines", "_server", "_session", "_waiting")

    def __init__(self, session: Session, label: str, server: str) -> None:
        self._session = session
        self._label = label
        self._server = server
        self._lines: list[bytes] = []
        self._waiting = 0
        self._ended = False

    def add(self, data: bytes) -> None:
        """One or more lines of the answer."""
        self._lines += data.splitlines(keepends=True)

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
        if len(self._lines) == 1:
            return with_tag(self._lines[0], label)
        reference = f"l{self._session.next_batch():x}"
        inner = b"".join(
            line if b"batch=" in line.partition(b" ")[0] else with_tag(line, f"batch={reference}")
            for line in self._lines
        )
        start = f"@{label} :{self._server} BATCH +{reference} labeled-response\r\n"
        return start.encode() + inner + f":{self._server} BATCH -{reference}\r\n".encode()


def with_tag(line: bytes, tag: str) -> bytes:
    """`line` with one more tag, in front."""
    if line.startswith(b"@"):
        return b"@" + tag.encode() + b";" + line[1:]
    return b"@" + tag.encode() + b" " + line
