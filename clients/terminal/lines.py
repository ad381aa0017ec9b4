# SPDX-License-Identifier: GPL-3.0-or-later
"""A row of a timeline as text for a terminal. Nothing from the network is ever markup or a control sequence."""

from datetime import UTC, datetime
from typing import Final

from rich.style import Style as RichStyle
from rich.text import Text

from clients.session.model import COMINGS, SPOKEN, ItemKind, SendState, TimelineItem
from clients.session.text import Kind, plain, spans

COLOURS: Final = ("cyan", "green", "magenta", "yellow", "blue", "bright_red", "bright_cyan", "bright_green")
QUIET: Final = "grey50"
LOOKS: Final = {
    Kind.LINK: RichStyle(underline=True),
    Kind.CODE: RichStyle(color="yellow"),
    Kind.MENTION: RichStyle(bold=True, reverse=True),
}


def colour(nick: str) -> str:
    """Always the same for one nickname."""
    return COLOURS[sum(nick.lower().encode()) % len(COLOURS)]


def line(item: TimelineItem, own_nick: str) -> Text:
    """One row, with its time in front."""
    text = Text()
    text.append(f"{datetime.fromtimestamp(item.time_ms / 1000, UTC).astimezone():%H:%M} ", QUIET)
    if item.kind in SPOKEN:
        _spoken(text, item, own_nick)
    else:
        text.append(happening(item), "red" if item.kind is ItemKind.ERROR else QUIET)
    return text


def _spoken(text: Text, item: TimelineItem, own_nick: str) -> None:
    nick = plain(item.author)
    if item.kind is ItemKind.ACTION:
        text.append(f"* {nick} ", f"bold {colour(nick)}")
    else:
        text.append(f"{nick} ", f"bold {colour(nick)}")
    if item.redacted:
        text.append("message deleted", f"italic {QUIET}")
    else:
        text.append_text(_said(item.text, own_nick))
    if item.reactions:
        text.append("  " + "  ".join(f"{emoji} {len(nicks)}" for emoji, nicks in item.reactions.items()), QUIET)
    if item.send_state is SendState.PENDING:
        text.append("  …", QUIET)
    elif item.send_state is SendState.FAILED:
        text.append(f"  not sent: {plain(item.failure)}  (F5 sends it again)", "red")


def _said(message: str, own_nick: str) -> Text:
    shown, found = spans(message, own_nick)
    text = Text(shown)
    for span in found:
        if (look := LOOKS.get(span.kind)) is not None:
            text.stylize(look, span.start, span.end)
    return text


def happening(item: TimelineItem) -> str:
    """What is not said but done, as a sentence."""
    who, whom, what = plain(item.author), plain(item.target), plain(item.text)
    why = f" ({what})" if what else ""
    sentences = {
        ItemKind.JOIN: f"{who} joined",
        ItemKind.PART: f"{who} left{why}",
        ItemKind.QUIT: f"{who} disconnected{why}",
        ItemKind.NICK: f"{who} is now {whom}",
        ItemKind.KICK: f"{who} removed {whom}{why}",
        ItemKind.TOPIC: f"{who} set the topic: {what}" if what else f"{who} removed the topic",
        ItemKind.MODE: f"{who} set {what}",
        ItemKind.INVITE: f"{who} invited {whom}",
        ItemKind.GAP: "Some messages are missing here; scroll up to load them",
    }
    mark = "→ " if item.kind in COMINGS else ""
    return mark + sentences.get(item.kind, what)
