# SPDX-License-Identifier: GPL-3.0-or-later
"""What commands cost beyond their own row: names, people, lines, bytes. How it is sliced: tests/faults/test_pace.py."""

import asyncio
import contextlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from services.chat.flows.drafting import TALKED
from services.chat.flows.pacing import LOOKED_AT
from services.chat.parts.scheduler import Scheduler
from tests.support.client import Client
from tests.support.server import Server, running

BURST = 200  # so that nobody has to wait here
LIMITS = {"flood_burst": BURST, "flood_rate": 0.1, "connect_rate": 0.0, "channels_per_user": 500}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with (
        running(tmp_path_factory.mktemp("pacing"), autojoin=[], limits=LIMITS, exempt_networks=[]) as here,
        contextlib.ExitStack() as stack,
    ):
        for number in range(30):
            crowd = stack.enter_context(contextlib.closing(here.client(f"crowd{number}")))
            crowd.send("JOIN #big")
            crowd.lines()
        yield here


def cost(server: Server, client: Client, *lines: str) -> float:
    """What is taken from the allowance of the only session called so."""
    session = next(s for s in server.app.house.sessions if s.uid == server.app.house.state.nicks[client.nick])
    session.tokens = float(BURST)
    client.send(*lines)
    client.lines()
    return BURST - session.tokens - 1  # the PING of `lines`


@pytest.mark.parametrize(
    ("line", "least", "most"),
    [
        ("PRIVMSG #big :x", 1, 1),
        ("PRIVMSG crowd1,crowd2,crowd3,crowd4 :x", 4, 4),
        (f"@+a={'x' * 3000} TAGMSG crowd1,crowd2", 7, 9),
        (f"JOIN {','.join(f'#j{n}' for n in range(40))}", 41, 45),
        (f"PART {','.join(f'#j{n}' for n in range(40))}", 40, 41),
        ("MODE crowd1 +i", 1, 1),
        ("\r\n".join(["PONG x"] * 20), 20, 20),  # it has no answer, but work it is
        ("WHO *x*y*z", 3.06, 3.5),
        ("WHO #big", 3.3, 4),
        (f"ISON {' '.join(f'n{n}' for n in range(50))}", 2, 2.1),
        (f"MONITOR + {','.join(f'n{n}' for n in range(50))}", 3, 4),
        ("MONITOR C", 2, 2.1),
        ("WHOIS crowd1,crowd2,crowd3,crowd4", 5, 5.5),
        ("LIST", 3.01, 4),
        ("AWAY :gone", 1, 1.1),
    ],
)
def test_cost_follows_the_work(server: Server, line: str, least: float, most: float) -> None:
    with contextlib.closing(server.client("asker", "message-tags")) as asker:
        if line.startswith("PART"):
            asker.send(line.replace("PART", "JOIN"))
            asker.lines()
        found = cost(server, asker, line)
        assert least - 0.2 <= found <= most + 0.2  # as time passes, a little is regained
        asker.send("QUIT")
        with contextlib.suppress(EOFError):
            while True:
                asker.line()


@pytest.mark.parametrize(("line", "usual"), [("AWAY :gone", 1), ("NICK other", 2.2), ("SETNAME :other", 2)])
def test_a_change_costs_by_those_who_are_told(server: Server, line: str, usual: float) -> None:
    with contextlib.closing(server.client("changing", "setname")) as asker:
        asker.send("JOIN #big,#other")
        asker.lines()
        people = sum(len(server.app.house.state.channels[key].members) for key in ("#big", "#other"))
        session = next(s for s in server.app.house.sessions if s.uid == server.app.house.state.nicks["changing"])
        session.tokens = float(BURST)
        asker.send(line)
        asker.lines()
        assert people > 30
        wanted = usual + people * LOOKED_AT
        assert wanted - 0.05 <= BURST - session.tokens - 1 <= wanted + 0.001  # a little is regained


def test_each_mask_of_a_list_costs(server: Server) -> None:
    with contextlib.closing(server.client("banner")) as banner:
        banner.send("JOIN #bans")
        banner.lines()
        masks = [f"*!*@{number}.example" for number in range(6)]
        assert 5.8 <= cost(server, banner, f"MODE #bans +bbbbbb {' '.join(masks)}") <= 6.2


def test_what_is_said_to_the_house_s_own_in_several_lines_costs_by_its_lines(server: Server) -> None:
    with contextlib.closing(server.client("talker", "batch draft/multiline message-tags")) as talker:
        lines = ["@batch=1 PRIVMSG ChanServ :HELP"] * 20
        found = cost(server, talker, "BATCH +1 draft/multiline ChanServ", *lines, "BATCH -1")
        assert 22 + 20 * TALKED - 0.2 <= found <= 22 + 20 * TALKED + 0.2


