# SPDX-License-Identifier: GPL-3.0-or-later
"""Every command in every state of a connection: what is answered first, as a table.

The states: `fresh`, nothing was said yet; `negotiating`, after CAP LS; `registered`; and `throttled`, where the flood
allowance is used up: the line waits, is not lost, and is answered as soon as the allowance allows.
Source: Modern IRC "Connection Registration" ("Servers … ERR_NOTREGISTERED"), RFC 1459 4.1.
"""

from collections.abc import Iterator
from typing import NamedTuple

import pytest

from services.chat.commands import TABLE, When
from tests.support.client import Client
from tests.support.server import Server

NOTHING = ""  # not answered, or by an event that others would see
EARLY = "451"
LATE = "462"


class Answers(NamedTuple):
    """The line that is sent, and the command or numeric of the first line of the answer in each state."""

    line: str
    fresh: str
    negotiating: str
    registered: str


def after(line: str, registered: str) -> Answers:
    """A command for people who are registered."""
    return Answers(line, EARLY, EARLY, registered)


EXPECTED: dict[str, Answers] = {
    "ADMIN": after("ADMIN", "423"),
    "AUTHENTICATE": Answers("AUTHENTICATE PLAIN", "904", "904", "904"),
    "AWAY": after("AWAY :out", "306"),
    "BATCH": after("BATCH +1 draft/multiline #here", "421"),  # for who has its capability, as with the other 421s
    "CAP": Answers("CAP LS 302", "CAP", "CAP", "CAP"),
    "CHANSERV": after("CHANSERV HELP", "NOTICE"),
    "CHATHISTORY": after("CHATHISTORY LATEST #none * 10", "FAIL"),
    "CS": after("CS HELP", "NOTICE"),
    "DLINE": after("DLINE 192.0.2.1", "481"),
    "HELP": after("HELP", "704"),
    "HELPOP": after("HELPOP", "704"),
    "INFO": after("INFO", "371"),
    "INVITE": after("INVITE nobody #none", "401"),
    "ISON": after("ISON nobody", "303"),
    "ISUPPORT": after("ISUPPORT", "005"),
    "JOIN": after("JOIN #there", "JOIN"),
    "KICK": after("KICK #none nobody", "403"),
    "KILL": after("KILL nobody :why", "481"),
    "KLINE": after("KLINE bad@host.example", "481"),
    "KNOCK": after("KNOCK #none", "403"),
    "LINKS": after("LINKS", "364"),
    "LIST": after("LIST", "321"),
    "LUSERS": after("LUSERS", "251"),
    "MARKREAD": after("MARKREAD #here", "MARKREAD"),
    "METADATA": Answers("METADATA * LIST", NOTHING, NOTHING, NOTHING),
    "MODE": after("MODE #none", "403"),
    "MONITOR": after("MONITOR L", "733"),
    "MOTD": after("MOTD", "422"),
    "NAMES": after("NAMES #none", "366"),
    "NICK": Answers("NICK ?", "432", "432", "432"),
    "NICKSERV": after("NICKSERV HELP", "NOTICE"),
    "NOTICE": after("NOTICE nobody :hello", NOTHING),
    "NS": after("NS HELP", "NOTICE"),
    "OPER": after("OPER nobody wrong", "464"),
    "PART": after("PART #none", "403"),
    "PASS": Answers("PASS word", NOTHING, NOTHING, LATE),
    "PING": Answers("PING token", "PONG", "PONG", "PONG"),
    "PONG": Answers("PONG token", NOTHING, NOTHING, NOTHING),
    "PRIVMSG": after("PRIVMSG nobody :hello", "401"),
    "QUIT": Answers("QUIT", "ERROR", "ERROR", "ERROR"),
    "REDACT": after("REDACT #none abc", "421"),
    "REGISTER": Answers("REGISTER * * short", "FAIL", "FAIL", "FAIL"),
    "REHASH": after("REHASH", "481"),
    "RENAME": after("RENAME #none #other", "403"),
    "SEARCH": after("SEARCH colour=red", "FAIL"),
    "SETNAME": after("SETNAME :Somebody", NOTHING),
    "STATS": after("STATS u", "242"),
    "TAGMSG": after("TAGMSG nobody", "421"),
    "TIME": after("TIME", "391"),
    "TOPIC": after("TOPIC #none", "403"),
    "UNDLINE": after("UNDLINE 192.0.2.1", "481"),
    "UNKLINE": after("UNKLINE bad@host.example", "481"),
    "USER": Answers("USER me 0 * :Me", NOTHING, NOTHING, LATE),
    "USERHOST": after("USERHOST nobody", "302"),
    "VERIFY": Answers("VERIFY nobody 1234", "FAIL", "FAIL", "FAIL"),
    "VERSION": after("VERSION", "351"),
    "WALLOPS": after("WALLOPS :hello", "481"),
    "WEBIRC": Answers("WEBIRC word gate 192.0.2.1 192.0.2.1", "ERROR", "ERROR", LATE),
    "WHO": after("WHO nobody", "315"),
    "WHOIS": after("WHOIS nobody", "401"),
    "WHOWAS": after("WHOWAS nobody", "406"),
}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with Server(tmp_path_factory.mktemp("states"), autojoin=["#here"]) as running:
        yield running


