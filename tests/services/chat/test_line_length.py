# SPDX-License-Identifier: GPL-3.0-or-later
"""No line that the server writes is longer than clients read, whatever is said, by whom and to whom.

Every command is walked with the longest values there are, by people whose nicknames, user names and hosts are the
longest there are, at the limits as they are set at first and at the highest that can be set.
Source: Modern IRC "Message Format" ("IRC messages … shall not exceed 512 characters in length, counting all characters
including the trailing CR-LF"); IRCv3 message-tags "Size limit" ("8191 bytes", the `@` and the space included).
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from protocol.framing import MAX_BODY, MAX_TAGS
from protocol.message import Message, parse
from protocol.splitting import fit_line
from services.chat.commands import TABLE
from services.chat.names import CHANNEL_BYTES
from services.chat.settings.model import Limits
from tests.support.client import Client
from tests.support.server import Server

FREE = {"flood_burst": 0, "connect_rate": 0.0}
GATE = {"gate": {"password": "gate-word", "networks": ["127.0.0.0/8"]}}
HASH = "$argon2id$v=19$m=8,t=1,p=1$pzXr8NfnPm8MXu4VjjDmZQ$8nI2FozJXwMD6C+F1CjFOlvDllICXGiCQ9T7+Ksdq+8"
ROOT = {"root": {"password": HASH}}
OPEN = {"plaintext_passwords": True}
OPERATOR = "OPER root fathom-nine"
CAPS = (
    "account-notify account-tag away-notify batch chghost draft/chathistory draft/event-playback "
    "draft/message-redaction draft/metadata-3 draft/multiline draft/read-marker echo-message extended-join "
    "invite-notify labeled-response message-tags multi-prefix server-time setname userhost-in-names"
)
ENDING = ("QUIT", "KILL", "PASS", "USER", "WEBIRC", "DLINE", "KLINE", "REHASH", "REGISTER", "AUTHENTICATE", "VERIFY")
HIGHEST = {
    name: int(bound.le)
    for name, field in Limits.model_fields.items()
    if name.endswith("_length") and name not in ("user_length", "host_length")  # all of them would be too much
    for bound in field.metadata
    if hasattr(bound, "le")
}


def name(letter: str, longest: int) -> str:
    return letter * longest


class Stage:
    """A server and three people with the longest names, in a room with the longest name."""

    def __init__(self, server: Server, limits: Limits, wide: bool = False) -> None:
        self.limits = limits
        self.room = "#" + (name("房", (CHANNEL_BYTES - 1) // 3) if wide else name("r", limits.channel_length - 1))
        self.nicks = [name(letter, limits.nick_length) for letter in ("甲乙丙" if wide else "abc")]
        self.people = [self._arrive(server, nick, caps) for nick, caps in zip(self.nicks, (CAPS, "", ""), strict=True)]

    def _arrive(self, server: Server, nick: str, caps: str) -> Client:
        client = server.client()
        host = ".".join(["h" * 60] * 4)[: self.limits.host_length]
        client.send(
            f"WEBIRC gate-word gate {host} 198.51.100.7",
            "CAP LS 302",
            f"CAP REQ :{caps}" if caps else "CAP LIST",
        )
        client.send(
            f"NICK {nick}", f"USER {name('u', self.limits.user_length)} 0 * :{name('n', self.limits.name_length)}"
        )
        client.send("CAP END", f"JOIN {self.room}", OPERATOR, f"TOPIC {self.room} :{name('t', 390)}")
        assert any(" 353 " in line and self.room in line for line in client.lines())
        return client

    def values(self) -> list[str]:
        """What stands in parameters: names that exist, names that do not, and texts of one, two and four bytes."""
        texts = [letter * 520 for letter in ("x", "é", "🙂", "👩\u200d💻")]
        return [
            self.room, *self.nicks, ",".join(self.nicks), f"{self.room},#{'q' * 200}", "*", "+b", "+k", "-b", "+eI",
            "C", "+", "LATEST", "BEFORE", "TARGETS", "GET", "SET", "SUB", "LIST", "display-name", "1",
            "timestamp=2024-01-01T00:00:00.000Z", "msgid=" + "m" * 200, "NickServ", "%tcuihsnfdlaor", ":", "#none",
            "n" * 200, "a " * 200, ",".join(f"person{number}" for number in range(60)), *texts,
        ]  # fmt: skip


def sent(line: str) -> str:
    """`line` as a client may send it: 510 bytes, and no half character."""
    return line.encode()[:510].decode(errors="ignore")


def check(stage: Stage) -> None:
    """Every line is short enough, and none has lost the end of a name: that would be somebody else's."""
    for person in stage.people:
        for line in person.lines():
            message = parse(line)
            assert isinstance(message, Message)
            for name in (stage.room, *stage.nicks):
                assert not any(name.startswith(word) and 3 < len(word) < len(name) for word in message.params), line
            tags, _, body = line.partition(" ") if line.startswith("@") else ("", "", line)
            assert len(body.encode()) + 2 <= MAX_BODY, line
            assert len(tags.encode()) + 1 <= MAX_TAGS


