# SPDX-License-Identifier: GPL-3.0-or-later
"""What we know of others: presence, accounts, names; and WHOIS when the person asks. `profiles` is what they say of
themselves.

Rules: a user is updated by whatever line tells of them, and UserChanged says so once. MONITOR covers those we have a
conversation with; whether they are away, and why, a WHOIS tells that we send on our own when the person looks at the
conversation, once on each connection. Answers to a WHOIS nobody asked for are dropped.
Sources: IRCv3 away-notify, account-notify, chghost, setname, monitor, extended-monitor, bot-mode, whox.
"""

from __future__ import annotations

from dataclasses import replace

from clients.session import profiles, sanitize
from clients.session.core import Core
from clients.session.events import UserChanged, Whois, WhoisResult
from clients.session.model import ItemKind, Room, RoomKind, User
from clients.session.sentences import Sentence
from protocol.message import Message, parse_source

MAX_VALUE = 500
MAX_WHOIS = 20
MAX_WHOIS_LINES = 50


def greet(core: Core) -> None:
    """After registration: say what we want to hear about."""
    profiles.greet(core)
    monitor(core, [room.name for room in core.network.rooms.values() if room.kind is RoomKind.DIRECT])
    here = core.network.rooms.get(core.focused) if core.focused is not None else None
    if here is not None:
        look_up(core, here)


def monitor(core: Core, nicks: list[str]) -> None:
    if not core.network.features.monitor:
        return
    most = core.info.number("MONITOR", 100) or 100
    new = [nick for nick in nicks if core.fold(nick) not in core.link.monitored and "," not in nick]
    new = new[: max(0, most - len(core.link.monitored))]
    core.link.monitored.update(core.fold(nick) for nick in new)
    for start in range(0, len(new), 10):
        core.send("MONITOR", "+", ",".join(new[start : start + 10]))


def unmonitor(core: Core, nick: str) -> None:
    if core.fold(nick) in core.link.monitored:
        core.link.monitored.discard(core.fold(nick))
        core.send("MONITOR", "-", nick)


def look_up(core: Core, room: Room) -> None:
    """The person looks at this conversation: is the other one there, away, and called what?"""
    key = f"whois {room.key}"
    if (
        room.kind is not RoomKind.DIRECT
        or not core.link.ready
        or room.key in core.link.looked_up
        or core.is_me(room.name)
    ):
        return
    core.link.looked_up.add(room.key)
    if room.key not in core.link.whois and core.send("WHOIS", room.name):
        core.link.whois[room.key] = Whois(room.name)
        core.link.quiet.add(key)


def _looked_up(core: Core, found: Whois | None, key: str) -> None:
    """What our own WHOIS told: presence, which nobody sees but in the conversation."""
    room = core.network.rooms.get(key)
    if room is None:
        return
    user = core.user(room.name)
    user.online = found is not None
    if found is not None:
        user.account, user.away = found.account or user.account, bool(found.away)
        user.away_message = found.away
    core.emit(UserChanged(user.nick))


def _told(core: Core, found: Whois, whole: Whois | None) -> None:
    key = core.fold(found.nick)
    if f"whois {key}" in core.link.quiet:
        core.link.quiet.discard(f"whois {key}")
        _looked_up(core, whole, key)
    else:
        core.emit(WhoisResult(found.nick, whole))


def seen(core: Core, nick: str) -> None:
    """They do something, so they are there."""
    user = _known(core, nick)
    if user is not None and not user.online:
        user.online = True
        core.emit(UserChanged(user.nick))


def _known(core: Core, nick: str) -> User | None:
    return core.network.users.get(core.fold(nick)) if nick else None


def on_monitor(core: Core, message: Message) -> None:
    """730 <nick> :target[!user@host][,…] are online, 731 … are offline"""
    for target in message.params[-1].split(",")[:500] if len(message.params) > 1 else []:
        nick = parse_source(target).nick
        if core.fold(nick) in core.link.monitored:
            user = core.user(target)
            if message.command == "730" and not user.online:
                user.away, user.away_message = False, ""
            user.online = message.command == "730"
            if not user.online:
                core.link.looked_up.discard(core.fold(nick))
            elif core.focused == core.fold(nick):
                look_up(core, core.network.rooms[core.focused])
            core.emit(UserChanged(user.nick))


def on_away(core: Core, message: Message) -> None:
    """:nick!user@host AWAY [:message]"""
    user = core.user(message.source)
    user.away = bool(message.params and message.params[0])
    user.away_message = message.params[0][: core.config.limits.detail] if user.away else ""
    core.emit(UserChanged(user.nick))


def on_away_reply(core: Core, message: Message) -> None:
    """301 <client> <nick> :<message>"""
    if len(message.params) < 3:
        return
    nick, said = message.params[1], message.params[2][: core.config.limits.detail]
    user, room = _known(core, nick), core.room(nick)
    asked = _asked(core, message) is not None
    if not asked and room is not None and room.kind is RoomKind.DIRECT and (user is None or not user.online):
        user = user or core.user(nick)
        if user.away_message != said:  # once, not with each message; who is here and away has it beside the name
            core.add_local(room.key, ItemKind.INFO, Sentence("{nick} is away: {text}", nick=room.name, text=said))
    if user is not None:
        user.away, user.away_message = True, said
        core.emit(UserChanged(user.nick))
    if asked:
        _fill(core, message, away=message.params[2][:MAX_VALUE])


