# SPDX-License-Identifier: GPL-3.0-or-later
"""Who may speak in a channel, and who hears it, as a table."""

import pytest

from services.chat.rules import Refusal, is_ctcp, speaks_to
from tests.support.scene import Scene

NO = "ERR_CANNOTSENDTOCHAN"


def scene(*modes: str, inside: bool = True, status: str = "", account: str = "") -> Scene:
    scene = Scene()
    scene.connect("alice")
    scene.connect("bob", account=account)
    scene.join("#room", "alice", *(["bob"] if inside else []))
    scene.mode("#room", "alice", "-nt")
    if modes:
        scene.mode("#room", "alice", *modes)
    if status:
        scene.mode("#room", "alice", f"+{status}", "bob")
    return scene


# modes, inside, status, account, text -> "" everyone hears it, `o` operators do, or the refusal
TABLE = [
    ((), True, "", "", "hi", ""),
    ((), False, "", "", "hi", ""),
    # "users MUST be joined to the channel in order to send … ERR_CANNOTSENDTOCHAN"
    (("+n",), False, "", "", "hi", NO),
    (("+n",), True, "", "", "hi", ""),
    # "only users who have channel privileges may send messages to that channel"
    (("+m",), True, "", "", "hi", NO),
    (("+m",), True, "v", "", "hi", ""),
    (("+m",), True, "h", "", "hi", ""),
    (("+m",), False, "", "", "hi", NO),
    # "If <target> is a channel name and the client is banned and not covered by a ban exemption, the message will not
    # be delivered"
    (("+b", "bob!*@*"), True, "", "", "hi", NO),
    (("+b", "bob!*@*"), True, "v", "", "hi", ""),
    (("+be", "bob!*@*", "*!*@*"), True, "", "", "hi", ""),
    (("+b", "m:bob!*@*"), True, "", "", "hi", NO),
    (("+b", "m:a:robert"), True, "", "robert", "hi", NO),
    (("+M",), True, "", "", "hi", NO),
    (("+M",), True, "", "robert", "hi", ""),
    (("+M",), True, "v", "", "hi", ""),
    (("+C",), True, "", "", "hi", ""),
    (("+C",), True, "o", "", "\x01VERSION\x01", NO),
    (("+C",), True, "", "", "\x01ACTION waves\x01", ""),
    (("+mU",), True, "", "", "hi", "o"),
    (("+mU",), True, "v", "", "hi", ""),
    (("+MU",), True, "", "", "hi", "o"),
    (("+bU", "bob!*@*"), True, "", "", "hi", "o"),
    (("+bU", "m:bob!*@*"), True, "", "", "hi", "o"),
    (("+U",), True, "", "", "hi", ""),
    (("+mU",), False, "", "", "hi", "o"),
    (("+mnU",), False, "", "", "hi", NO),  # what comes from outside is refused as before
    (("+mCU",), True, "", "", "\x01VERSION\x01", NO),
    (("+mU",), True, "", "", "", NO),  # what has no text is not worth an operator's time
]


@pytest.mark.parametrize(("modes", "inside", "status", "account", "text", "expected"), TABLE)
def test_who_is_heard_by_whom(
    modes: tuple[str, ...], inside: bool, status: str, account: str, text: str, expected: str
) -> None:
    place = scene(*modes, inside=inside, status=status, account=account)
    try:
        heard = speaks_to(place.channel("#room"), place.user("bob"), text)
    except Refusal as refusal:
        heard = str(refusal.args[0])
    assert heard == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("hello", False),
        ("\x01ACTION waves\x01", False),
        ("\x01action waves", False),
        ("\x01ACTION\x01", False),
        ("\x01ACTIONS\x01", True),
        ("\x01VERSION\x01", True),
        ("\x01", True),
        ("a\x01VERSION\x01", False),
    ],
)
def test_what_is_ctcp(text: str, expected: bool) -> None:
    assert is_ctcp(text) is expected
