# SPDX-License-Identifier: GPL-3.0-or-later
"""A row of a timeline as text for a terminal. Nothing from the network is ever markup or a control sequence."""

import re
from datetime import date, datetime
from typing import Final

from rich.style import Style as RichStyle
from rich.text import Text

from clients.session.model import COMINGS, SPOKEN, ItemKind, SendState, TimelineItem
from clients.session.text import Kind, plain, spans
from clients.session.text import name as one_line
from clients.terminal.palette import DARK, Palette

EXCERPT: Final = 60  # characters of the message that is answered
_JOINED: Final = re.compile("[\ufe0e\ufe0f\U0001f3fb-\U0001f3ff]|\u200d(?=[\u2600-\u27bf\U0001f000-\U0001faff])")
STAMP: Final = 6  # cells of the time in front, under which what does not fit goes on


def steady(text: str) -> str:
    """`text` with each emoji as wide as every terminal takes it to be.

    Where several make up one, with joiners, skin tones or variation selectors, terminals do not agree on how wide that
    is, and a line that is wider than we think breaks the columns beside it. So the parts stand alone.
    """
    return text if text.isascii() else _JOINED.sub("", text)


def name(text: str) -> str:
    """A nickname, a room, a topic: in one line, safe to draw."""
    return steady(one_line(text))


def local(time_ms: int) -> datetime:
    """That moment, where the person is. What no calendar has is the epoch."""
    try:
        return datetime.fromtimestamp(time_ms / 1000).astimezone()
    except (OverflowError, ValueError, OSError):
        return datetime.fromtimestamp(0).astimezone()


def stamp(item: TimelineItem, palette: Palette = DARK, *, found: bool = False) -> Text:
    """The time, as it stands in front of a row; `found`: this one was looked for."""
    style = f"bold reverse {palette.mention}" if found else palette.quiet
    return Text.assemble((f"{local(item.time_ms):%H:%M}", style), " ")


def rule(said: str, width: int, colour: str) -> Text:
    """A line across: a day, or where reading stopped."""
    return Text.assemble((f"── {said} {'─' * max(0, width - len(said) - 4)}"[:width], colour))


def day_line(day: date, width: int, palette: Palette) -> Text:
    """Between the last message of one day and the first of the next."""
    return rule(f"{day:%A}, {day.day} {day:%B %Y}", width, palette.quiet)


def answered(parent: TimelineItem | None, palette: Palette) -> Text:
    """What a reply answers, in one line above it."""
    if parent is None:
        return Text.assemble(("↳ an earlier message", f"italic {palette.quiet}"))
    said = "message deleted" if parent.redacted else name(parent.text)
    return Text.assemble((f"↳ {name(parent.author)}: {said[:EXCERPT]}", palette.quiet))


def line(item: TimelineItem, own_nick: str, palette: Palette = DARK) -> Text:
    """One row, without its time."""
    if item.kind in SPOKEN:
        return _spoken(item, own_nick, palette)
    return Text.assemble((happening(item), palette.error if item.kind is ItemKind.ERROR else palette.quiet))


def _spoken(item: TimelineItem, own_nick: str, palette: Palette) -> Text:
    text = Text()
    nick = name(item.author)
    star = "* " if item.kind is ItemKind.ACTION else "- " if item.kind is ItemKind.NOTICE else ""
    text.append(f"{star}{item.target}{nick} ", f"bold {palette.nick(nick)}")
    if item.redacted:
        text.append("message deleted", f"italic {palette.quiet}")
    else:
        text.append_text(_said(item.text, own_nick, palette))
    if item.edited:
        text.append(" (edited)", palette.quiet)
    if item.reactions:
        text.append(
            "  " + "  ".join(f"{steady(emoji)} {len(nicks)}" for emoji, nicks in item.reactions.items()), palette.quiet
        )
    if item.send_state is SendState.PENDING:
        text.append("  …", palette.quiet)
    elif item.send_state is SendState.FAILED:
        text.append(f"  not sent: {plain(item.failure)} (F5 sends it again, F8 drops it)", palette.error)
    return text


def _said(message: str, own_nick: str, palette: Palette) -> Text:
    shown, found = spans(steady(message), own_nick)
    text = Text(shown)
    looks = {
        Kind.CODE: RichStyle(color=palette.code),
        Kind.CODE_BLOCK: RichStyle(color=palette.code),
        Kind.ROOM: RichStyle(color=palette.accent),
        Kind.MENTION: RichStyle(bold=True, reverse=True, color=palette.mention),
    }
    for span in found:
        if span.kind is Kind.LINK:
            # The terminal opens it whole, also where it is broken over two lines.
            text.stylize(RichStyle(underline=True, color=palette.accent, link=span.target), span.start, span.end)
        elif (look := looks.get(span.kind)) is not None:
            text.stylize(look, span.start, span.end)
        style = span.style
        if style.bold or style.italic or style.underline or style.strikethrough:
            chosen = RichStyle(
                bold=style.bold or None, italic=style.italic or None, underline=style.underline or None,
                strike=style.strikethrough or None,
            )  # fmt: skip
            text.stylize(chosen, span.start, span.end)
    return text


def happening(item: TimelineItem) -> str:
    """What is not said but done, as a sentence."""
    who, whom, what = name(item.author), name(item.target), steady(plain(item.text))
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
        ItemKind.GAP: "Some messages are missing here; they are fetched when this comes into sight",
    }
    mark = "→ " if item.kind in COMINGS else ""
    return mark + sentences.get(item.kind, what)