def test_chanserv_costs_by_the_channels_it_looks_at_and_by_those_who_are_told(server: Server) -> None:
    with contextlib.ExitStack() as stack:
        founder = stack.enter_context(contextlib.closing(server.client("founder")))
        founder.send("REGISTER * * sesame-seed")
        for first in (0, 60, 120):
            cost(server, founder, f"JOIN {','.join(f'#o{number}' for number in range(first, first + 60))}")
        channels = len(server.app.house.state.channels)
        assert channels >= 150
        usual = 2 + channels * LOOKED_AT
        assert usual - 0.1 <= cost(server, founder, "CS REGISTER #o0") <= usual + 0.1
        for number in range(30):
            guest = stack.enter_context(contextlib.closing(server.client(f"guest{number}")))
            guest.send("JOIN #o0")
            guest.lines()
        told = sum(range(1, 31)) * LOOKED_AT
        assert 2 + told - 0.2 <= cost(server, founder, "CS CLEAR #o0 USERS") <= 2 + told + 0.2


def test_history_costs_by_its_rows_and_bytes(server: Server) -> None:
    with contextlib.closing(server.client("reader", "batch draft/chathistory")) as reader:
        reader.send("JOIN #past")
        reader.lines()
        few = cost(server, reader, "CHATHISTORY LATEST #past * 1000")
        for _ in range(4):
            cost(server, reader, *(f"PRIVMSG #past :{'x' * 300}" for _ in range(50)))
        assert 1.9 + few <= cost(server, reader, "CHATHISTORY LATEST #past * 1000") <= 4 + few


def test_a_debt_is_waited_for(tmp_path: Path) -> None:
    """The next line waits until it is paid, and not longer."""
    limits = LIMITS | {"flood_burst": 5, "flood_rate": 40.0}
    with running(tmp_path, autojoin=[], limits=limits, exempt_networks=[]) as server:
        alice = server.client("alice")
        clock = asyncio.new_event_loop()
        begun = clock.time()
        alice.send(f"JOIN {','.join(f'#{n}' for n in range(60))}")
        alice.lines()
        assert 1.2 <= clock.time() - begun < 8  # 61 of which 5 were there, at 40 a second
        clock.close()


def test_one_slice_in_a_turn_of_the_loop() -> None:
    async def run() -> list[tuple[str, int]]:
        scheduler, done, turns = Scheduler(), list[tuple[str, int]](), 0
        loop = asyncio.get_running_loop()

        def count() -> None:
            nonlocal turns
            turns += 1
            loop.call_soon(count)

        async def work(name: str) -> None:
            for _ in range(3):
                await scheduler.turn()
                done.append((name, turns))

        loop.call_soon(count)
        cancelled = asyncio.create_task(work("never"))
        tasks = [asyncio.create_task(work(name)) for name in "abc"]
        await asyncio.sleep(0)
        cancelled.cancel()
        await asyncio.gather(*tasks)
        return done

    done = asyncio.run(run())
    shown = [name for name, _ in done if name != "never"]
    assert sorted(shown[:3]) == sorted(shown[3:6]) == sorted(shown[6:]) == ["a", "b", "c"], "each in its turn"
    turns = [turn for _, turn in done]
    assert len(set(turns)) == len(turns), "no two in one"


def test_a_change_of_metadata_is_told_in_slices_and_paid_for(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    """Else twenty who change theirs in a large room keep everybody waiting."""
    house, turns = server.app.house, []
    turn = house.scheduler.turn

    async def counted() -> None:
        turns.append(1)
        await turn()

    with contextlib.ExitStack() as stack:
        people = []
        for name in (f"subscriber{number}" for number in range(20)):
            people.append(stack.enter_context(contextlib.closing(server.client(name, "batch draft/metadata-3"))))
            people[-1].send("METADATA * SUB avatar", "JOIN #told")
            people[-1].lines()
        author, others = people[0], people[1:]
        monkeypatch.setattr(house.scheduler, "turn", counted)
        found = cost(server, author, "METADATA * SET avatar :one")
        assert turns
        assert 2.19 <= found <= 3
        author.send("METADATA * SET avatar :two", "QUIT")
        for one in others:
            told = [line.split(" :")[-1] for line in one.lines() if " 761 " in line]
            assert told[:1] == ["one"]
            while told[-1:] != ["two"]:
                told.append(one.until("761").params[-1])


def test_staying_costs_as_much_as_the_rooms_that_are_kept(server: Server) -> None:
    """Each is an event that every later start replays: without a price, one client on and off writes many of them."""
    with contextlib.closing(server.client("stayer")) as stayer:
        stayer.send("REGISTER * * sesame-seed", f"JOIN {','.join(f'#s{n}' for n in range(40))}")
        stayer.lines()
        assert cost(server, stayer, "NS SET ALWAYS-ON ON") >= 41.8
        assert cost(server, stayer, "NS SET ALWAYS-ON OFF") <= 2.2
        stayer.send("QUIT")


def test_a_new_nickname_costs_by_the_rooms_in_which_it_is_written_down(server: Server) -> None:
    """Twenty people in a hundred rooms each would keep the disk, and so everybody, busy with two thousand rows."""
    with contextlib.closing(server.client("renamer")) as renamer:
        renamer.send(f"JOIN {','.join(f'#n{n}' for n in range(40))}")
        renamer.lines()
        session = next(s for s in server.app.house.sessions if s.uid == server.app.house.state.nicks["renamer"])
        session.tokens = float(BURST)
        renamer.send("NICK renamed")
        renamer.lines()
        assert 5.8 <= BURST - session.tokens - 1 <= 6.1  # as time passes, a little is regained
        renamer.send("QUIT")
