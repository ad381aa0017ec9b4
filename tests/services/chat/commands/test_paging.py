# SPDX-License-Identifier: GPL-3.0-or-later
"""Who pages by time gets everything once, however much was said in one millisecond, and comes to an end.

Source: IRCv3 chathistory ("before and excluding", "after and excluding"), search.
"""

from collections.abc import Callable, Iterator

import pytest

from services.chat.ids import Ids
from tests.support.client import Client
from tests.support.server import Server

SAID = 23
EARLY, LATE = "2000-01-01T00:00:00.000Z", "2200-01-01T00:00:00.000Z"
CAPS = "batch draft/chathistory message-tags server-time soju.im/search"


class Burst:
    """A clock that stands still for some readings, again and again."""

    def __init__(self, start: int) -> None:
        self.asked = 0
        self.start = start

    def __call__(self) -> int:
        self.asked += 1
        return self.start + self.asked // 9


@pytest.fixture(scope="module")
def asker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    """A client in #x, where SAID messages were said, several in each millisecond; and to SAID people, likewise."""
    limits = {"flood_burst": 0, "connect_rate": 0.0}
    with Server(tmp_path_factory.mktemp("paging"), autojoin=["#x"], limits=limits) as server:
        people = [server.client(f"person{number:02}") for number in range(SAID)]
        client = server.client("asker", CAPS)
        ids = server.app.house.ids
        crowded(ids)
        for number in range(SAID):
            client.send(f"PRIVMSG #x :said {number:02}", f"PRIVMSG person{number:02} :hello")
        client.lines()
        assert len(people) == SAID
        yield client


def crowded(ids: Ids) -> None:
    """From now on several events have the same time."""
    ids._clock, ids._ahead = Burst(ids.now() + 1000), 0


def page(client: Client, line: str) -> list[tuple[str, str]]:
    """Time and text of the messages that answer this."""
    client.send(line)
    client.until("BATCH")
    found = []
    while (message := client.message()).command != "BATCH":
        if message.command == "CHATHISTORY":
            found.append((message.params[-1].removeprefix("timestamp="), message.params[1]))
        elif message.command == "PRIVMSG":
            found.append((message.tags["time"], message.params[1]))
    return found


def walk(ask: Callable[[str, str], list[tuple[str, str]]], forwards: bool) -> list[str]:
    """Everything, by pages that go on where the one before ended."""
    low, high, found = EARLY, LATE, list[str]()
    for _ in range(2 * SAID):
        got = ask(low, high)
        if not got:
            return found
        texts = [text for _, text in got]
        found = found + texts if forwards else texts + found
        low, high = (got[-1][0], high) if forwards else (low, got[0][0])
    raise AssertionError("there is no end to it")


WAYS: dict[str, tuple[str, bool]] = {
    "AFTER": ("CHATHISTORY AFTER #x timestamp={low} {limit}", True),
    "BEFORE": ("CHATHISTORY BEFORE #x timestamp={high} {limit}", False),
    "BETWEEN": ("CHATHISTORY BETWEEN #x timestamp={low} timestamp={high} {limit}", True),
    "BETWEEN, backwards": ("CHATHISTORY BETWEEN #x timestamp={high} timestamp={low} {limit}", False),
    "SEARCH after": ("SEARCH text=said;in=#x;after={low};limit={limit}", True),
    "SEARCH before": ("SEARCH text=said;in=#x;before={high};limit={limit}", False),
}


@pytest.mark.parametrize("limit", [1, 2, 3, 5, 22, 23, 24])
@pytest.mark.parametrize("way", WAYS)
def test_all_that_was_said(asker: Client, way: str, limit: int) -> None:
    line, forwards = WAYS[way]
    found = walk(lambda low, high: page(asker, line.format(low=low, high=high, limit=limit)), forwards)
    assert found == [f"said {number:02}" for number in range(SAID)]


@pytest.mark.parametrize("limit", [1, 2, 3, 5, 22, 23, 24])
@pytest.mark.parametrize("forwards", [True, False])
def test_all_that_were_written_to(asker: Client, forwards: bool, limit: int) -> None:
    def ask(low: str, high: str) -> list[tuple[str, str]]:
        first, second = (low, high) if forwards else (high, low)
        return page(asker, f"CHATHISTORY TARGETS timestamp={first} timestamp={second} {limit}")

    found = walk(ask, forwards)
    assert sorted(found) == sorted(["#x", *(f"person{number:02}" for number in range(SAID))])


@pytest.mark.parametrize("limit", [1, 2, 5])
def test_the_newest_are_as_many_as_were_asked_for(asker: Client, limit: int) -> None:
    """LATEST with `*` names no time to go on from: it gives no more than `limit`."""
    newest = page(asker, f"CHATHISTORY LATEST #x * {limit}")
    assert [text for _, text in newest] == [f"said {number:02}" for number in range(SAID - limit, SAID)]


def test_by_msgid_a_page_is_as_long_as_it_was_asked_for(asker: Client) -> None:
    """ "This will allow BEFORE, AFTER, and BETWEEN queries that use msgids for pagination to function as expected"."""
    asker.send("CHATHISTORY LATEST #x * 1")
    asker.until("BATCH")
    newest = asker.until("PRIVMSG").tags["msgid"]
    asker.until("BATCH")
    got = page(asker, f"CHATHISTORY BEFORE #x msgid={newest} 3")
    assert [text for _, text in got] == ["said 19", "said 20", "said 21"]
