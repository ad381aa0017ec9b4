# SPDX-License-Identifier: GPL-3.0-or-later
"""What people with a plain socket read: events and answers as lines of text. Pure: event or line in, text out.

Rules: nothing here is IRC; every line is safe for a terminal (`visible`); what means nothing to such a person is "".
`render` has the signature of `render.render`, so the fan-out uses either. Each event kind that shows has its row in
`RENDER`, each numeric whose own words are no help has its row in `ANSWERS`.
The sentences of connecting and leaving are those of the common tutorial servers, whose clients show them as they are.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import Any, Final

from protocol import ctcp
from protocol.message import Malformed, Message, parse
from services.chat.events import (
    Event,
    Joined,
    Kicked,
    MessageSent,
    MultilineSent,
    NickChanged,
    Parted,
    TopicChanged,
    UserQuit,
)
from services.chat.visible import plain, visible

HELP: Final = (
    "What you type is said to everyone in the room. Also:\n"
    "/nick NAME       take another name\n"
    "/who             who is in the room\n"
    "/me TEXT         say what you do: * alice TEXT\n"
    "/msg NAME TEXT   say something to one person\n"
    "/exit            leave\n"
)


def render(event: Event, view: int = 0) -> str:
    """A line with its end, or "" when there is nothing to show."""
    row = RENDER.get(type(event))
    text = row(event) if row is not None else ""
    return f"{text}\n" if text else ""


def answer(line: str) -> str:
    """An IRC line that answers a classic person's own doing, as text with its line end, or ""."""
    message = parse(line)
    if isinstance(message, Malformed):
        return ""
    row = ANSWERS.get(message.command)
    if row is None:
        row = _refusal if len(message.command) == 3 and message.command[0] in "45" else _nothing
    text = row(message)
    return f"{visible(text)}\n" if text else ""


def _nick(source: str) -> str:
    return visible(source.partition("!")[0])


def _message(event: MessageSent) -> str:
    if event.command == "TAGMSG":
        return ""
    nick, text = _nick(event.source), event.text
    to = f" to {visible(event.target)}" if event.recipient or event.floor else ""
    command = ctcp.parse(text)
    if command is not None:
        action = command.command == "ACTION" and event.command == "PRIVMSG"
        return f"* {nick}{to and f' ({to[1:]})'} {plain(command.params)}" if action else ""
    if event.command == "NOTICE":
        return f"-{nick}{to}- {plain(text)}"
    return f"({nick}{to}) {plain(text)}" if to else f"{nick}: {plain(text)}"


def _multiline(event: MultilineSent) -> str:
    return "\n".join(_message(dataclasses.replace(event, text=line)) for line in event.text.split("\n") if line)


def _joined(event: Joined) -> str:
    return f"{_nick(event.source)} has connected to the server."


def left(nick: str) -> str:
    """That somebody has left."""
    return f"{visible(nick)} has left the chat."


def _left(event: UserQuit | Parted) -> str:
    return left(event.source.partition("!")[0])


def _renamed(event: NickChanged) -> str:
    return f"{_nick(event.source)} is now called {visible(event.nick)}."


def _kicked(event: Kicked) -> str:
    reason = f" ({plain(event.text)})" if event.text and event.text != event.nick else ""
    return f"{visible(event.nick)} was removed from the room by {_nick(event.source)}{reason}."


def _topic(event: TopicChanged) -> str:
    nick = _nick(event.source)
    return f"{nick} has set the topic: {plain(event.text)}" if event.text else f"{nick} has removed the topic."


RENDER: Final[dict[type[Event], Callable[[Any], str]]] = {
    MessageSent: _message,
    MultilineSent: _multiline,
    Joined: _joined,
    Parted: _left,
    UserQuit: _left,
    NickChanged: _renamed,
    Kicked: _kicked,
    TopicChanged: _topic,
}


def _param(message: Message, index: int) -> str:
    return message.params[index] if index < len(message.params) else ""


def _nothing(message: Message) -> str:
    return ""


def _last(message: Message) -> str:
    return message.params[-1] if message.params else ""


def _refusal(message: Message) -> str:
    """Any refusal without words of its own here: what it is about, and the server's words."""
    about = " ".join(message.params[1:-1])
    return f"{about}: {_last(message)}" if about else _last(message)


ANSWERS: Final[dict[str, Callable[[Message], str]]] = {
    "ERROR": lambda m: f"{_last(m).removeprefix('Closing link: ')}.",
    "FAIL": lambda m: f"{_last(m)}.",
    "301": lambda m: f"{_param(m, 1)} is away: {plain(_last(m))}",
    "332": lambda m: f"The topic is: {plain(_last(m))}",
    "353": lambda m: f"Here now: {', '.join(nick.lstrip('~&@%+') for nick in _last(m).split())}",
    "401": lambda m: f"There is nobody called {_param(m, 1)} here.",
    "404": lambda m: "You can't speak in this room now.",
    "432": lambda m: f"{_last(m).removeprefix('Erroneous nickname: ').capitalize()}: {_param(m, 1)}",
    "433": lambda m: f"The name {_param(m, 1)} is taken.",
    "442": lambda m: "You are no longer in the room; connect again to come back.",
    "464": lambda m: "This server asks for a password, which needs an IRC client.",
}
