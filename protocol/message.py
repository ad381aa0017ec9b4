# SPDX-License-Identifier: GPL-3.0-or-later
r"""One IRC message: parse it, render it; its tags and its source.

    message ::= ['@' tags SPACE] [':' source SPACE] command parameters
    tags    ::= key ['=' escaped-value] *(';' ...)

Rules kept here:
- `parse` takes one line without its end and never raises: what is no message comes back as `Malformed`.
- It is lenient where the specification says so: runs of spaces separate, any number of parameters, the last
  of several equal tags wins, a lone `\` that ends a tag value is dropped. Only U+0020 is a space.
- Commands are upper-cased if ASCII. Others are kept as they are (`ſ`.upper() is `S`), so they match no command.
- `Message.render` is the one serialiser, `line` what it makes without tags, `join` and `seal` its parts. They raise
  `Unrenderable` rather than let CR, LF or NUL through, or a parameter slide into the next one. Limits on length are
  not checked here but where lines are cut: `framing`, `splitting`.
- Tag values are unescaped in `Message.tags`; a tag without a value and one with an empty value are the same: "".

Sources: Modern IRC "Message Format"; IRCv3 message-tags "Format", "Escaping values".
"""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple


class Unrenderable(ValueError):
    """A message that no line can carry: a bug in the caller, never the peer's fault."""


class Reason(StrEnum):
    """Why a line is no message."""

    TOO_LONG = "the line is longer than allowed"
    TAGS_TOO_LONG = "the tags are longer than allowed"
    NOT_UTF8 = "the line is not UTF-8"
    EMPTY = "the line is empty"
    BAD_BYTE = "the line contains a byte that no message may contain"
    NO_COMMAND = "the line has no command"


@dataclass(frozen=True, slots=True)
class Malformed:
    """A line that is no message; `text` is its beginning, decoded as well as it can be."""

    reason: Reason
    text: str


class Source(NamedTuple):
    """Where a message comes from; parts that are absent are empty. A server's name is in `nick`."""

    nick: str
    user: str = ""
    host: str = ""

    def render(self) -> str:
        """`nick!user@host` without the absent parts."""
        return f"{self.nick}{'!' + self.user if self.user else ''}{'@' + self.host if self.host else ''}"


# Naive clients look for " :" to find the text of these, so it is always written although it is optional.
_ALWAYS_TRAILING = frozenset(("PRIVMSG", "NOTICE"))


@dataclass(slots=True)
class Message:
    """One message, in either direction."""

    command: str
    params: list[str]
    source: str | None = None
    tags: dict[str, str] = field(default_factory=dict)

    def render(self) -> str:
        """The line, without its end. Raises Unrenderable."""
        command = self.command
        if not command or " " in command or command[0] in ":@":
            raise Unrenderable(f"not a command: {command!r}")
        head = f"@{render_tags(self.tags)} " if self.tags else ""
        if self.source is not None:
            if not self.source or " " in self.source:
                raise Unrenderable(f"not a source: {self.source!r}")
            head += f":{self.source} "
        return join(head + command, self.params, command in _ALWAYS_TRAILING)


def join(head: str, params: list[str] | tuple[str, ...], trailing: bool = False) -> str:
    """`head` and its parameters as one line; `trailing` writes the last one's colon also where it is optional."""
    line = head
    if params:
        for param in params[:-1]:
            if not param or " " in param or param[0] == ":":
                raise Unrenderable(f"only the last parameter may look like this: {param!r}")
            line += " " + param
        last = params[-1]
        colon = " :" if trailing or not last or " " in last or last[0] == ":" else " "
        line += colon + last
    return seal(line)


def line(source: str, command: str, *params: str, text: str | None = None) -> str:
    """What `source` does, without tags and line end; `text` is a last parameter with its colon. Raises Unrenderable."""
    if not source or " " in source:
        raise Unrenderable(f"not a source: {source!r}")
    if text is None:
        return join(f":{source} {command}", params)
    return join(f":{source} {command}", (*params, text), True)


def seal(line: str) -> str:
    """`line`, which was put together elsewhere and has to be one line. Raises Unrenderable."""
    if "\n" in line or "\r" in line or "\0" in line:
        raise Unrenderable(f"CR, LF or NUL in a line: {line!r}")
    return line


def safe(param: str) -> str:
    """`param` as a parameter that is not the last: `*` if it could not stand there.

    Replies repeat what a client sent (`JOIN :a b`); the specification's answer to what does not fit is `*`.
    """
    return "*" if not param or param[0] == ":" or " " in param else param


