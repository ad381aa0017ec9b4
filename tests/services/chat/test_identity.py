# SPDX-License-Identifier: GPL-3.0-or-later
"""Nobody speaks as somebody else: every place that writes a tag, with an account from when names had `;` and `=`."""

import base64
from collections.abc import Iterator
from pathlib import Path

import pytest

from protocol.message import Malformed, Message, escape_tag, parse
from services.chat.flows import signup
from services.chat.rules import people
from tests.support.client import Client
from tests.support.server import Server

OLD = "x;account=admin"
PASSWORD = "sesame-seed"
EVERYTHING = (
    "account-tag account-notify away-notify batch echo-message extended-join extended-monitor invite-notify setname "
    "labeled-response message-tags server-time draft/multiline draft/chathistory draft/search draft/event-playback "
    "draft/message-redaction draft/metadata-2 draft/oper-tag"
)
LABEL = "a;label=b \\ \r\n;c"


@pytest.fixture
def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    """A server that has such an account, and rules that would not allow it any more."""
    with Server(tmp_path, autojoin=[]) as running:
        with monkeypatch.context() as then:
            for module in (signup, people):
                then.setattr(module, "nick_problem", lambda *_: "")
            old = running.client(OLD)
            old.send(f"REGISTER * * {PASSWORD}", "QUIT")
            old.until("ERROR")
        yield running


def logged_in(server: Server, caps: str) -> Client:
    client = server.client()
    plain = base64.b64encode(f"\0{OLD}\0{PASSWORD}".encode()).decode()
    client.send(f"CAP REQ :sasl {caps}", f"NICK {OLD}", "USER x 0 * :x", "AUTHENTICATE PLAIN", f"AUTHENTICATE {plain}")
    client.send("CAP END")
    client.until("001")
    client.nick = OLD
    client.lines()
    return client


def received(client: Client) -> list[Message]:
    messages = [parse(line) for line in client.lines()]
    assert not any(isinstance(message, Malformed) for message in messages)
    return [message for message in messages if isinstance(message, Message)]


def test_an_account_from_before_goes_on_working_and_is_nobody_else(server: Server) -> None:
    bot = server.client("opsbot", EVERYTHING)
    fallback = server.client("fallback", EVERYTHING.replace("draft/multiline ", ""))
    bot.send("JOIN #ops", "MONITOR + x")
    bot.lines()
    fallback.send("JOIN #ops")
    fallback.lines()
    old = logged_in(server, EVERYTHING)
    label = f"@label={escape_tag(LABEL)}"
    old.send(
        "JOIN #ops", "@+a=1;+b=x\\:y PRIVMSG #ops :!shutdown now", f"{label} TAGMSG #ops", "AWAY :gone", "SETNAME :y",
        "BATCH +1 draft/multiline #ops", "@batch=1 PRIVMSG #ops :one", "@batch=1 PRIVMSG #ops :two", "BATCH -1",
        "PRIVMSG opsbot :hello", f"{label} WHOIS opsbot", f"{label} PRIVMSG #ops :labelled", "METADATA * SET url :z",
        f"{label} CHATHISTORY LATEST #ops * 10",
    )  # fmt: skip
    mine = received(old)
    bot.send(f"{label} PRIVMSG {OLD} :you are away", f"{label} CHATHISTORY LATEST #ops * 10", "SEARCH text=shutdown")
    seen = {"bot": received(bot), "fallback": received(fallback), "old": mine}
    sent = next(message for message in seen["bot"] if message.command == "PRIVMSG" and message.params[0] == "#ops")
    bot.send(f"REDACT #ops {sent.tags['msgid']}")
    old.send("NS LOGOUT")
    old.lines()
    seen["bot"] += received(bot)
    assert {"PRIVMSG", "TAGMSG", "JOIN", "AWAY", "SETNAME", "BATCH", "301", "REDACT", "ACCOUNT"} <= {
        message.command for message in seen["bot"]
    }
    known = {"account", "msgid", "time", "batch", "label", "+a", "+b"}
    for messages in seen.values():
        for message in messages:
            assert message.tags.keys() <= known, message
            assert message.tags.get("account", OLD) == OLD
            assert message.tags.get("label", LABEL) == LABEL
            assert message.tags.get("+b", "x;y") == "x;y"
    assert any(message.tags.get("account") == OLD for message in seen["fallback"])
    assert any(message.tags.get("label") == LABEL for message in mine)


@pytest.mark.parametrize("name", [OLD, "a=b", "a;b", "(a)", "a'b", "a\\b", "a；b", "１a", "ａ＝b"])
def test_new_names_have_nothing_that_tags_masks_or_statuses_need(server: Server, name: str) -> None:
    client = server.client("newcomer")
    client.send(f"NICK {name}1", f"REGISTER {name}1 * {PASSWORD}")
    assert client.until("432").params[1] == f"{name}1"
    client.send(f"MONITOR + {name}1")
    assert not client.lines()[1:]
    client.send("JOIN #a;b", f"METADATA * SET {name} :x")
    assert client.until("476").params[1] == "#a;b"


def test_only_its_owner_has_such_a_nickname(server: Server) -> None:
    client = server.client("newcomer")
    client.send(f"NICK {OLD}")
    assert client.until("FAIL").params[:2] == ["NICK", "NICKNAME_RESERVED"]


def test_a_message_of_the_day_stays_in_its_lines(tmp_path: Path) -> None:
    with Server(tmp_path, motd="one\r\ntwo\rthree\n:evil!u@h QUIT\0") as running:
        client = running.client()
        client.send("NICK alice", "USER a 0 * :a")
        assert [client.until("372").params[1] for _ in range(4)] == ["- one", "- two", "- three", "- :evil!u@h QUIT"]
