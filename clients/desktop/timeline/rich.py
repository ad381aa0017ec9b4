# SPDX-License-Identifier: GPL-3.0-or-later
"""An item's text as a view draws it: plain text with format ranges, links and code. Nothing from the network is markup.

The session's `text.spans` says what the pieces are; here they get fonts and colours. Colours people chose are moved
until they can be read. Line ends are U+2028, as QTextLayout wants them.
"""

import unicodedata
from dataclasses import dataclass, field, replace

from PyQt6.QtCore import Qt
from PyQt6.QtGui import QColor, QFont, QTextCharFormat, QTextLayout

from clients.desktop.palettes import MIRC, nick_colour, readable
from clients.desktop.theme import theme
from clients.desktop.timeline.model import sentence
from clients.desktop.timeline.rows import Around
from clients.desktop.words import translate
from clients.session.model import ItemKind, TimelineItem
from clients.session.text import Kind, Span, spans
from protocol.casemapping import fold

INHERIT = QTextCharFormat.FontPropertiesInheritanceBehavior.FontPropertiesSpecifiedOnly
CHIP_ROOM = 3.0  # px on either side of inline code
LONGEST = 20_000  # characters of one message that are drawn


@dataclass(frozen=True, slots=True)
class Link:
    """A piece of text that can be clicked: a URL, or a nick."""

    start: int
    end: int
    target: str
    nick: bool = False
    room: bool = False


@dataclass(slots=True)
class Rich:
    """Text to lay out."""

    text: str
    formats: list[QTextLayout.FormatRange] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    chips: list[tuple[int, int]] = field(default_factory=list)  # inline code: a rounded ground
    blocks: list[tuple[int, int]] = field(default_factory=list)  # code blocks
    direction: Qt.LayoutDirection = Qt.LayoutDirection.LeftToRight

    def in_code(self, offset: int) -> bool:
        """Whether a code block stands here."""
        return any(start <= offset < end for start, end in self.blocks)

    def add(self, start: int, end: int, style: QTextCharFormat) -> None:
        """Style a piece."""
        made = QTextLayout.FormatRange()
        made.start, made.length, made.format = start, end - start, style
        self.formats.append(made)


def rich_of(item: TimelineItem, around: Around, own_nick: str) -> Rich:
    """The body of one row."""
    if around.hidden:
        return Rich("")
    if around.summary:
        own = f"\u2028{sentence(item)}" if around.expanded else ""
        return Rich(around.summary + own)
    if item.redacted:
        return Rich(item.redaction or translate("timeline", "This message was deleted."))
    if item.kind in (ItemKind.MESSAGE, ItemKind.NOTICE, ItemKind.INFO, ItemKind.ERROR):
        return styled(item.text[:LONGEST], own_nick)
    if item.kind is ItemKind.ACTION:
        return _action(item, own_nick)
    return Rich(sentence(item).replace("\n", " "))


def _action(item: TimelineItem, own_nick: str) -> Rich:
    rest = styled(item.text[:LONGEST], own_nick)
    lead = len(item.author) + 1
    made = Rich(f"{item.author} {rest.text}", direction=rest.direction)
    name = QTextCharFormat()
    name.setFontWeight(QFont.Weight.DemiBold)
    name.setForeground(QColor(nick_colour(fold(item.author), theme().palette)))
    made.add(0, lead - 1, name)
    made.links = [Link(0, lead - 1, item.author, nick=True)]
    slanted = QTextCharFormat()
    slanted.setFontItalic(True)
    made.add(lead, len(made.text), slanted)
    for piece in rest.formats:
        piece.format.setFontItalic(True)
        made.add(piece.start + lead, piece.start + piece.length + lead, piece.format)
    made.links += [replace(link, start=link.start + lead, end=link.end + lead) for link in rest.links]
    made.chips = [(start + lead, end + lead) for start, end in rest.chips]
    made.blocks = [(start + lead, end + lead) for start, end in rest.blocks]
    return made


