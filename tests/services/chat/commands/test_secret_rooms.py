# SPDX-License-Identifier: GPL-3.0-or-later
"""A secret room (+s) does not exist for who is not in it: every command answers as for a name that nobody has."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from services.chat.commands import TABLE
from tests.support.client import Client
from tests.support.server import Server

CAPS = (
    "batch message-tags echo-message labeled-response draft/multiline draft/chathistory draft/search "
    "draft/message-redaction draft/metadata-2 draft/read-marker draft/channel-rename draft/event-playback"
)
ASKED = [
    "MODE {}", "MODE {} b", "MODE {} +b", "MODE {} e", "MODE {} I", "MODE {} +b x!*@*", "MODE {} -s", "MODE {} +o me",
    "MODE {} +o alice", "MODE {} +k", "MODE {} +X", "MODE #mine +f {}", "MODE {} +f #mine", "WHO {}", "WHO {} o",
    "WHO {} %tcnuf,1", "NAMES {}", "NAMES {},#mine", "LIST {}", "LIST {}* >0", "LIST *{}*", "TOPIC {}", "TOPIC {} :x",
    "INVITE alice {}", "INVITE nobody {}", "INVITE me {}", "KNOCK {}", "KICK {} alice", "KICK {} nobody", "KICK {} me",
    "PART {}", "PART {} :x", "RENAME {} #new", "RENAME {} {}", "REDACT {} {msgid}", "REDACT {} nonsense",
    "METADATA {} GET url", "METADATA {} LIST", "METADATA {} SET url :x", "METADATA {} CLEAR", "METADATA {} SYNC",
    "METADATA {} SUB url", "CHATHISTORY LATEST {} * 5", "CHATHISTORY AROUND {} msgid={msgid} 5",
    "CHATHISTORY BETWEEN {} msgid={msgid} timestamp=2000-01-01T00:00:00.000Z 5",
    "CHATHISTORY TARGETS timestamp=2000-01-01T00:00:00.000Z timestamp=2200-01-01T00:00:00.000Z 9",
    "SEARCH in={};text=plan", "SEARCH in={}", "MARKREAD {}", "MARKREAD {} timestamp=2020-01-01T00:00:00.000Z",
    "PRIVMSG {} :x", "PRIVMSG @{} :x", "PRIVMSG {} :\x01VERSION\x01", "PRIVMSG {},#mine :x", "NOTICE {} :x",
    "NOTICE +{} :x", "TAGMSG {}", "TAGMSG @{}", "WHOIS {}", "WHOWAS {}", "MONITOR + {}", "ISON {}", "USERHOST {}",
    "BATCH +1 draft/multiline {}|@batch=1 PRIVMSG {} :x|BATCH -1", "STATS {}", "NICK {}", "OPER {} x", "KILL {} :x",
    *(f"CHANSERV {word} {{}} {rest}" for word, rest in [
        ("INFO", ""), ("REGISTER", ""), ("UNREGISTER", ""), ("AMODE", ""), ("AMODE", "+o me"), ("CLEAR", "USERS"),
        ("OP", ""), ("OP", "alice"), ("DEVOICE", "alice"), ("TRANSFER", "me"), ("TRANSFER", "ACCEPT"),
    ]),
    "CS INFO {}", "NICKSERV INFO {}", "NS INFO {}", "AWAY {}", "SETNAME {}",
]  # fmt: skip
# What names no channel, or what can't be the same: a name is either there to be taken or not.
OTHERS = {
    "ADMIN", "AUTHENTICATE", "CAP", "DLINE", "HELP", "HELPOP", "INFO", "ISUPPORT", "JOIN", "KLINE", "LINKS", "LUSERS",
    "MOTD", "PASS", "PING", "PONG", "QUIT", "REGISTER", "REHASH", "TIME", "UNDLINE", "UNKLINE", "USER", "VERIFY",
    "VERSION", "WALLOPS", "WEBIRC",
}  # fmt: skip


@pytest.fixture(scope="module")
def cast(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Client, str]]:
    """An outsider who is logged in and an operator of a room of their own, and the msgid of what they may not read."""
    with Server(tmp_path_factory.mktemp("secret"), autojoin=[]) as server:
        alice, me = server.client("alice", CAPS), server.client("me", CAPS)
        for client, room in ((alice, "#hidden"), (me, "#mine")):
            client.send("REGISTER * * sesame-seed", f"JOIN {room}")
            client.until("366")
        alice.send(
            "MODE #hidden +snb x!*@*", "TOPIC #hidden :plan", "METADATA #hidden SET url :x", "CS REGISTER #hidden"
        )
        alice.lines()
        alice.send("PRIVMSG #hidden :the plan")
        msgid = alice.until("PRIVMSG").tags["msgid"]
        alice.lines()
        me.lines()
        yield me, msgid


def answers(client: Client, asked: str, name: str, msgid: str) -> list[str]:
    client.send(*asked.replace("{msgid}", msgid).replace("{}", name).split("|"))
    return [line.replace(name, "#") for line in timeless(client.lines())]


def timeless(lines: list[str]) -> list[str]:
    """Without what is different each time: the tags, and the numbers of batches."""
    bare = [line.partition(" ")[2] if line[0] == "@" else line for line in lines]
    return [" ".join(word[:2] if word[:2] in ("+b", "-b") else word for word in line.split(" ")) for line in bare]


@pytest.mark.parametrize("asked", ASKED)
def test_outsiders_are_answered_as_if_there_were_no_such_room(cast: tuple[Client, str], asked: str) -> None:
    client, msgid = cast
    hidden = answers(client, asked, "#hidden", msgid)
    assert hidden == answers(client, asked, "#nowhre", msgid)
    assert answers(client, asked, "#HIDDEN", msgid) == answers(client, asked, "#NOWHRE", msgid)


def test_the_table_is_complete() -> None:
    """A new command is either asked here, or it is said why not."""
    assert {line.split(" ")[0] for line in ASKED} | OTHERS == set(TABLE)


@pytest.mark.parametrize("modes", ["+m", "+M"])
def test_a_room_that_takes_nothing_from_outside_in_any_way_says_so_as_none_does(tmp_path: Path, modes: str) -> None:
    with Server(tmp_path, autojoin=[]) as server:
        alice, me = server.client("alice", CAPS), server.client("me", CAPS)
        alice.send("JOIN #hidden", "MODE #hidden +s-n", f"MODE #hidden {modes}")
        alice.lines()
        for asked in ("PRIVMSG {} :x", "PRIVMSG @{} :x", "TAGMSG {}"):
            assert answers(me, asked, "#hidden", "") == answers(me, asked, "#nowhre", "")


def test_no_way_on_leads_outsiders_to_its_name(tmp_path: Path) -> None:
    """A forward, or an old name (IRCv3 channel-rename), tells of it to those alone whom it lets in."""
    with Server(tmp_path, autojoin=[]) as server:
        alice, me = server.client("alice", CAPS), server.client("me", CAPS)
        alice.send("JOIN #hidden", "JOIN #door", "MODE #hidden +sk key", "MODE #door +if #hidden")
        alice.send("JOIN #old", "RENAME #old #moved", "MODE #moved +si")
        alice.lines()
        me.send("JOIN #door", "JOIN #old")
        lines = me.lines()
        assert any(" 473 me #door " in line for line in lines)
        assert any(" JOIN #old" in line for line in lines)
        assert not any("#hidden" in line or "#moved" in line for line in lines)
