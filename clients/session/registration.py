# SPDX-License-Identifier: GPL-3.0-or-later
"""From an open socket to being in the rooms: PASS, NICK, USER, welcome, ISUPPORT, joining.

Rules: on a plain connection nothing but CAP LS is said before the server has listed what it offers, for it may send us
to its encrypted port (`sts`). The server's password (PASS) leaves over TLS, on loopback, or when the person agreed to
send it in plain text; else nothing is said at all. Rooms are joined when the greeting is over (376, 422, or five
seconds without), because only then ISUPPORT is known. Nickname trouble is `identity`'s.
Sources: Modern IRC "Connection Registration", "Feature Advertisement".
"""

from __future__ import annotations

from clients.session import connection, history, identity, login, negotiation, people, replies, rooms, sending
from clients.session.core import Core
from clients.session.events import Refused, Registered, WayOn
from clients.session.model import ConnectionState, RoomKind
from clients.session.sentences import Sentence
from clients.session.state import Link
from protocol.message import Message

TIMEOUT = 30.0
GREETING = 5.0
PATIENCE = 3.0  # for a server that does not answer CAP LS; those that know no capabilities mostly say so
SECRET_PATIENCE = 10.0  # the same, when a password would be said in plain text
STABLE = 60.0  # a connection that lasted so long was a good one: the next wait begins at a second again
NEEDS_PASSWORD = Sentence("This server has a password. Without it nobody gets in.")
WRONG_PASSWORD = Sentence("The server does not accept this password.")
PLAINTEXT = Sentence(
    "The server's password was not sent: this connection is not encrypted. An address that begins with ircs:// is."
)


def begin(core: Core) -> None:
    """The socket is open."""
    core.links += 1
    core.link = Link(number=core.links)
    core.info = type(core.info)(fold=core.info.fold)
    core.network.nick = core.wanted_nick
    core.set_state(ConnectionState.REGISTERING)
    core.timers.set("registration", TIMEOUT, lambda: connection.silent(core))
    negotiation.start(core)
    if core.network.secure:
        introduce(core)
    else:
        patience = SECRET_PATIENCE if core.config.server_password else PATIENCE
        core.timers.set("introduce", patience, lambda: introduce(core))


def introduce(core: Core) -> None:
    """Say who we are, once. In plain text only when the server has not sent us to its encrypted port."""
    if core.link.introduced:
        return
    core.link.introduced = True
    core.timers.cancel("introduce")
    if core.config.server_password:
        if not (core.network.secure or core.config.loopback or core.config.plaintext_server_password):
            core.emit(Refused(PLAINTEXT, WayOn.ALLOW_PLAINTEXT))
            connection.halt(core, PLAINTEXT)
            return
        core.send("PASS", core.config.server_password)
    core.send("NICK", core.wanted_nick)
    username = core.config.username or "".join(c for c in core.wanted_nick if c.isascii() and c.isalnum())
    core.send("USER", username or "user", "0", "*", core.config.realname or core.wanted_nick)


def on_password_refused(core: Core, message: Message) -> None:
    """464: the password of the server is missing or wrong; later, that of an operator."""
    if core.link.welcomed:
        replies.on_refusal(core, message)
        return
    said = WRONG_PASSWORD if core.config.server_password else NEEDS_PASSWORD
    core.emit(Refused(said, WayOn.SERVER_PASSWORD))
    connection.halt(core, said)


def on_cap(core: Core, message: Message) -> None:
    negotiation.on_cap(core, message, introduce, _negotiated)


def on_no_such_command(core: Core, message: Message) -> bool:
    """421, 451 … to our CAP: a server that knows no capabilities, so it has no policy either."""
    if core.link.introduced:
        return False
    introduce(core)
    return True


def _negotiated(core: Core) -> None:
    if core.link.login is not None:
        return
    if login.wanted(core) and not core.network.account:
        login.begin(core, core.config.account, core.config.password)
    else:
        finish(core)


def finish(core: Core) -> None:
    if not core.link.ended and not core.link.welcomed:
        core.link.ended = True
        core.send("CAP", "END")


def on_sasl_success(core: Core, message: Message) -> None:
    if login.on_success(core, message):
        finish(core)


def on_sasl_failure(core: Core, message: Message) -> None:
    if login.on_failure(core, message):
        finish(core)


def on_welcome(core: Core, message: Message) -> None:
    if core.link.welcomed:
        return
    link = core.link
    link.welcomed = link.ended = link.introduced = True
    core.timers.cancel("introduce")
    if message.params:
        core.network.nick = message.params[0][: core.config.limits.name]
    core.network.server = (message.source or "")[: core.config.limits.name]
    core.upgrade_failed = False
    core.timers.cancel("registration")
    core.timers.set("stable", STABLE, lambda: connection.stable(core))
    core.timers.set("greeting", GREETING, lambda: ready(core))
    replies.on_text(core, message)


def on_isupport(core: Core, message: Message) -> None:
    if core.info.learn(message.params[1:-1]):
        rooms.refold(core)
    network = core.network
    network.name = core.info.tokens.get("NETWORK", "")[: core.config.limits.name]
    network.max_nick = core.info.number("NICKLEN")
    network.max_topic = core.info.number("TOPICLEN")
    negotiation.update_features(core)


def on_end_of_motd(core: Core, message: Message) -> None:
    ready(core)


def ready(core: Core) -> None:
    """The greeting is over: say so, and take up where we were."""
    link = core.link
    if link.ready or not link.welcomed:
        return
    link.ready = True
    core.timers.cancel("greeting")
    negotiation.update_features(core)
    again = core.registered_before
    core.registered_before = core.nick_was_ours = True
    if core.store is not None and core.is_me(core.wanted_nick):
        core.store.set_setting(f"nick/{core.network.key}", core.wanted_nick)
    core.set_state(ConnectionState.ONLINE)
    core.emit(Registered(core.network.nick, core.network.name or core.network.server, again))
    if not again:
        for name in core.config.rooms:
            if core.room(name) is None:
                rooms.want(core, name)
    rooms.rejoin(core)
    people.greet(core)
    history.catch_up_directs(core, again)
    for room in list(core.network.rooms.values()):
        if room.kind is RoomKind.DIRECT:
            sending.resume(core, room.key)
    if core.network.away:
        core.send("AWAY", core.away_message)
    if not core.is_me(core.wanted_nick):
        core.timers.set("regain", identity.REGAIN, lambda: identity.regain(core))