@pytest.fixture(scope="module", params=["usual", "highest", "wide"])
def stage(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    chosen = HIGHEST if request.param == "highest" else {}
    with Server(
        tmp_path_factory.mktemp("long"), autojoin=[], cloak=False, limits=chosen | FREE,
        operators=ROOT, accounts=OPEN, motd=name("m", 2000),
        webirc=GATE,
    ) as server:  # fmt: skip
        yield Stage(server, Limits(**chosen), request.param == "wide")


WALK = [
    "TOPIC {room} :{long}", "KICK {room} {other} :{long}", "PART {room} :{long}", "AWAY :{long}", "SETNAME :{long}",
    "NICK {long}", "INVITE {other} {room}", "MODE {room} +b {mask}", "MODE {room} b", "NAMES {room}", "WHO {room}",
    "WHOIS {other}", "WHOIS {long}", "MONITOR + {others}", "MONITOR S", "ISON {others}", "USERHOST {nicks}", "VERSION",
    "PRIVMSG {room} :{long}", "NOTICE {other} :{long}", "WALLOPS :{long}", "PING {long}", "CAP REQ :{batches}", "MOTD",
    "CS INFO #{long}", "NS INFO {long}", "PRIVMSG NickServ :{long}", "METADATA * SUB {keys}", "METADATA * SUBS",
    "METADATA * UNSUB {keys}", "METADATA * SET display-name :{long}", "CHATHISTORY LATEST {room} * 100",
    "RENAME {room} {room}x :{long}", "BATCH +{long} x", "HELP {long}", "LIST {long}", "STATS u {long}", "ISUPPORT",
    "REDACT {room} {long}", "SEARCH {long}", "MARKREAD {long}", "JOIN {room}", "JOIN #{long}", "{long} x",
]  # fmt: skip


def test_a_mode_that_no_line_could_tell_of_is_refused(stage: Stage) -> None:
    """Rather than told with half of its parameter, which would be another one."""
    mask = f"{'m' * 180}!*@*"
    check(stage)
    stage.people[0].send(f"MODE {stage.room} +b {mask}")
    lines = stage.people[0].lines()
    fits = (
        len(f":{stage.nicks[0]}!{'u' * stage.limits.user_length}@{'h' * 64} MODE {stage.room} +b {mask}".encode())
        <= 510
    )
    assert all(mask in line for line in lines) if fits else [line.split(" ")[1] for line in lines] == ["696"]
    assert lines


@pytest.mark.parametrize("letter", ["x", "é", "🙂"])
def test_the_longest_of_everything(stage: Stage, letter: str) -> None:
    keys = " ".join(f"{'k' * 56}{number:02}" for number in range(8))
    others = ",".join(f"{'o' * 28}{number:02}" for number in range(16))
    for template in WALK:
        line = template.format(
            room=stage.room, other=stage.nicks[1], nicks=" ".join(stage.nicks), others=others, keys=keys,
            mask="m" * 150 + "!*@*", batches="batch " * 80, long=letter * 520,
        )  # fmt: skip
        stage.people[0].send(sent(line))
        check(stage)
        for person in stage.people:
            person.send(f"JOIN {stage.room}")
        check(stage)


@given(data=st.data(), command=st.sampled_from(sorted(set(TABLE) - set(ENDING))))
@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_said(stage: Stage, data: st.DataObject, command: str) -> None:
    words = data.draw(st.lists(st.sampled_from(stage.values()), max_size=4))
    line = " ".join([command, *(word for word in words[:-1] if " " not in word), *(f":{word}" for word in words[-1:])])
    stage.people[data.draw(st.integers(0, 2))].send(sent(line))
    check(stage)


def test_the_last_words(tmp_path: Path) -> None:
    with Server(tmp_path, autojoin=[], limits=FREE, webirc=GATE, operators=ROOT, accounts=OPEN) as server:
        stage = Stage(server, Limits())
        gone = stage.people.pop()
        gone.send(sent(f"QUIT :{'é' * 520}"))
        assert len(gone.until("ERROR").render().encode()) <= MAX_BODY - 2
        gone = stage.people.pop()
        stage.people[0].send(sent(f"KILL {stage.nicks[1]} :{'é' * 520}"))
        assert len(gone.until("KILL").render().encode()) <= MAX_BODY - 2
        assert len(gone.until("ERROR").render().encode()) <= MAX_BODY - 2
        check(stage)


@given(
    st.sampled_from(["", "@time=2024-01-01T00:00:00.000Z;msgid=a ", "@" + "x" * 4000 + " "]),
    st.sampled_from([":server 401", ":nick!user@host KICK", "ERROR"]),
    st.lists(
        st.text(st.characters(codec="utf-8", exclude_characters="\r\n\0: "), min_size=1, max_size=400), max_size=3
    ),
    st.text(st.sampled_from("ab é🙂\u0301\u200d👩🇩🇪"), max_size=700),
)
@example("", ":s 401", ["n", "b" * 600], "No such nick/channel")
def test_a_line_is_cut_where_it_is_longest(tags: str, head: str, params: list[str], text: str) -> None:
    line = fit_line(" ".join([tags + head, *params, f":{text}"]))
    body = line.removeprefix(tags)
    assert line.startswith(f"{tags}{head}")
    assert len(body.encode()) <= 510
    middle, colon, trailing = body.partition(" :")
    assert colon
    assert text.startswith(trailing)
    words = middle.removeprefix(head).split(" ")[1:]
    assert len(words) == len(params)
    assert all(param.startswith(word) or word == "*" for param, word in zip(params, words, strict=True))


def test_what_fits_is_left_alone_and_the_answer_stays_whole() -> None:
    line = ":s 401 n b :" + "x" * 498
    assert fit_line(line) == line
    assert fit_line(":s 401 n " + "b" * 600 + " :No such nick/channel").endswith("b :No such nick/channel")
