# SPDX-License-Identifier: GPL-3.0-or-later
"""The table: which function takes which command or numeric. Every line from the server comes through `line`.

Rules: one row per command, functions live with their concern. What has no row is text to read; 400-599 are refusals.
Before the server said welcome, a nick refusal is the registration's. A new message: a function in its concern, a row
here, a test.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from clients.session import (
    batches,
    channels,
    connection,
    history,
    identity,
    login,
    messages,
    people,
    profiles,
    reading,
    registration,
    replies,
    rooms,
    sanitize,
    search,
    sending,
)  # fmt: skip
from clients.session.core import Core
from clients.session.events import Refused, WayOn
from clients.session.sentences import Sentence
from clients.session.state import Batch
from protocol import timestamps
from protocol.message import Malformed, Message, Reason, parse

Handler = Callable[[Core, Message], None]
UNREAD = Sentence("The server asks without end and reads no answer, so the connection was closed.")


def _stop(way_on: WayOn, sentence: Sentence) -> Handler:
    """Refusals after which trying again by ourselves makes no sense."""

    def handler(core: Core, message: Message) -> None:
        if core.link.welcomed:
            replies.on_refusal(core, message)
            return
        said = sentence.of(text=message.params[-1] if message.params else "")
        core.emit(Refused(said, way_on))
        connection.halt(core, said)

    return handler


def _unknown(core: Core, message: Message) -> None:
    if not registration.on_no_such_command(core, message):
        replies.on_refusal(core, message)


def _unavailable(core: Core, message: Message) -> None:
    """437 <client> <nick or channel> :…"""
    about_room = len(message.params) > 2 and core.info.is_channel(message.params[1])
    (replies.on_refusal if about_room else identity.on_nick_refused)(core, message)


TABLE: dict[str, Handler] = {
    # the connection
    "PING": connection.on_ping,
    "PONG": connection.on_pong,
    "ERROR": connection.on_error,
    "CAP": registration.on_cap,
    "AUTHENTICATE": login.on_authenticate,
    "ACK": sending.on_ack,
    "001": registration.on_welcome,
    "410": _unknown,
    "421": _unknown,
    "451": _unknown,
    "005": registration.on_isupport,
    "376": registration.on_end_of_motd,
    "422": registration.on_end_of_motd,
    "431": identity.on_nick_refused,
    "432": identity.on_nick_refused,
    "433": identity.on_nick_refused,
    "436": identity.on_nick_refused,
    "437": _unavailable,
    "464": registration.on_password_refused,
    "465": _stop(WayOn.NONE, Sentence("You are banned from this server: {text}")),
    "900": login.on_logged_in,
    "901": login.on_logged_out,
    "902": registration.on_sasl_failure,
    "903": registration.on_sasl_success,
    "904": registration.on_sasl_failure,
    "905": registration.on_sasl_failure,
    "906": registration.on_sasl_failure,
    "907": registration.on_sasl_failure,
    "908": registration.on_sasl_failure,
    "REGISTER": login.on_register,
    "VERIFY": login.on_register,
    # what is said
    "PRIVMSG": messages.on_spoken,
    "NOTICE": messages.on_spoken,
    "TAGMSG": messages.on_tagmsg,
    "REDACT": messages.on_redact,
    "EDIT": messages.on_edit,
    "MARKREAD": reading.on_markread,
    # rooms
    "JOIN": rooms.on_join,
    "PART": rooms.on_part,
    "KICK": rooms.on_kick,
    "QUIT": rooms.on_quit,
    "NICK": rooms.on_nick,
    "TOPIC": channels.on_topic,
    "331": channels.on_topic_reply,
    "332": channels.on_topic_reply,
    "333": channels.on_topic_who,
    "MODE": channels.on_mode,
    "324": channels.on_mode_reply,
    "353": channels.on_names,
    "366": channels.on_end_of_names,
    "INVITE": rooms.on_invite,
    "RENAME": rooms.on_rename,
    # people
    "AWAY": people.on_away,
    "301": people.on_away_reply,
    "305": people.on_own_away,
    "306": people.on_own_away,
    "ACCOUNT": people.on_account,
    "CHGHOST": people.on_chghost,
    "SETNAME": people.on_setname,
    "352": people.on_who,
    "354": people.on_who,
    "730": people.on_monitor,
    "731": people.on_monitor,
    "METADATA": profiles.on_metadata,
    "761": profiles.on_metadata,
    "766": profiles.on_metadata,
    "774": profiles.on_later,
    "318": people.on_end_of_whois,
    # answers
    "322": replies.on_list,
    "323": replies.on_list_end,
    "FAIL": replies.on_standard,
    "WARN": replies.on_standard,
    "NOTE": replies.on_standard,
}
TABLE |= dict.fromkeys(
    ("276", "307", "311", "312", "313", "317", "319", "320", "330", "335", "338", "378", "379", "671", "760"),
    people.on_whois,
)
# Ends of lists we assemble, our automatic questions' answers, and greetings that tell a person nothing.
TABLE |= dict.fromkeys(
    ("004", "105", "315", "321", "329", "341", "732", "733", "734", "762", "764", "770", "771", "772"),
    replies.ignore,
)


def _run_multiline(core: Core, batch: Batch) -> None:
    message = batches.multiline(batch)
    if message is not None:
        handle(core, message)


BATCHES: dict[str, Callable[[Core, Batch], None]] = {
    "chathistory": history.on_batch,
    batches.PLAYBACK: history.on_batch,
    "draft/chathistory-targets": history.on_targets,
    "chathistory-targets": history.on_targets,
    "soju.im/search": search.on_batch,
    "draft/search": search.on_batch,
    "search": search.on_batch,
    batches.MULTILINE: _run_multiline,
}


WHOLE = BATCHES.keys() - {batches.MULTILINE}


def _run(core: Core, batch: Batch) -> None:
    BATCHES[batch.type](core, batch)


def lines(core: Core, texts: Iterable[str | Malformed]) -> None:
    """What was received, line by line, for as long as it is the same connection."""
    link = core.links
    core.overflowed = False
    for text in texts:
        if not core.connected or core.links != link:
            break
        line(core, text)
        if core.overflowed:
            connection.drop(core, UNREAD)
    reading.follow(core)


def line(core: Core, text: str | Malformed) -> None:
    """One line as the framer gives it."""
    if isinstance(text, Malformed):
        if text.reason is not Reason.NOT_UTF8:
            return
        text = text.text  # an old network's encoding: what can be read is shown
    message = parse(text)
    if isinstance(message, Malformed):
        return
    sanitize.message(message, text)
    if message.command == "BATCH":
        batches.on_batch(core, message, _run, WHOLE)
    elif not batches.held(core, message, _run):
        time_ms = timestamps.read(message.tags.get("time", ""))
        if time_ms is not None and "batch" not in message.tags:
            core.clock.learn(time_ms)
        handle(core, message)


def handle(core: Core, message: Message) -> None:
    command = message.command
    handler = TABLE.get(command)
    if handler is not None:
        handler(core, message)
    elif len(command) == 3 and command.isascii() and command.isdigit():
        (replies.on_refusal if command[0] in "45" else replies.on_text)(core, message)
