# SPDX-License-Identifier: GPL-3.0-or-later
"""Connecting, staying connected, coming back.

    OFFLINE -> CONNECTING -> REGISTERING -> ONLINE -> (lost) WAITING -> CONNECTING …

Rules: the wait doubles up to a minute and is jittered, so that a thousand clients of a restarted server do not return
as one. Every attempt counts, whatever ended it, until one lasts a minute: a server that says welcome and hangs up, or
sends us to and fro between ports, is not asked without end. A timer that fires far too late means that the machine
slept: the connection is probed at once, a wait is cut short. Silence is broken by our PING, and silence after that is a
lost connection. What the person ended stays ended.
Sources: Modern IRC "PING", "ERROR"; IRCv3 sts (a stored policy is followed before the first byte).
"""

from __future__ import annotations

import re

from clients.session import composing, rooms, search, sending
from clients.session.core import Core
from clients.session.events import CloseRequested, ConnectRequested, Refused, WayOn
from clients.session.model import ConnectionState
from clients.session.sentences import Sentence
from clients.session.state import Link
from protocol.message import Message

LONGEST_WAIT = 60.0
LONGEST_REFUSED_WAIT = 300.0  # a server that ends connections with an ERROR has its reasons
BANNED_WAIT = 15.0
PROBE = 5.0
LOST = Sentence("The connection to the server was lost.")
CLOSED = Sentence("The server closed the connection: {reason}")
TLS_ONLY = Sentence("This port takes encrypted connections only: use an address that begins with ircs://.")
UNSAID = Sentence(
    "The server closed the connection without a word. Perhaps it wants an encrypted one: an address that begins with "
    "ircs://."
)
MUTE = Sentence(
    "The server does not answer. Perhaps this is no chat server, or its port takes encrypted connections only (ircs://)."
)
SILENT = Sentence("The server does not answer.")
NO_ANSWER = Sentence("The connection was lost: the server does not answer.")
_OPEN = frozenset({ConnectionState.CONNECTING, ConnectionState.REGISTERING, ConnectionState.ONLINE})


def connect(core: Core) -> None:
    """Ask the front end for a connection, now."""
    if core.network.state in _OPEN:
        return
    core.stopped = False
    core.asking_nick = False
    core.timers.cancel("retry")
    port, tls = core.config.port, core.config.tls
    policy = core.policies.sts(core.config.host)
    if policy is not None and policy[1] > core.clock.now:
        port, tls = (port if tls else policy[0]), True
    elif core.upgrade_port:
        port, tls = core.upgrade_port, True
    core.port, core.network.secure = port, False
    core.set_state(ConnectionState.CONNECTING)
    core.emit(ConnectRequested(core.config.host, port, tls))


def first_bytes(core: Core, data: bytes) -> bool:
    """What the server says first. False: it is TLS's answer to plain text (RFC 8446, section 5.1: an alert)."""
    core.link.heard = True
    if core.network.secure or not data.startswith(b"\x15\x03"):
        return True
    drop(core, TLS_ONLY)
    return False


def heard(core: Core) -> None:
    """Bytes came: the connection lives."""
    core.timers.cancel("pong")
    core.timers.set("ping", core.config.ping_after, lambda: probe(core, core.config.ping_timeout))


def probe(core: Core, patience: float) -> None:
    if core.connected:
        core.send("PING", f"hubbub-{core.clock.now_ms()}")
        core.timers.set("pong", patience, lambda: drop(core, NO_ANSWER))


def on_ping(core: Core, message: Message) -> None:
    core.send("PONG", *message.params[-1:])


def on_pong(core: Core, message: Message) -> None:
    sending.on_pong(core, message)
    stamp = message.params[-1].removeprefix("hubbub-") if message.params else ""
    if stamp.isascii() and stamp.isdigit() and len(stamp) < 16:
        core.network.lag_ms = max(0, core.clock.now_ms() - int(stamp))


def on_error(core: Core, message: Message) -> None:
    if message.params:
        core.link.error = message.params[-1]


def woke(core: Core) -> None:
    """The machine slept: what we believe about the connection is old."""
    if core.network.state is ConnectionState.WAITING:
        core.attempts = 0
        connect(core)
    elif core.network.state is ConnectionState.ONLINE:
        core.timers.cancel("ping")
        probe(core, PROBE)


def stable(core: Core) -> None:
    """The connection has lasted: what went wrong before it is past."""
    core.attempts = 0


def drop(core: Core, reason: str) -> None:
    """End this connection ourselves and try another."""
    if core.network.state in _OPEN:
        core.emit(CloseRequested())
        lost(core, reason)


def halt(core: Core, sentence: str) -> None:
    """End this connection and make no other until the person asks."""
    core.stopped = True
    if core.connected:
        core.send("QUIT")
    drop(core, sentence)


def leave(core: Core, message: str) -> None:
    """The person's goodbye."""
    core.stopped = True
    core.timers.clear()
    if core.connected:
        message = message or core.config.quit_message
        core.send("QUIT", *((message,) if message else ()))
        core.emit(CloseRequested())
    if core.network.state is not ConnectionState.OFFLINE:
        lost(core, "")


def silent(core: Core) -> None:
    """Registration took too long."""
    drop(core, SILENT if core.network.secure or core.link.heard else MUTE)


def lost(core: Core, reason: str) -> None:
    """The socket is closed, whoever closed it."""
    if core.network.state not in _OPEN and not core.stopped:
        return
    link, error, welcomed, was_connected = core.link, core.link.error, core.link.welcomed, core.connected
    core.connected = False
    core.timers.clear()
    search.forget(core)
    core.link = Link()
    if welcomed:
        core.last_seen_ms = core.clock.server_ms()
        rooms.all_left(core)
    composing.clear(core)
    sending.connection_lost(core)
    core.network.account = ""
    if link.sts_seconds:
        core.policies.save_sts(core.config.host, core.port, int(core.clock.now) + link.sts_seconds)
    if not core.stopped:
        core.attempts += 1
        if link.upgrading and not core.upgrade_failed:
            core.set_state(ConnectionState.OFFLINE, reason)
            connect(core)
            return
        if core.upgrade_port and core.port == core.upgrade_port and not welcomed and not link.upgrading:
            core.upgrade_port, core.upgrade_failed = 0, True
    if was_connected and not (welcomed or error or link.heard or core.network.secure or isinstance(reason, Sentence)):
        reason = UNSAID
    sentence = CLOSED.of(reason=_reason(error)) if error else (reason or LOST)
    if core.stopped or core.asking_nick or not core.config.reconnect:
        core.set_state(ConnectionState.OFFLINE, sentence if reason or error else "")
        return
    if not core.registered_before and not link.upgrading:
        core.emit(Refused(sentence, WayOn.CHECK_ADDRESS))
    longest = LONGEST_REFUSED_WAIT if error else LONGEST_WAIT
    wait = min(longest, 2.0 ** min(core.attempts - 1, 10)) * core.rng.uniform(0.5, 1.0)
    if error and not welcomed:
        wait = max(wait, BANNED_WAIT)
    core.timers.set("retry", wait, lambda: connect(core))
    core.set_state(ConnectionState.WAITING, sentence, core.clock.now + wait)


def _reason(error: str) -> str:
    """What the server said in ERROR, without what every server begins it with, as the end of a sentence."""
    said = re.sub(r"^closing link:\s*", "", error, flags=re.IGNORECASE) or error
    return said if said.endswith((".", "!", "?")) else f"{said}."
