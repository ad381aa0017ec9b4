# SPDX-License-Identifier: GPL-3.0-or-later
"""What was asked, as rows: found messages, the rooms of the server, a person. Each says what choosing it does."""

from collections.abc import Callable, Sequence
from functools import partial

from rich.text import Text

from clients.session.events import FoundMessage, ListedRoom, SearchResults, Whois
from clients.session.text import plain
from clients.terminal.lines import local, name
from clients.terminal.palette import Palette
from clients.terminal.panels import Answer


def found(results: SearchResults, go: Callable[[FoundMessage], None], palette: Palette) -> tuple[str, list[Answer]]:
    """The messages of a search, newest first; choosing one shows it where it was said."""
    if not results.found:
        return plain(results.sentence), []
    where = "on this computer" if results.local else "on the server"
    count = len(results.found)
    title = f"{count} message{'' if count == 1 else 's'} found {where}"
    return title, [Answer(_found(message, palette), partial(go, message)) for message in results.found]


def _found(message: FoundMessage, palette: Palette) -> Text:
    text = Text.assemble((f"{local(message.time_ms):%Y-%m-%d %H:%M} ", palette.quiet))
    text.append(f"{name(message.room_name)} ", palette.accent)
    text.append(f"{name(message.author)} ", f"bold {palette.nick(name(message.author))}")
    return text.append(name(message.text)[:500])


def listed(
    rooms: Sequence[ListedRoom], cut: bool, go: Callable[[str], None], palette: Palette
) -> tuple[str, list[Answer]]:
    """The rooms of a server, the largest first; choosing one joins it."""
    if not rooms:
        return "There are no rooms here that one is told of.", []
    title = f"{len(rooms)}{' and more' if cut else ''} room{'' if len(rooms) == 1 else 's'}"
    rows = []
    for room in rooms:
        text = Text.assemble((f"{room.members:>6}  ", palette.quiet))
        text.append(name(room.name), f"bold {palette.accent}")
        text.append(f"  {name(room.topic)}"[:500], palette.text)
        rows.append(Answer(text, partial(go, room.name)))
    return title, rows


def told(nick: str, whois: Whois | None, go: Callable[[str], None], palette: Palette) -> tuple[str, list[Answer]]:
    """What the server tells about a person; choosing a room joins it."""
    if whois is None:
        return f"Nobody here is called {name(nick)}.", []
    rows = []

    def row(label: str, value: str, choose: Callable[[], None] | None = None) -> None:
        if value:
            text = Text.assemble((f"{label:<10} ", palette.quiet))
            rows.append(Answer(text.append(name(value), palette.text), choose))

    row("name", whois.realname)
    row("address", f"{whois.username}@{whois.host}" if whois.host else whois.username)
    row("account", whois.account)
    row("away", whois.away)
    row("server", whois.server)
    if whois.idle_seconds >= 0:
        row("idle", duration(whois.idle_seconds))
    if whois.signed_on:
        row("since", f"{local(whois.signed_on * 1000):%Y-%m-%d %H:%M}")
    marks = (("an operator of the server", whois.operator), ("encrypted", whois.secure), ("a bot", whois.bot))
    row("is", ", ".join(said for said, so in marks if so))
    for line in whois.lines:
        row("", line)
    for channel in whois.channels:
        bare = channel.lstrip("~&@%+!")
        row("in", channel, partial(go, bare if bare.startswith("#") else channel))
    return name(whois.nick), rows


def duration(seconds: int) -> str:
    """As one says it: two units at most."""
    units = (("day", 86400), ("hour", 3600), ("minute", 60), ("second", 1))
    parts = []
    for unit, size in units:
        count, seconds = divmod(seconds, size)
        if count:
            parts.append(f"{count} {unit}{'' if count == 1 else 's'}")
    return " ".join(parts[:2]) or "0 seconds"