def on_account(core: Core, message: Message) -> None:
    """:nick!user@host ACCOUNT <account>|*"""
    if not message.params:
        return
    account = "" if message.params[0] == "*" else message.params[0][: core.config.limits.name]
    user = core.user(message.source)
    user.account = account
    core.emit(UserChanged(user.nick))


def on_chghost(core: Core, message: Message) -> None:
    if len(message.params) > 1:
        user = core.user(message.source)
        user.username, user.host = (value[: core.config.limits.name] for value in message.params[:2])
        core.emit(UserChanged(user.nick))


def on_setname(core: Core, message: Message) -> None:
    if message.params:
        user = core.user(message.source)
        user.realname = message.params[0][: core.config.limits.detail]
        core.emit(UserChanged(user.nick))
        if core.is_me(user.nick):
            core.say(Sentence("Your real name is {name} now.", name=user.realname), core.focused or "")


def on_who(core: Core, message: Message) -> None:
    """352 <client> <channel> <user> <host> <server> <nick> <flags> :…

    354 <client> 152 <channel> <nick> <flags> <account>
    """
    params = message.params
    if message.command == "352" and len(params) > 6:
        nick, flags, account = params[5], params[6], None
    elif message.command == "354" and len(params) > 5 and params[1] == "152":
        nick, flags, account = params[3], params[4], params[5]
    else:
        return
    user = _known(core, nick)
    if user is None:
        return
    user.away = flags.startswith("G")
    user.away_message = user.away_message if user.away else ""
    user.bot = bool(core.info.tokens.get("BOT")) and core.info.tokens["BOT"] in flags[1:]
    if account is not None:
        user.account = "" if account == "0" else account[: core.config.limits.name]
    core.emit(UserChanged(user.nick))


# --- ourselves ----------------------------------------------------------------------------------------------------


def set_away(core: Core, message: str) -> None:
    core.away_message = message
    core.network.away, core.network.away_message = bool(message), message
    core.send("AWAY", *((message,) if message else ()))


def on_own_away(core: Core, message: Message) -> None:
    """305 no longer away, 306 away"""
    core.network.away = message.command == "306"
    if not core.network.away:
        core.network.away_message = ""
    core.emit(UserChanged(core.network.nick))


# --- WHOIS --------------------------------------------------------------------------------------------------------


def whois(core: Core, nick: str) -> None:
    nick = sanitize.shown(nick)
    core.link.quiet.discard(f"whois {core.fold(nick)}")
    if len(core.link.whois) >= MAX_WHOIS:
        core.link.whois.pop(next(iter(core.link.whois)))
    core.link.whois[core.fold(nick)] = Whois(nick)
    # The nick twice asks the server they are on, which alone knows how long they have been idle.
    if not core.send("WHOIS", nick, nick):
        core.link.whois.pop(core.fold(nick), None)
        core.emit(WhoisResult(nick, None))


def _asked(core: Core, message: Message) -> Whois | None:
    return core.link.whois.get(core.fold(message.params[1])) if len(message.params) > 1 else None


def _fill(core: Core, message: Message, **values: object) -> None:
    key = core.fold(message.params[1])
    core.link.whois[key] = replace(core.link.whois[key], **values)  # type: ignore[arg-type]


def on_whois(core: Core, message: Message) -> None:
    """311, 312, 313, 317, 319, 320, 330, 335, 338, 671 …: <client> <nick> …"""
    known = _asked(core, message)
    if known is None:
        return
    params = [param[:MAX_VALUE] for param in message.params]
    command = message.command
    if command == "311" and len(params) > 5:
        _fill(core, message, nick=params[1], username=params[2], host=params[3], realname=params[5])
    elif command == "312" and len(params) > 2:
        _fill(core, message, server=params[2])
    elif command == "313":
        _fill(core, message, operator=True)
    elif command == "317" and len(params) > 2:
        idle, signed_on = _number(params[2]), _number(params[3]) if len(params) > 4 else 0
        _fill(core, message, idle_seconds=idle, signed_on=signed_on)
    elif command == "319" and len(params) > 2:
        _fill(core, message, channels=(*known.channels, *params[2].split())[:500])
    elif command == "330" and len(params) > 2:
        _fill(core, message, account=params[2])
    elif command == "335":
        _fill(core, message, bot=True)
    elif command == "671":
        _fill(core, message, secure=True)
    elif len(known.lines) < MAX_WHOIS_LINES:
        _fill(core, message, lines=(*known.lines, " ".join(params[2:])[:MAX_VALUE]))


def on_end_of_whois(core: Core, message: Message) -> None:
    """318 <client> <nick> :…; the nick may be a list"""
    if len(message.params) > 1:
        for nick in message.params[1].split(",")[:MAX_WHOIS]:
            found = core.link.whois.pop(core.fold(nick), None)
            if found is not None:
                missing = not found.username and not found.host
                _told(core, found, None if missing else found)


def on_no_such_nick(core: Core, nick: str) -> bool:
    """401 may answer a WHOIS, or 402, as it names the server by the nick; 318 does not always follow."""
    found = core.link.whois.pop(core.fold(nick), None)
    if found is not None:
        _told(core, found, None)
    return found is not None


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 12 else 0