def parse(line: str) -> Message | Malformed:
    """The message that one line (without its end) is."""
    if "\0" in line or "\n" in line or "\r" in line:
        return Malformed(Reason.BAD_BYTE, line)
    rest = line
    source = None
    if rest[:1] == "@":
        raw, _, rest = rest.partition(" ")
        rest = rest.lstrip(" ")
        tags = parse_tags(raw[1:])
    else:
        tags = {}
    if rest[:1] == ":":
        source, _, rest = rest[1:].partition(" ")
        rest = rest.lstrip(" ")
    head, colon, trailing = rest.partition(" :")
    params = head.split(" ")
    if "" in params:
        params = [param for param in params if param]
    if not params or params[0][0] == ":":
        return Malformed(Reason.NO_COMMAND if line.strip(" ") else Reason.EMPTY, line)
    command = params.pop(0)
    if colon:
        params.append(trailing)
    return Message(command.upper() if command.isascii() else command, params, source, tags)


def salvage(problem: Malformed) -> Message:
    """What can be read of a line that is no message: its command, else `*`, and the tags that came whole.

    A tag whose value is damaged (a byte that is not UTF-8, a CR, a NUL) is left out, and so is one that may go on.
    """
    head, space, rest = problem.text.partition(" ") if problem.text[:1] == "@" else ("", "", problem.text)
    whole = head[1:] if space else head[1:].rpartition(";")[0]
    tags = {key: value for key, value in parse_tags(whole).items() if not _DAMAGE.intersection(key + value)}
    words = rest.split(" ")
    word = next((word for word in words if word and word[0] != ":"), "").upper()
    return Message(word if word.isascii() and word.isalnum() else "*", [], None, tags)


def parse_source(source: str) -> Source:
    """The parts of a source. A user may contain `@`, a host may not, so the last one divides them."""
    before, at, host = source.rpartition("@")
    if not at:
        before, host = host, ""
    nick, _, user = before.partition("!")
    return Source(nick, user, host)


def parse_tags(raw: str) -> dict[str, str]:
    """The tags of `raw`, the text between `@` and the space."""
    tags: dict[str, str] = {}
    for item in raw.split(";"):
        key, _, value = item.partition("=")
        if key:
            tags[key] = unescape_tag(value) if "\\" in value else value
    return tags


def render_tags(tags: dict[str, str]) -> str:
    """The text between `@` and the space; server tags before client-only ones, as message-tags demands."""
    items: list[str] = []
    client_items: list[str] = []
    for key, value in tags.items():
        if not key or " " in key or ";" in key or "=" in key:
            raise Unrenderable(f"not a tag: {key!r}")
        item = f"{key}={escape_tag(value)}" if value else key
        (client_items if key[0] == "+" else items).append(item)
    return ";".join(items + client_items)


def escape_tag(value: str) -> str:
    """`value` as it stands in a tag."""
    if value.isalnum():
        return value
    value = value.replace("\\", "\\\\").replace(";", "\\:").replace(" ", "\\s")
    return value.replace("\r", "\\r").replace("\n", "\\n")


_DAMAGE = frozenset("\ufffd\r\n\0")
_UNESCAPES = {":": ";", "s": " ", "r": "\r", "n": "\n"}


def unescape_tag(value: str) -> str:
    """What a tag's escaped value says. Any other escaped character is itself."""
    first, *parts = value.split("\\")
    out = [first]
    literal = False
    for part in parts:
        if literal:  # the second half of an escaped backslash
            out.append(part)
            literal = False
        elif part:
            out.append(_UNESCAPES.get(part[0], part[0]) + part[1:])
        else:
            out.append("\\")
            literal = True
    if literal:  # the value ended with a lone backslash
        out.pop()
    return "".join(out)


def is_tag_key(key: str) -> bool:
    """Whether `key` is `['+'] [vendor '/'] name` by the letter of message-tags."""
    vendor, slash, name = key.removeprefix("+").rpartition("/")
    if slash and not (vendor and vendor.isascii() and vendor.replace("-", "").replace(".", "").isalnum()):
        return False
    return bool(name) and name.isascii() and name.replace("-", "").isalnum()


def is_message_id(value: str) -> bool:
    """Whether `value` can be a msgid that MSGREFTYPES and CHATHISTORY carry: nothing that needs escaping."""
    return bool(value) and value[0] != ":" and not any(mark in value for mark in " ;\\\r\n\0,")
