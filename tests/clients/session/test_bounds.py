# SPDX-License-Identifier: GPL-3.0-or-later
"""How much a server can make a session hold: bytes of memory, whatever it says and however it packs it."""

import tracemalloc
from collections.abc import Iterator
from itertools import islice

import pytest

from clients.session import events as ev
from clients.session.config import Limits
from clients.session.model import ConnectionState
from clients.session.session import Session
from tests.clients.session.stage import START, Stage, said_at

MIB = 1 << 20
LIMITS = Limits(
    rooms=50, members_per_room=2000, members=4000, users=4000, items_bytes=4 * MIB, batch_bytes=2 * MIB, list_rows=1000
)
WORST = 24 * MIB  # the two above, and people, rooms and tables at their worst
TAGS = ";".join(f"{number:x}" for number in range(1700))[:8100]


def online() -> Session:
    session = Session(Stage(limits=LIMITS).session.config, START)
    session.connect(START)
    session.connected(START)
    session.feed(
        b":srv CAP * LS :batch message-tags server-time draft/metadata-2\r\n"
        b":srv CAP * ACK :batch message-tags server-time draft/metadata-2\r\n"
        b":srv 001 alice :hi\r\n:srv 376 alice :end\r\n:alice!u@h JOIN #room\r\n",
        START,
    )
    return session


def batches(of: str) -> Iterator[str]:
    """Open batches, nested in each other, never closed: `of` is what they are full of."""
    for number in range(40):
        inside = f"@batch=b{number - 1} " if number % 4 else ""
        kind = ("chathistory", "draft/multiline", "labeled-response")[number % 3]
        yield f"{inside}:srv BATCH +b{number} {kind} #room"
        for _ in range(150):
            yield f"@batch=b{number}{of}"


FLOODS = {
    "tags in batches": lambda: batches(f";{TAGS} :x PRIVMSG #room :y"),
    "long lines in batches": lambda: batches(f" :x PRIVMSG #room :{'y' * 7000}"),
    "wide letters in batches": lambda: batches(f" :x PRIVMSG #room :{'𝔸' * 2000}"),
    "many parameters in batches": lambda: batches(f" :x PRIVMSG #room {'y ' * 3000}"),
    "short lines in batches": lambda: batches(" x"),
    "long messages": lambda: (f":x!u@h PRIVMSG #room :{n} {'y' * 7000}" for n in range(4000)),
    "messages of strangers": lambda: (f":x{n}!u@h PRIVMSG alice :{n} {'y' * 4000}" for n in range(4000)),
    "notices of the server": lambda: (f":srv NOTICE alice :{n} {'y' * 7000}" for n in range(4000)),
    "message of the day": lambda: (f":srv 372 alice :{n} {'y' * 7000}" for n in range(4000)),
    "unknown numerics": lambda: (f":srv 299 alice :{n} {'y' * 7000}" for n in range(4000)),
    "reactions": lambda: (
        f"@+draft/reply={'m' * 190}{n % 3000};+draft/react={n} :{'x' * 150}{n}!u@h TAGMSG #room" for n in range(25_000)
    ),
    "redactions": lambda: (f":x!u@h REDACT #room {'m' * 190}{n} :{'y' * 5000}" for n in range(9000)),
    "members": lambda: (
        f":n{n}{'x' * 150}!{'u' * 3000}@{'h' * 3000} JOIN #room {'a' * 500} :{'r' * 900}" for n in range(9000)
    ),
    "names": lambda: (f":srv 353 alice = #room :{' '.join(f'n{n}x{k}' for k in range(500))}" for n in range(100)),
    "strangers' away": lambda: (f":n{n}{'x' * 150}!u@h AWAY :{'r' * 6000}" for n in range(9000)),
    "renames of strangers": lambda: (f":a{n}!u@h NICK b{n}{'x' * 190}" for n in range(20_000)),
    "profiles": lambda: (f":srv METADATA alice key{n} * :{'r' * 6000}" for n in range(9000)),
    "list": lambda: (f":srv 322 alice #{'c' * 150}{n} 5 :{'t' * 6000}" for n in range(9000)),
    "tokens": lambda: (f":srv 005 alice T{n}={'v' * 7000} :x" for n in range(3000)),
    "prefixes": lambda: (f":srv 005 alice PREFIX=({'o' * 3000}){'@' * 3000} :x" for n in range(30)),
    "capabilities": lambda: (f":srv CAP alice NEW :{' '.join(f'c{n}x{k}' for k in range(900))}" for n in range(200)),
    "capabilities in many lines": lambda: (f":srv CAP alice LS * :cap{n}={'v' * 7000}" for n in range(3000)),
    "capabilities come and go": lambda: (
        f":srv CAP alice {verb} :sasl" for _ in range(9000) for verb in ("NEW", "DEL")
    ),
    "login data": lambda: (f"AUTHENTICATE {'A' * 400}" for n in range(9000)),
    "typing": lambda: (f"@+typing=active :n{n}{'x' * 150}!u@h TAGMSG #room" for n in range(9000)),
    "modes": lambda: (f":srv MODE #room +{chr(0x4E00 + n)} {'k' * 5000}" for n in range(3000)),
    "whois": lambda: (f":srv 320 alice bob {'w ' * 3000}" for n in range(3000)),
    "rooms come and go": lambda: (f":alice!u@h {verb} #r{n % 40}" for n in range(9000) for verb in ("JOIN", "PART")),
    "markers": lambda: (f":srv MARKREAD #x{n}{'x' * 900} timestamp=2027-01-15T08:00:01.000Z" for n in range(9000)),
    "odd letters": lambda: (
        ":x!u@h PRIVMSG #room :" + "".join(chr(0x40000 + n * 1000 + k) for k in range(1000)) for n in range(60)
    ),
    "lines without an end": lambda: ("x" * 100_000 for _ in range(300)),
}


