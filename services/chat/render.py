# SPDX-License-Identifier: GPL-3.0-or-later
"""An event as the IRC lines that a view of it shows. Pure: event and view in, text out.

A view is a set of capability bits (`session.VIEWS`). Each event kind has its row in `RENDER`; each capability that
adds a tag has its row in `TAGS`. A renderer returns no line when its view does not show the event at all.
"""

from collections.abc import Callable
from functools import lru_cache
from typing import Any, Final

from protocol import capabilities as caps
from protocol import timestamps
from protocol.message import Unrenderable, escape_tag, line, seal
from protocol.modes import Change, lines
from protocol.splitting import MAX_LINE, fit_line
from services.chat.events import (
    AccountChanged,
    Act,
    AwayChanged,
    ChannelDropped,
    ChannelModesChanged,
    ChannelRegistered,
    ChannelRenamed,
    ChannelRolesChanged,
    ChannelTransferred,
    Event,
    HostChanged,
    Invited,
    Joined,
    Kicked,
    MessageRedacted,
    MessageSent,
    MultilineSent,
    NickChanged,
    Parted,
    RealnameChanged,
    TagsSent,
    TopicChanged,
    UserModesChanged,
    UserQuit,
    WallopsSent,
)
from services.chat.state import User

Tag = Callable[[Any], str]
MULTILINE: Final = caps.MULTILINE.bit | caps.BATCH.bit
CONCAT: Final = ";draft/multiline-concat"


def _account(event: Act | User) -> str:
    return f"account={escape_tag(event.account)}" if event.account else ""


def _client_tags(event: Act) -> str:
    text: str = getattr(event, "tags", "")
    return text


def _bot(event: Act | User) -> str:
    return "bot" if "B" in event.marks else ""


def _operator(event: Act | User) -> str:
    return "draft/oper" if "o" in event.marks else ""


TAGS: Final[tuple[tuple[int, Tag], ...]] = (
    (caps.SERVER_TIME.bit, lambda event: f"time={timestamps.write(event.time)}"),
    (caps.MESSAGE_TAGS.bit, lambda event: f"msgid={escape_tag(event.msgid)}"),
    (caps.ACCOUNT_TAG.bit, _account),
    (caps.MESSAGE_TAGS.bit, _bot),
    (caps.OPER_TAG.bit, _operator),
    (caps.MESSAGE_TAGS.bit, _client_tags),  # last: "server-sent tags MUST be included before client-only tags"
)


SENDER: Final[tuple[tuple[int, Tag], ...]] = (
    (caps.ACCOUNT_TAG.bit, _account),
    (caps.MESSAGE_TAGS.bit, _bot),
    (caps.OPER_TAG.bit, _operator),
)


def sender_tags(sender: Act | User, bits: int) -> str:
    """The tags of who caused a numeric (account-tag, bot-mode, oper-tag), with `@` and the space behind them, or ""."""
    found = [text for bit, tag in SENDER if bits & bit and (text := tag(sender))]
    return f"@{';'.join(found)} " if found else ""


@lru_cache(maxsize=4096)
def tags_of(view: int) -> tuple[Tag, ...]:
    """The functions whose tags this view carries."""
    return tuple(tag for bit, tag in TAGS if view & bit)


def tags(event: Event, view: int, label: str = "") -> str:
    """The tags of `event` for a view, with `@` and the space behind them, or ""."""
    found = [text for tag in tags_of(view) if (text := tag(event))]
    if label:
        found.insert(0, label)
    return f"@{';'.join(found)} " if found else ""


