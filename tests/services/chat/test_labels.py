# SPDX-License-Identifier: GPL-3.0-or-later
"""Whatever is asked with a label, the label comes back exactly once.

IRCv3 labeled-response: "Servers MUST include the tag in exactly one logical message"; "If a response consists of more
than one message, a batch MUST be used to group them into a single logical response"; "Servers MUST respond with a
labeled ACK message when a client sends a labeled command that normally produces no response". A message in several
lines is answered when it ends, so the label of the BATCH that opens it comes back then.
"""

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from protocol.message import Malformed, Message, parse
from services.chat.commands import TABLE
from tests.services.chat.test_states import EXPECTED
from tests.support.client import Client
from tests.support.server import Server

CAPS = (
    "account-notify away-notify batch chghost draft/chathistory draft/event-playback draft/message-redaction "
    "draft/metadata-3 draft/multiline draft/read-marker extended-join invite-notify labeled-response message-tags "
    "setname"
)
WORDS = (
    "#here", "#new", "#none", "bob", "nobody", "alice", "NickServ", "ChanServ", "bob,#here", "bob,NickServ,nobody",
    "*", "0", "+b", "-b", "+o", "+nt-s", "+i", "x!*@*", "LS", "LIST", "REQ", "END", "LATEST", "AFTER", "TARGETS", "GET",
    "SET", "SUB", "SUBS", "SYNC", "CLEAR", "display-name", "10", "-1", "timestamp=2024-01-01T00:00:00.000Z",
    "msgid=abc", "+", "-", "C", "L", "S", "u", "text=hello", "in=#here", "HELP", "REGISTER", "INFO", "+ref", "-ref",
    "draft/multiline", "a text", "", "%tnuf,7", "o", "PLAIN",
)  # fmt: skip
# these end the connection, or change what the answers are recognised by
APART = ("QUIT", "CAP", "NICK")


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with Server(tmp_path_factory.mktemp("labels"), autojoin=["#here"]) as running:
        running.client("bob")
        yield running


@pytest.fixture(scope="module")
def quiet(server: Server) -> Client:
    return server.client("alice", CAPS)


@pytest.fixture(scope="module")
def echoing(server: Server) -> Client:
    return server.client("eve", f"{CAPS} echo-message")


def answer(client: Client, line: str) -> list[Message]:
    """What comes back for a labelled line."""
    client.send(f"@label=l-1 {line}")
    if line.startswith("BATCH +"):
        client.send(f"BATCH -{line[7:].partition(' ')[0]}")
    messages = [parse(text) for text in client.lines()]
    assert not any(isinstance(message, Malformed) for message in messages)
    return [message for message in messages if isinstance(message, Message)]


def check(messages: list[Message], line: str) -> None:
    labelled = [place for place, message in enumerate(messages) if "label" in message.tags]
    assert len(labelled) == 1, f"{line}: {messages}"
    first = messages[labelled[0]]
    assert first.tags["label"] == "l-1"
    if first.command == "BATCH":
        reference = first.params[0][1:]
        assert first.params[0][0] == "+"
        end = next(m for m in messages if m.command == "BATCH" and m.params == [f"-{reference}"])
        inside = messages[labelled[0] + 1 : messages.index(end)]
        assert inside or first.params[1] != "labeled-response", f"{line}: nothing in it"
        assert all("batch" in message.tags or message.command == "BATCH" for message in inside), f"{line}: {messages}"
    if first.command == "ACK":
        assert messages == [first] or all(
            message.source != first.source for message in messages if message is not first
        )


@pytest.mark.parametrize("who", ["quiet", "echoing"])
@pytest.mark.parametrize("name", [name for name in EXPECTED if name != "QUIT"])
def test_each_command(request: pytest.FixtureRequest, who: str, name: str) -> None:
    client: Client = request.getfixturevalue(who)
    for line in (EXPECTED[name].line, name, f"{name} x", f"{name} #here", f"{name} bob :a text", f"{name} :"):
        check(answer(client, line), line)
        client.send("BATCH -1", "BATCH -x", "JOIN #here", "CAP REQ :labeled-response batch")
        client.lines()


@given(
    command=st.sampled_from(sorted(set(TABLE) - set(APART))),
    words=st.lists(st.sampled_from(WORDS), max_size=4),
)
@example(command="PRIVMSG", words=["bob,NickServ,nobody", "HELP"])
@example(command="JOIN", words=["#here,#new,#none"])
@settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_asked(echoing: Client, command: str, words: list[str]) -> None:
    middle = [word for word in words[:-1] if word and " " not in word]
    line = " ".join([command, *middle, *(f":{word}" for word in words[-1:])])
    check(answer(echoing, line), line)
    echoing.send("BATCH -ref", "JOIN #here")
    echoing.lines()


def test_quit_is_answered_before_the_end(server: Server) -> None:
    client = server.client("leaver", CAPS)
    client.send("@label=l-1 QUIT :bye")
    assert client.message().tags == {"label": "l-1"}
    assert client.ended()
