# SPDX-License-Identifier: GPL-3.0-or-later
"""A byte stream cut into lines.

Rules kept here:
- A line ends with LF; one CR before it belongs to the end. Modern IRC says that a server SHOULD take a bare LF
  and MAY take a bare CR for a line end. We do not take CR: no production of the grammar may contain one, so a
  line with a CR elsewhere is refused as a whole (BAD_BYTE) and cannot smuggle a second command. NUL likewise.
- Empty lines are dropped ("Servers and clients SHOULD ignore empty lines").
- Sizes count bytes. `max_body` is the line without its tags, its CRLF included (512); a bare LF counts as two,
  so what fits does not depend on how it ends. `max_tags` counts from `@` to the space: 4096 for what clients
  send (4094 of tag data), 8191 for what servers send.
- UTF-8 is checked strictly. A bad line is one `Malformed` in its place among the others, with the reason judged
  in the order TAGS_TOO_LONG, TOO_LONG, BAD_BYTE, NOT_UTF8. A line that is too long is reported as soon as that is
  certain and skipped to its end, so a `LineFramer` never holds more than `max_tags + max_body` bytes.
- What comes out does not depend on how the stream was cut into chunks.

Sources: Modern IRC "Message Format", "Compatibility with incorrect software"; IRCv3 message-tags
"Size limit"; utf8-only.
"""

from protocol.message import Malformed, Reason

MAX_BODY = 512
MAX_TAGS = 8191
MAX_CLIENT_TAGS = 4096


class LineFramer:
    """Lines out of chunks. Feed it what was received; it gives back what is complete."""

    __slots__ = ("_max_body", "_max_tags", "_pending", "_safe", "_skipping")

    def __init__(self, max_body: int = MAX_BODY, max_tags: int = MAX_TAGS) -> None:
        self._max_body = max_body
        self._max_tags = max_tags
        self._safe = min(max_body - 2, max_tags - 1)  # no shorter line is too long
        self._pending = b""
        self._skipping = False

    @property
    def pending(self) -> bytes:
        """The beginning of a line whose end has not come yet."""
        return self._pending

    def feed(self, data: bytes) -> list[str | Malformed]:
        """The lines that `data` completes."""
        if self._skipping:
            end = data.find(b"\n")
            if end < 0:
                return []
            self._skipping = False
            data = data[end + 1 :]
        if self._pending:
            data = self._pending + data
            self._pending = b""
        if data[-1:] == b"\n":
            return self._lines(data)
        end = data.rfind(b"\n") + 1
        lines = self._lines(data[:end]) if end else []
        overflow = self._overflow(data[end:])
        if overflow is None:
            self._pending = data[end:]
        else:
            self._skipping = True
            lines.append(overflow)
        return lines

    def _lines(self, data: bytes) -> list[str | Malformed]:
        """The lines of `data`, which ends with LF. What is wrong anywhere in it is found line by line."""
        try:
            text = data.decode()
        except UnicodeDecodeError:
            return self._judged(data)
        text = text.replace("\r\n", "\n")
        if "\r" in text or "\0" in text:
            return self._judged(data)
        if len(data) > self._safe and max(map(len, data.split(b"\n"))) > self._safe:
            return self._judged(data)
        lines: list[str | Malformed] = [*text[:-1].split("\n")]
        return [line for line in lines if line] if "" in lines else lines

    def _judged(self, data: bytes) -> list[str | Malformed]:
        judged = (judge(line, self._max_body, self._max_tags) for line in data[:-1].split(b"\n"))
        return [line for line in judged if line]

    def _overflow(self, line: bytes) -> Malformed | None:
        """What is wrong with a line's beginning whatever follows."""
        body = _body_start(line, self._max_tags)
        if body is None:
            certain = self._max_tags + (line[-1:] == b"\r")  # a CR may belong to the line's end
            return None if len(line) < certain else _too_long(Reason.TAGS_TOO_LONG, line, self._max_tags)
        if len(line) - body < self._max_body:
            return None
        return _too_long(Reason.TOO_LONG, line, body + self._max_body - 2)


def judge(line: bytes, max_body: int = MAX_BODY, max_tags: int = MAX_TAGS) -> str | Malformed:
    """One line with or without its CR, decoded, or what is wrong with it. Empty lines are ""."""
    if line[-1:] == b"\r":
        line = line[:-1]
    body = _body_start(line, max_tags)
    if body is None:
        if len(line) >= max_tags:
            return _too_long(Reason.TAGS_TOO_LONG, line, max_tags)
    elif len(line) - body > max_body - 2:
        return _too_long(Reason.TOO_LONG, line, body + max_body - 2)
    if b"\0" in line or b"\r" in line:
        return Malformed(Reason.BAD_BYTE, line.decode("utf-8", "replace"))
    try:
        return line.decode()
    except UnicodeDecodeError:
        return Malformed(Reason.NOT_UTF8, line.decode("utf-8", "replace"))


def _body_start(line: bytes, max_tags: int) -> int | None:
    """Where the part after the tags begins; None if the tags have no end within their limit."""
    if line[:1] != b"@":
        return 0
    return line.find(b" ", 0, max_tags) + 1 or None


def _too_long(reason: Reason, line: bytes, keep: int) -> Malformed:
    return Malformed(reason, line[:keep].decode("utf-8", "replace"))