@pytest.fixture(scope="module")
def slow_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    limits = {"flood_burst": 20, "flood_rate": 200.0, "connect_rate": 0.0}
    with Server(tmp_path_factory.mktemp("slow"), autojoin=["#here"], limits=limits, exempt_networks=[]) as running:
        yield running


def first(client: Client, line: str) -> str:
    """The command or numeric of the first line that comes back for `line`, or "" when none does."""
    client.send(line, "PING end-of-answer")
    message = client.message()
    return NOTHING if message.command == "PONG" and message.params[-1] == "end-of-answer" else message.command


def test_the_table_is_complete() -> None:
    assert set(EXPECTED) == set(TABLE)


def test_what_is_no_command(server: Server) -> None:
    """As the first thing ever said it is no IRC at all (see the classic dialect); from then on it is refused."""
    client = server.client()
    client.send("CAP LS")
    client.lines()
    assert first(client, "NONSENSE") == EARLY
    client.close()
    client = server.client("nonsense")
    client.send("NONSENSE one two")
    assert client.line() == ":test.server 421 nonsense NONSENSE :Unknown command"
    client.close()


@pytest.mark.parametrize("name", EXPECTED)
def test_fresh(server: Server, name: str) -> None:
    client = server.client()
    assert first(client, EXPECTED[name].line) == EXPECTED[name].fresh
    client.close()


@pytest.mark.parametrize("name", EXPECTED)
def test_negotiating(server: Server, name: str) -> None:
    client = server.client()
    client.send("CAP LS")
    client.lines()
    assert first(client, EXPECTED[name].line) == EXPECTED[name].negotiating
    client.close()


@pytest.mark.parametrize("name", EXPECTED)
def test_registered(server: Server, name: str) -> None:
    client = server.client(f"r-{name.lower()}")
    assert first(client, EXPECTED[name].line) == EXPECTED[name].registered
    client.close()


@pytest.mark.parametrize("name", EXPECTED)
def test_throttled(slow_server: Server, name: str) -> None:
    client = slow_server.client(f"t-{name.lower()}")
    client.send(*["PING use-up"] * 60)
    client.send(EXPECTED[name].line, "PING end-of-answer")
    answers = []
    while not answers or answers[-1] != "end":
        try:
            message = client.message()
        except EOFError:
            break
        if message.command != "PONG" or message.params[-1] != "use-up":
            ended = message.command == "PONG" and message.params[-1] == "end-of-answer"
            answers.append("end" if ended else message.command)
    assert (answers[0] if answers[0] != "end" else NOTHING) == EXPECTED[name].registered
    client.close()


@pytest.mark.parametrize("name", [name for name, row in TABLE.items() if row.min_params])
def test_too_few_parameters(server: Server, name: str) -> None:
    """ERR_NEEDMOREPARAMS: "a client command cannot be parsed because not enough parameters were supplied"."""
    command = TABLE[name]
    client = server.client() if command.when is When.UNREGISTERED else server.client(f"f-{name.lower()}")
    client.send(" ".join([name, *["x"] * (command.min_params - 1)]))
    message = client.message()
    assert (message.command, message.params[1]) == ("461", name)
    client.close()
