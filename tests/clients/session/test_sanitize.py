# SPDX-License-Identifier: GPL-3.0-or-later
"""What comes from others is safe to draw in every field of every model and event."""

import dataclasses
from collections.abc import Iterator, Mapping
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from clients.session import sanitize
from clients.session.events import FoundMessage
from clients.session.model import ItemKind, RoomKind, TimelineItem
from clients.session.store import Store
from tests.clients.hostile import CODES, EVIL, KEPT, NAME, TEXT, capabilities, greeting, hidden, lines, rooms, whois
from tests.clients.session.stage import Stage, said_at

OPAQUE = {"msgid", "reply_to"}  # compared and sent back, never drawn


def strings(value: Any, path: str = "") -> Iterator[tuple[str, str, bool]]:
    """Every text in a value of dataclasses, mappings and sequences: (where, text, whether it has formatting)."""
    if isinstance(value, str):
        yield path, value, False
    elif dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            if field.name not in OPAQUE:
                spoken = isinstance(value, TimelineItem) and value.spoken and field.name == "text"
                spoken = spoken or (isinstance(value, FoundMessage) and field.name == "text")
                for where, text, inside in strings(getattr(value, field.name), f"{path}.{field.name}"):
                    yield where, text, spoken or inside
    elif isinstance(value, Mapping):
        for key, item in value.items():
            yield from strings(key, f"{path} key")
            yield from strings(item, f"{path}[]")
    elif isinstance(value, list | tuple | set | frozenset):
        for item in value:
            yield from strings(item, f"{path}[]")


def check(value: Any) -> None:
    for where, text, spoken in strings(value, type(value).__name__):
        kept = KEPT | CODES if spoken else KEPT - {"\n", "\t"}
        assert not hidden(text, kept), f"{where}: {text!r}"


def attacked(store: Store | None = None) -> Stage:
    stage = Stage("victim", caps=capabilities(), store=store)
    stage.do("connect")
    stage.session.connected(stage.now)
    stage.settle()
    stage.feed(f":{NAME} CAP * LS :{stage.caps} {NAME}={NAME}")
    for line in [line for line in stage.said if line.startswith("CAP REQ")]:
        stage.feed(f":{NAME} CAP * ACK {line.removeprefix('CAP REQ ')}")
    stage.feed(*greeting("victim"))
    for line in lines("victim"):
        stage.feed(line)
    stage.do("whois", NAME)
    stage.feed(*whois("victim"))
    stage.do("list_rooms")
    stage.feed(*rooms("victim"))
    stage.do("search", "a")
    stage.do("focus", "#room")
    return stage


def test_every_field_of_every_model_and_event_is_safe_to_draw() -> None:
    stage = attacked()
    check(stage.network)
    for event in stage.events:
        check(event)
    kinds = {type(event).__name__ for event in stage.events}
    wanted = {
        *(
            "RoomAdded",
            "TopicChanged",
            "MembersChanged",
            "UserChanged",
            "TypingChanged",
            "ItemsInserted",
            "ItemChanged",
        ),
        *("Attention", "Notice", "SearchResults", "WhoisResult", "RoomList", "Invited", "RoomRenamed"),
        *("AccountChanged", "Registered"),
    }
    assert wanted <= kinds
    assert any(item.reactions for item in stage.items())


def test_it_is_safe_when_it_comes_back_from_the_disk_too() -> None:
    store = Store(":memory:")
    raw = TimelineItem(
        1, ItemKind.MESSAGE, 5, author=EVIL, text=TEXT, target=EVIL, account=EVIL, reactions={EVIL: (EVIL,)}
    )
    first = Stage(store=store)
    first.online()
    first.join("#room")
    store.shelf(first.session.config.key, "#room").add([raw])
    store.flush()
    again = Stage(store=store)
    assert any(item.author for item in again.network.rooms["#room"].items)
    check(again.network)
    check(store.search(first.session.config.key, "", "", "", 10))


def test_why_a_connection_ended_is_safe_too() -> None:
    stage = attacked()
    stage.feed(f":srv ERROR :Closing link: {TEXT}")
    stage.do("disconnected", TEXT)
    check(stage.network)
    assert stage.network.reason


def test_the_person_can_still_be_addressed() -> None:
    """The server is told the name it knows, whether the person typed what is shown or what was said."""
    stage = Stage()
    stage.online()
    stage.join()
    nick = "b\u202eo\x02b\u2039U+202E\u203a"
    stage.feed(f":{nick}!u@h PRIVMSG alice :hello", f"PING :{nick}")
    assert stage.said[-1] == f"PONG {nick}"
    room = next(room for room in stage.network.rooms.values() if room.kind is RoomKind.DIRECT)
    stage.answer_history(nick)
    stage.do("send_message", room.key, f"to {EVIL}")
    assert f"PRIVMSG {nick} :to {EVIL}" in stage.said[-1]
    assert stage.do("open_direct", room.name) == room.key
    stage.do("submit", room.key, f"/kick #room {room.name} go")
    assert stage.said[-1] == f"KICK #room {nick} go"


def test_names_that_differ_only_in_what_cannot_be_seen_look_different() -> None:
    stage = Stage()
    stage.online()
    stage.join("#room", "bob", "bob\u200b", "bob\u200e", "\x02bob", "bo\u034fb", "bob\u202c", "b\u200dob")
    shown = {member.nick for member in stage.network.rooms["#room"].members.values()}
    assert len(shown) == 8


def test_an_honest_name_stays_as_it_is() -> None:
    for name in ("zoë", "Ωμέγα", "שלום", "محمد", "می\u200cخواهم", "👩\u200d👩\u200d👧", "क्षि", "ไม่", "❤️", "a b"):
        assert sanitize.name(name) == name


@given(st.text(max_size=40), st.text(max_size=40))
def test_no_two_names_are_shown_alike_and_each_has_a_way_back(one: str, other: str) -> None:
    assert sanitize.wire(sanitize.name(one)) == one
    assert (sanitize.name(one) == sanitize.name(other)) == (one == other)
    assert sanitize.shown(sanitize.name(one)) == sanitize.name(one)
    assert not hidden(sanitize.name(one), frozenset("\u200c\u200d"))


def test_an_echo_is_known_again_though_it_held_something_invisible() -> None:
    stage = Stage(caps="message-tags echo-message")
    stage.online()
    stage.join(history=False)
    stage.do("send_message", "#room", "zero\u200bwidth")
    stage.feed(said_at(1, "zero\u200bwidth", nick="alice"))
    (item,) = stage.items()
    assert item.send_state == "sent"