def render(event: Event, view: int, label: str = "") -> str:
    """Whole lines with their CRLF, or "". `label` is a rendered tag for them.

    Raises Unrenderable for what would break out of its line, its tag or its parameter (security check 1); only a
    mistake of ours can cause it.
    """
    if type(event) is MessageSent and not (event.tags or event.marks or label) and event.command != "TAGMSG":
        source, target, msgid, account = event.source, event.target, event.msgid, event.account
        if " " in source or " " in target or target[:1] == ":" or not source or not target:
            _named(source, target)
        if " " in msgid or ";" in msgid or "\\" in msgid:
            msgid = escape_tag(msgid)
        values = (
            timestamps.write(event.time), msgid, account and escape_tag(account),
            source, event.command, target, event.text,
        )  # fmt: skip
        # `addressing.fit` has cut it to 510 bytes
        return f"{seal(_plain(view, account != '') % values)}\r\n"
    if type(event) is MultilineSent:  # whose lines do not all have the same tags
        return "".join(f"{fit(seal(one))}\r\n" for one in _multiline(event, view, label))
    shown = RENDER[type(event)](event, view)
    if not shown:
        return ""
    text = f"{seal(tags(event, view, label) + fit(shown[0]))}\r\n"
    for other in shown[1:]:  # "any other message … MUST NOT share the same value" (message-ids)
        text += f"{seal(tags(event, view & ~caps.MESSAGE_TAGS.bit, label) + fit(other))}\r\n"
    return text


@lru_cache(maxsize=4096)
def _plain(view: int, account: bool) -> str:
    """How a view shows a message without the rarer tags, as almost all are: a pattern for `%`.

    It takes time, msgid, account, source, command, target and text. It says what the rows of `TAGS` say, three times as
    fast. "%.0s" takes a value and shows nothing of it.
    """
    head = ""
    for bit, tag in (
        (caps.SERVER_TIME.bit, "time=%s"),
        (caps.MESSAGE_TAGS.bit, "msgid=%s"),
        (caps.ACCOUNT_TAG.bit if account else 0, "account=%s"),
    ):
        head += f"{';' if '=' in head else '@'}{tag}" if view & bit else "%.0s"
    return f"{head}{' ' if '=' in head else ''}:%s %s %s :%s"


def _named(source: str, target: str) -> None:
    """Raises Unrenderable unless who speaks and to whom are a word each, as `line` does."""
    if not source or " " in source or not target or " " in target or target[0] == ":":
        raise Unrenderable(f"not a source and a target: {source!r} {target!r}")


def fit(line: str) -> str:
    """`line`, cut if it is too long for a client: a source may be longer than its owner knows, and names change."""
    return line if len(line) <= MAX_LINE and line.isascii() else fit_line(line)


def _message(event: MessageSent, view: int) -> tuple[str, ...]:
    if event.command == "TAGMSG":
        return (line(event.source, "TAGMSG", event.target),) if view & caps.MESSAGE_TAGS.bit else ()
    return (line(event.source, event.command, event.target, text=event.text),)


def _multiline(event: MultilineSent, view: int, label: str) -> list[str]:
    """A batch, or the lines that are not empty (IRCv3 multiline, "Fallback")."""
    _named(event.source, event.target)
    first = tags(event, view, label)
    start = f":{event.source} {event.command} {event.target} :"
    if view & MULTILINE == MULTILINE:
        reference = f"m{event.msgid}"
        tag = f"@batch={escape_tag(reference)}"
        inner = (f"{tag}{CONCAT if piece.joined else ''} {start}{piece.text}" for piece in event.pieces())
        opening = first + line(event.source, "BATCH", f"+{reference}", "draft/multiline", event.target)
        return [opening, *inner, line(event.source, "BATCH", f"-{reference}")]
    rest = tags(event, view & (caps.SERVER_TIME.bit | caps.ACCOUNT_TAG.bit))
    lines = [piece.text for piece in event.pieces() if piece.text]
    return [f"{rest if place else first}{start}{text}" for place, text in enumerate(lines)]


def _redacted(event: MessageRedacted, view: int) -> tuple[str, ...]:
    return (line(event.source, "REDACT", event.target, event.erased, text=event.text or None),)


