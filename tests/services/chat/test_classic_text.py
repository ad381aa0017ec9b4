# SPDX-License-Identifier: GPL-3.0-or-later
"""What people with a plain socket read."""

from __future__ import annotations

import pytest

from services.chat.classic_text import answer, render
from services.chat.events import (
    AwayChanged,
    ChannelModesChanged,
    Event,
    Invited,
    Joined,
    Kicked,
    MessageSent,
    NickChanged,
    Parted,
    TopicChanged,
    UserQuit,
)

ALICE = (1, "m", "u1", "alice!~a@host", "")
LOBBY = ("#lobby", "#lobby")


def message(text: str, **other: str) -> MessageSent:
    fields = {"conversation": "#lobby", "command": "PRIVMSG", "target": "#lobby"} | other
    return MessageSent(*ALICE, text=text, **fields)


EVENTS: list[tuple[Event, str]] = [
    # docs/protocol.md, "Classic": these three word for word
    (Joined(*ALICE, *LOBBY, "Alice"), "alice has connected to the server.\n"),
    (message("hello"), "alice: hello\n"),
    (UserQuit(*ALICE, "Client quit"), "alice has left the chat.\n"),
    (Parted(*ALICE, *LOBBY, "bye"), "alice has left the chat.\n"),
    (message("\x01ACTION waves\x01"), "* alice waves\n"),
    (message("note", command="NOTICE"), "-alice- note\n"),
    (message("psst", recipient="u2", target="bob"), "(alice to bob) psst\n"),
    (message("psst", recipient="u2", target="bob", command="NOTICE"), "-alice to bob- psst\n"),
    (message("\x01ACTION winks\x01", recipient="u2", target="bob"), "* alice (to bob) winks\n"),
    (message("ops", floor="o", target="@#lobby"), "(alice to @#lobby) ops\n"),
    (message("\x01VERSION\x01"), ""),
    (message("", command="TAGMSG"), ""),
    (message("\x02bold\x02 \x1b[2J"), "alice: bold \\x1b[2J\n"),
    (NickChanged(*ALICE, "ally"), "alice is now called ally.\n"),
    (Kicked(*ALICE, *LOBBY, "u2", "bob", "rude"), "bob was removed from the room by alice (rude).\n"),
    (Kicked(*ALICE, *LOBBY, "u2", "bob", "bob"), "bob was removed from the room by alice.\n"),
    (TopicChanged(*ALICE, *LOBBY, "tea"), "alice has set the topic: tea\n"),
    (TopicChanged(*ALICE, *LOBBY, ""), "alice has removed the topic.\n"),
    (ChannelModesChanged(*ALICE, *LOBBY, (("+", "n", ""),)), ""),
    (AwayChanged(*ALICE, "tea"), ""),
    (Invited(*ALICE, *LOBBY, "u2", "bob"), ""),
]


@pytest.mark.parametrize(("event", "text"), EVENTS, ids=[f"{type(e).__name__}-{t[:20].strip()}" for e, t in EVENTS])
def test_an_event_is_a_line(event: Event, text: str) -> None:
    assert render(event) == text


ANSWERS = [
    (":s 401 alice bob :No such nick/channel", "There is nobody called bob here.\n"),
    (":s 433 alice bob :Nickname is already in use", "The name bob is taken.\n"),
    (":s 301 alice bob :gone \x1b[2J", "bob is away: gone \\x1b[2J\n"),
    (":s 332 alice #lobby :\x02tea\x02", "The topic is: tea\n"),
    (":s 353 alice = #lobby :@alice ~&bob carol", "Here now: alice, bob, carol\n"),
    (":s 366 alice #lobby :End of /NAMES list", ""),
    (":s 001 alice :Welcome", ""),
    (":s 482 alice #lobby :You're not channel operator", "#lobby: You're not channel operator\n"),
    (":s 599 alice :Odd", "Odd\n"),
    (":s FAIL PRIVMSG TRY_AGAIN :It could not be saved", "It could not be saved.\n"),
    ("ERROR :Closing link: Ping timeout", "Ping timeout.\n"),
    ("PING :x", ""),
    ("", ""),
]


@pytest.mark.parametrize(("line", "text"), ANSWERS)
def test_an_answer_is_a_line(line: str, text: str) -> None:
    assert answer(line) == text