def styled(text: str, own_nick: str) -> Rich:
    """Text as the network sent it, with its own formatting, links, code and mentions."""
    shown, pieces = spans(text, own_nick)
    made = Rich(shown.replace("\n", "\u2028"), direction=direction_of(shown))
    for piece in pieces:
        style = format_of(piece)
        made.add(piece.start, piece.end, style)
        if piece.kind in (Kind.LINK, Kind.ROOM):
            made.links.append(Link(piece.start, piece.end, piece.target, room=piece.kind is Kind.ROOM))
        elif piece.kind is Kind.CODE:
            made.chips.append((piece.start, piece.end))
            _give_room(made, piece)
        elif piece.kind is Kind.CODE_BLOCK:
            made.blocks.append((piece.start, piece.end))
    made.text = _on_own_lines(made.text, made.blocks)
    return made


def _give_room(made: Rich, piece: Span) -> None:
    """Widen the blanks beside inline code, where its rounded ground reaches over."""
    wider = QTextCharFormat()
    wider.setFontLetterSpacingType(QFont.SpacingType.AbsoluteSpacing)
    wider.setFontLetterSpacing(CHIP_ROOM)
    for beside in (piece.start - 1, piece.end):
        if made.text[beside : beside + 1] == " ":
            made.add(beside, beside + 1, wider)


def _on_own_lines(text: str, blocks: list[tuple[int, int]]) -> str:
    """A blank beside a code block becomes a line end; lengths stay."""
    letters = list(text) if blocks else []
    for start, end in blocks:
        for beside in (start - 1, end):
            if 0 <= beside < len(letters) and letters[beside] == " ":
                letters[beside] = "\u2028"
    return "".join(letters) if letters else text


def format_of(piece: Span) -> QTextCharFormat:
    """The fonts and colours of one piece."""
    look, made, style = theme(), QTextCharFormat(), piece.style
    if style.bold:
        made.setFontWeight(QFont.Weight.Bold)
    if style.italic:
        made.setFontItalic(True)
    if style.underline:
        made.setFontUnderline(True)
    if style.strikethrough:
        made.setFontStrikeOut(True)
    ink, ground = colour(style.foreground), colour(style.background)
    if style.reverse:
        ink, ground = ground or look.palette.canvas, ink or look.palette.text
    if ground:
        made.setBackground(QColor(ground))
    if ink or ground:
        made.setForeground(QColor(readable(ink or look.palette.text, ground or look.palette.canvas)))
    if style.monospace or piece.kind in (Kind.CODE, Kind.CODE_BLOCK):
        made.setFont(
            look.font(mono=True), QTextCharFormat.FontPropertiesInheritanceBehavior.FontPropertiesSpecifiedOnly
        )
    if piece.kind is Kind.ROOM:
        made.setForeground(look.colour("accent"))
    elif piece.kind is Kind.LINK:
        made.setForeground(look.colour("accent"))
        made.setFontUnderline(True)
        made.setUnderlineColor(look.colour("border"))
    elif piece.kind is Kind.MENTION:
        made.setForeground(look.colour("accent"))
        made.setFontWeight(QFont.Weight.DemiBold)
    return made


def colour(code: int | str | None) -> str:
    """A colour code of a message as #rrggbb, or "" for the reader's own."""
    if isinstance(code, int):
        return MIRC[code] if 0 <= code < len(MIRC) else ""
    return code if code and len(code) == 7 else ""


def direction_of(text: str) -> Qt.LayoutDirection:
    """The direction of the first letter that has one."""
    for letter in text[:200]:
        kind = unicodedata.bidirectional(letter)
        if kind == "L":
            return Qt.LayoutDirection.LeftToRight
        if kind in ("R", "AL"):
            return Qt.LayoutDirection.RightToLeft
    return Qt.LayoutDirection.LeftToRight
