# SPDX-License-Identifier: GPL-3.0-or-later
"""Who receives a message. Clauses of Modern IRC's PRIVMSG are quoted beside what shows them."""

import pytest

from services.chat.events import MessageSent
from tests.support.scene import Scene


@pytest.mark.parametrize(("symbol", "floor", "expected"), [
    ("@", "o", {"alice", "dave"}),
    ("%", "h", {"alice", "dave", "bob"}),
    ("+", "v", {"alice", "dave", "bob", "carol"}),
    ("~", "q", {"dave"}),
])  # fmt: skip
def test_a_status_message_reaches_that_status_and_higher(symbol: str, floor: str, expected: set[str]) -> None:
    # "the message will be delivered only to the members of that channel with the given or higher status"
    scene = Scene()
    scene.connect("alice", "bob", "carol", "dave", "eve")
    scene.join("#room", "alice", "bob", "carol", "dave", "eve")
    scene.mode("#room", "alice", "+hvq", "bob", "carol", "dave")
    event = MessageSent(*scene.act("eve"), f"{symbol}#room", "PRIVMSG", f"{symbol}#room", "hi", floor=floor)
    (audience,) = scene.apply(event)
    assert {scene.state.users[uid].nick for uid in audience.users} == expected | {"eve"}, "the sender, for the echo"