def _nick(event: NickChanged, view: int) -> tuple[str, ...]:
    return (line(event.source, "NICK", text=event.nick),)


def _quit(event: UserQuit, view: int) -> tuple[str, ...]:
    return (line(event.source, "QUIT", text=event.reason),)


def _away(event: AwayChanged, view: int) -> tuple[str, ...]:
    return (line(event.source, "AWAY", text=event.message or None),)


def _account_changed(event: AccountChanged, view: int) -> tuple[str, ...]:
    return (line(event.source, "ACCOUNT", event.name or "*"),)


def _realname(event: RealnameChanged, view: int) -> tuple[str, ...]:
    return (line(event.source, "SETNAME", text=event.realname),)


def _host(event: HostChanged, view: int) -> tuple[str, ...]:
    username = event.source.partition("!")[2].partition("@")[0]
    return (line(event.source, "CHGHOST", username, event.host),)


def _wallops(event: WallopsSent, view: int) -> tuple[str, ...]:
    return (line(event.source, "WALLOPS", text=event.text),)


def _user_modes(event: UserModesChanged, view: int) -> tuple[str, ...]:
    return (line(event.source, "MODE", event.source.partition("!")[0], text=compact(event.changes)),)


def _joined(event: Joined, view: int) -> tuple[str, ...]:
    if view & caps.EXTENDED_JOIN.bit:
        came = line(event.source, "JOIN", event.channel, event.account or "*", text=event.realname)
    else:
        came = line(event.source, "JOIN", event.channel)
    if event.away and view & caps.AWAY_NOTIFY.bit:
        return (came, line(event.source, "AWAY", text=event.away))
    return (came,)


def _parted(event: Parted, view: int) -> tuple[str, ...]:
    return (line(event.source, "PART", event.channel, text=event.text or None),)


def _kicked(event: Kicked, view: int) -> tuple[str, ...]:
    return (line(event.source, "KICK", event.channel, event.nick, text=event.text),)


def _topic(event: TopicChanged, view: int) -> tuple[str, ...]:
    return (line(event.source, "TOPIC", event.channel, text=event.text),)


def _invited(event: Invited, view: int) -> tuple[str, ...]:
    return (line(event.source, "INVITE", event.nick, text=event.channel),)


def _channel_modes(event: ChannelModesChanged, view: int) -> tuple[str, ...]:
    changes = [Change(sign == "+", letter, parameter or None) for sign, letter, parameter in event.changes]
    _named(event.source, event.channel)
    return tuple(lines(f":{event.source} MODE {event.channel}", changes))


def _renamed(event: ChannelRenamed, view: int) -> tuple[str, ...]:
    return (line(event.source, "RENAME", event.channel, event.new, text=event.text),)


def _nothing(event: Event, view: int) -> tuple[str, ...]:
    return ()


def compact(changes: tuple[str, ...]) -> str:
    """`("+o", "+v", "-n")` as `+ov-n`."""
    text, last = "", ""
    for change in changes:
        text += change[1:] if change[0] == last else change
        last = change[0]
    return text


RENDER: Final[dict[type[Event], Callable[[Any, int], tuple[str, ...]]]] = {
    MessageSent: _message,
    MessageRedacted: _redacted,
    TagsSent: _message,
    NickChanged: _nick,
    UserQuit: _quit,
    AwayChanged: _away,
    AccountChanged: _account_changed,
    RealnameChanged: _realname,
    HostChanged: _host,
    WallopsSent: _wallops,
    UserModesChanged: _user_modes,
    Joined: _joined,
    Parted: _parted,
    Kicked: _kicked,
    TopicChanged: _topic,
    Invited: _invited,
    ChannelModesChanged: _channel_modes,
    ChannelRenamed: _renamed,
    ChannelRegistered: _nothing,
    ChannelDropped: _nothing,
    ChannelRolesChanged: _nothing,
    ChannelTransferred: _nothing,
}
