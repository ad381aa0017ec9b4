# SPDX-License-Identifier: GPL-3.0-or-later
"""What stands beside the conversation: the rooms, the people, the line of status."""

from datetime import date

from rich.text import Text

from clients.session.model import ConnectionState, Member, Network, Room, RoomKind
from clients.session.text import plain
from clients.terminal.conversation import Conversation
from clients.terminal.lines import name
from clients.terminal.palette import Palette

MOST_TYPING = 3
WIDE_ENOUGH = 60  # cells: below, there is no room for the list of rooms


def room_rows(network: Network, here: str, palette: Palette) -> tuple[list[Text], int]:
    """A row for each room: its number for Alt+number, its name, what is unread. And which is the one in front."""
    rows, marked = [], -1
    for at, (key, room) in enumerate(network.rooms.items()):
        if key == here:
            marked = at
        text = Text.assemble((f"{at + 1} " if at < 9 else "  ", palette.quiet))
        alive = room.joined or not key or network.state is not ConnectionState.ONLINE or room.kind is RoomKind.DIRECT
        text.append(name(room.name) or "Server", "bold" if room.unread else "" if alive else palette.quiet)
        if room.unread:
            text.append(f" {room.unread}", f"bold {palette.mention if room.mentions else palette.accent}")
        if room.draft and key != here:
            text.append(" …", palette.quiet)
        rows.append(text)
    return rows, marked


class People:
    """The people of a room, those with a role first; a row is made when it is drawn."""

    def __init__(self, room: Room | None, palette: Palette) -> None:
        members = room.members.values() if room is not None else ()
        self._members: list[Member] = sorted(members, key=lambda m: (not m.prefixes, m.nick.lower()))
        self._palette = palette

    def __len__(self) -> int:
        return len(self._members)

    def __call__(self, row: int) -> Text:
        member = self._members[row]
        nick = name(member.nick)
        away = member.user.away
        style = f"italic {self._palette.quiet}" if away else self._palette.nick(nick)
        return Text.assemble((member.prefixes[:1] + nick, style))


def heading(room: Room | None, day: date | None, width: int, palette: Palette) -> Text:
    """The room and what it is about; at the right the day of what is in sight."""
    if room is None:
        return Text("Hubbub")
    when = f"{day:%a} {day.day} {day:%b %Y}" if day is not None and width >= WIDE_ENOUGH else ""
    text = Text.assemble((name(room.name) or "Server", "bold"), f"  {name(room.topic)}")
    text.truncate(max(0, width - len(when) - 1), overflow="ellipsis", pad=True)
    return text.append(f" {when}", palette.quiet)


def status(network: Network, here: str, conversation: Conversation, now: float, *, rooms_hidden: bool) -> str:
    """The line above the entry: what is the matter, else who we are, who is typing, what is unread out of sight."""
    room = network.rooms.get(here)
    parts = _connection(network, now)
    if not conversation.at_end:
        new = conversation.new_count
        parts.append(f"{new} new ↓ End" if new else "↓ End: newest")
    if rooms_hidden:
        parts += [f"{name(other.name)} {other.unread}" for other in network.rooms.values() if other.unread]
    if room is not None and room.loading:
        parts.append("loading older messages …")
    if room is not None and room.typing:
        who = ", ".join(map(name, room.typing[:MOST_TYPING]))
        parts.append(f"{who} and others typing …" if len(room.typing) > MOST_TYPING else f"{who} typing …")
    return " · ".join(parts)


def _connection(network: Network, now: float) -> list[str]:
    """Who we are; while there is no connection, what is done about it, and why there is none."""
    state, reason = network.state, plain(network.reason)
    if state is ConnectionState.ONLINE:
        return [name(network.nick) + (" (away, /back ends it)" if network.away else "")]
    if state is ConnectionState.WAITING:
        wait = max(0, round(network.retry_at - now))
        return [f"Connecting again in {wait} s (/connect: now)", reason or "The connection was lost."]
    if state is ConnectionState.OFFLINE:
        return ["Not connected (/connect)", *([reason] if reason else [])]
    return ["Connecting …" if state is ConnectionState.CONNECTING else "Connected, not in yet …"]