@pytest.mark.parametrize("flood", FLOODS)
def test_a_flood_is_bounded(flood: str) -> None:
    session = online()
    session.list_rooms(START)
    session.whois("bob", START)
    session.take_events()
    session.take_output()
    tracemalloc.start()
    try:
        before = tracemalloc.get_traced_memory()[0]
        lines = FLOODS[flood]()
        ended = "" if flood == "lines without an end" else "\r\n"
        for number, line in enumerate(lines):
            session.feed((line + ended).encode(), START + number / 100)
            if number % 50 == 0:
                session.take_events()
                session.take_output()
        session.take_events()
        session.take_output()
        held = tracemalloc.get_traced_memory()[0] - before
    finally:
        tracemalloc.stop()
    assert held < WORST, f"{held / MIB:.0f} MiB"


def test_batches_over_the_bound_end_the_connection_with_a_sentence() -> None:
    stage = Stage(limits=LIMITS)
    stage.online()
    stage.join()
    stage.feed(*islice(batches(f" :x PRIVMSG #room :{'y' * 7000}"), 600))
    assert stage.network.state is ConnectionState.WAITING
    assert "more at once" in stage.network.reason
    stage.wait(70)
    stage.session.connected(stage.now)
    stage.settle()
    stage.greet()
    assert stage.network.state is ConnectionState.ONLINE


def test_lines_over_the_bound_are_told_once() -> None:
    stage = Stage(limits=Limits(batch_lines=10))
    stage.online()
    stage.join()
    stage.feed(
        ":srv BATCH +x chathistory #room",
        *[f"@batch=x {said_at(n, f'line {n}')[1:]}" for n in range(1, 30)],
        ":srv BATCH -x",
    )
    assert [sentence for sentence in stage.sentences() if "left out" in sentence] == [stage.sentences()[-1]]


def test_the_largest_room_gives_up_its_oldest_and_the_newest_stays() -> None:
    stage = Stage(limits=Limits(items_bytes=MIB))
    stage.online()
    stage.join("#small")
    stage.join("#large")
    stage.feed(said_at(1, "little", room="#small"))
    for number in range(400):
        stage.feed(said_at(number, f"{number} {'y' * 5000}", room="#large", msgid=f"l{number}"))
    assert stage.texts("#small") == ["little"]
    assert stage.texts("#large")[-1].startswith("399 ")
    assert 50 < len(stage.texts("#large")) < 220


def test_a_multiline_message_has_an_end() -> None:
    stage = Stage()
    stage.online()
    stage.join()
    lines = [f"@batch=x :bob!u@h PRIVMSG #room :{'y' * 400}"] * 4000
    stage.feed(":bob!u@h BATCH +x draft/multiline #room", *lines, ":bob!u@h BATCH -x")
    assert len(stage.texts()[-1]) == 1 << 16


def test_a_server_that_reads_nothing_is_left() -> None:
    session = online()
    session.take_output()
    for number in range(4000):
        session.feed(f"PING :{number} {'x' * 400}\r\n".encode(), START)
    assert len(session.take_output()) <= LIMITS.output
    assert session.network.state is ConnectionState.WAITING
    assert "reads no answer" in session.network.reason
    assert not [event for event in session.take_events() if isinstance(event, ev.Notice)]
