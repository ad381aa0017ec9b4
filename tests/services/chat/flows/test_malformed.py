# SPDX-License-Identifier: GPL-3.0-or-later
"""A line that is no message is refused, with its label, and fails the message in several lines that it belongs to.

IRCv3 labeled-response: "For any message received from a client that includes this tag, the server MUST include the same
tag and value in any response produced from this message, in the absence of exceptional conditions".
"""

from collections.abc import Iterator

import pytest

from protocol.message import Malformed, Reason, salvage
from tests.support.client import Client
from tests.support.server import Server

CAPS = "batch draft/multiline echo-message labeled-response message-tags"
TEXTS = {
    "too long": (b"x" * 600, ":test.server 417 alice :Input line was too long"),
    "CR inside": (b"a\rb", ":test.server FAIL PRIVMSG INTERNAL_ERROR :Message rejected, it has a CR or NUL inside"),
    "NUL inside": (b"a\0b", ":test.server FAIL PRIVMSG INTERNAL_ERROR :Message rejected, it has a CR or NUL inside"),
    "not UTF-8": (
        b"\xff",
        ":test.server FAIL PRIVMSG INVALID_UTF8 "
        ":Message rejected, your IRC software MUST use UTF-8 encoding on this network",
    ),
}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with Server(tmp_path_factory.mktemp("malformed"), autojoin=[]) as running:
        yield running


@pytest.fixture(scope="module")
def alice(server: Server) -> Client:
    return server.client("alice", CAPS)


@pytest.mark.parametrize("name", TEXTS)
def test_the_refusal_has_the_label(alice: Client, name: str) -> None:
    text, refusal = TEXTS[name]
    alice.send_bytes(b"@label=L1;+x=y PRIVMSG #x :" + text + b"\r\n")
    assert alice.lines() == [f"@label=L1 {refusal}"]
    alice.send_bytes(b"@+x=y;label=a\\:b :alice privmsg #x :" + text + b"\r\n")
    assert alice.lines() == [f"@label=a\\:b {refusal}"]
    alice.send_bytes(b"PRIVMSG #x :" + text + b"\r\n")
    assert alice.lines() == [refusal]


def test_tags_that_are_too_long(alice: Client) -> None:
    alice.send_bytes(b"@label=L2;+x=" + b"y" * 5000 + b" PRIVMSG #x :hello\r\n")
    assert alice.lines() == ["@label=L2 :test.server 417 alice :Input line was too long"]
    alice.send_bytes(b"@+x=" + b"y" * 5000 + b";label=L2 PRIVMSG #x :hello\r\n")
    assert alice.lines() == [":test.server 417 alice :Input line was too long"]


def test_a_label_without_a_command(alice: Client) -> None:
    """ACK is for "a labeled command that normally produces no response"."""
    alice.send("@label=L3 ", "@label=L4 :alice")
    assert alice.lines() == ["@label=L3 :test.server ACK", "@label=L4 :test.server ACK"]


def test_without_the_capability_there_is_no_label(server: Server) -> None:
    client = server.client("plain")
    client.send_bytes(b"@label=L5 PRIVMSG #x :" + b"x" * 600 + b"\r\n")
    assert client.lines() == [":test.server 417 plain :Input line was too long"]
    client.close()


@pytest.mark.parametrize("name", TEXTS)
def test_a_message_without_one_of_its_lines_is_not_sent(alice: Client, name: str) -> None:
    """IRCv3 multiline: "wait until the full batch has been received before processing the message"."""
    text, refusal = TEXTS[name]
    alice.send("@label=L6 BATCH +1 draft/multiline #x", "@batch=1 PRIVMSG #x :one")
    alice.send_bytes(b"@batch=1 PRIVMSG #x :" + text + b"\r\n")
    alice.send("@batch=1 PRIVMSG #x :three", "BATCH -1")
    assert alice.lines() == [f"@label=L6 {refusal.replace('FAIL PRIVMSG', 'FAIL BATCH')}"]


@pytest.mark.parametrize(
    ("text", "command", "tags"),
    [
        ("@label=a;b=c PRIVMSG #x :\ufffd", "PRIVMSG", {"label": "a", "b": "c"}),
        ("@label=\ufffd;b PRIVMSG", "PRIVMSG", {"b": ""}),
        ("@label=a\rb;b PRIVMSG", "PRIVMSG", {"b": ""}),
        ("@label=a;b=cut", "*", {"label": "a"}),
        ("@label=cut", "*", {}),
        (":source privmsg x", "PRIVMSG", {}),
        ("", "*", {}),
        ("\ufffd x", "*", {}),
    ],
)
def test_what_can_be_read(text: str, command: str, tags: dict[str, str]) -> None:
    message = salvage(Malformed(Reason.BAD_BYTE, text))
    assert (message.command, message.tags) == (command, tags)
