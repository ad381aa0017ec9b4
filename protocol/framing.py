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
        """The lines of `data`, which ends with LF, without the empty ones."""
        lines = split_lines(data, self._max_body, self._max_tags)
        return [line for line in lines if line] if "" in lines else lines

    def _overflow(self, line: bytes) -> Malformed | None:
        return _overflow(line, self._max_body, self._max_tags)


class LineQueue:
    """Received bytes that wait, and the lines they make, taken by a reader that may not want all of them now.

    Unlike a `LineFramer` it hides nothing: an empty line comes out as "", and so does every `max_body` bytes of the
    rest of a line that was too long, as both cost the receiver something. Only bytes are kept, never parsed lines.
    """

    __slots__ = ("_data", "_given", "_max_body", "_max_tags", "_safe", "_skipped", "_skipping")

    def __init__(self, max_body: int = MAX_BODY, max_tags: int = MAX_CLIENT_TAGS) -> None:
        self._max_body = max_body
        self._max_tags = max_tags
        self._safe = min(max_body - 2, max_tags - 1)  # no shorter line is too long
        self._data = b""
        self._given = b""
        self._skipping = False
        self._skipped = 0

    def __len__(self) -> int:
        """How many bytes wait."""
        return len(self._data)

    def feed(self, data: bytes) -> None:
        """Bytes were received."""
        self._data = self._data + data if self._data else data

    def take(self, most: int) -> list[str | Malformed]:
        """The next lines, at most `most`; none when no line is complete. What is not handled is given back."""
        data = self._data
        if not data:
            return []
        if self._skipping:
            return self._skip(data, most)
        count = data.count(b"\n")
        rest = b""
        if count > most:
            rest = data.split(b"\n", most)[most]
        elif data[-1:] != b"\n":
            rest = data[data.rfind(b"\n") + 1 :]
        whole = data[: len(data) - len(rest)] if rest else data
        lines = split_lines(whole, self._max_body, self._max_tags) if whole else []
        self._given = whole
        if count < most and len(rest) > self._safe:
            overflow = _overflow(rest, self._max_body, self._max_tags)
            if overflow is not None:
                lines.append(overflow)
                judged = self._max_tags if overflow.reason is Reason.TAGS_TOO_LONG else self._max_body
                self._given, rest = whole + rest[:judged], rest[judged:]
                self._skipping, self._skipped = True, 0
        self._data = rest
        return lines

    def put_back(self, handled: int) -> None:
        """Of the lines that were given last, only the first `handled` could be handled: the others come again."""
        given = self._given
        if given:
            self._data = (given.split(b"\n", handled)[handled] if handled else given) + self._data
            self._given = b""
            self._skipping = False

    def end(self, last: bytes) -> None:
        """No more will be received: a line that was not completed is none. `last` is what is to be done at the end."""
        self._data = b"" if self._skipping else self._data[: self._data.rfind(b"\n") + 1]
        self._skipping = False
        self._data += last

    def clear(self) -> None:
        """Forget what waits."""
        self._data = self._given = b""

    def _skip(self, data: bytes, most: int) -> list[str | Malformed]:
        """Leave out the rest of a line that was too long."""
        end = data.find(b"\n", 0, most * self._max_body) + 1
        size = end or min(len(data), most * self._max_body)
        self._skipping = not end
        self._data = data[size:]
        self._given = b""
        counted, self._skipped = divmod(self._skipped + size, self._max_body)
        return [""] * counted if counted or not end else self.take(most)


def split_lines(data: bytes, max_body: int = MAX_BODY, max_tags: int = MAX_TAGS) -> list[str | Malformed]:
    """The lines of `data`, which ends with LF, one for each LF. What is wrong anywhere is found line by line."""
    try:
        text = data.decode()
    except UnicodeDecodeError:
        return _judged(data, max_body, max_tags)
    text = text.replace("\r\n", "\n")
    if "\r" in text or "\0" in text:
        return _judged(data, max_body, max_tags)
    safe = min(max_body - 2, max_tags - 1)
    if len(data) > safe and max(map(len, data.split(b"\n"))) > safe:
        return _judged(data, max_body, max_tags)
    return [*text[:-1].split("\n")]


def _judged(data: bytes, max_body: int, max_tags: int) -> list[str | Malformed]:
    return [judge(line, max_body, max_tags) for line in data[:-1].split(b"\n")]


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


def _overflow(line: bytes, max_body: int, max_tags: int) -> Malformed | None:
    """What is wrong with a line's beginning whatever follows."""
    body = _body_start(line, max_tags)
    if body is None:
        certain = max_tags + (line[-1:] == b"\r")  # a CR may belong to the line's end
        return None if len(line) < certain else _too_long(Reason.TAGS_TOO_LONG, line, max_tags)
    if len(line) - body < max_body:
        return None
    return _too_long(Reason.TOO_LONG, line, body + max_body - 2)


def _body_start(line: bytes, max_tags: int) -> int | None:
    """Where the part after the tags begins; None if the tags have no end within their limit."""
    if line[:1] != b"@":
        return 0
    return line.find(b" ", 0, max_tags) + 1 or None


def _too_long(reason: Reason, line: bytes, keep: int) -> Malformed:
    return Malformed(reason, line[:keep].decode("utf-8", "replace"))
