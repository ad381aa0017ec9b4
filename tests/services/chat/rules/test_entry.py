# SPDX-License-Identifier: GPL-3.0-or-later
"""Who may come into a channel, as a table. Each row quotes what Modern IRC says of the mode, if it does."""

import pytest

from services.chat.events import Invited
from services.chat.rules import INVITATION_MS, INVITATIONS, Refusal, may_join
from tests.support.scene import Scene


def answer(scene: Scene, nick: str = "bob", key: str = "", later: int = 0) -> str:
    try:
        may_join(scene.channel("#room"), scene.user(nick), key, scene.now + later)
    except Refusal as refusal:
        return str(refusal.args[0])
    return ""


def room(*modes: str, account: str = "") -> Scene:
    scene = Scene()
    scene.connect("alice", "carol")
    scene.connect("bob", account=account)
    scene.join("#room", "alice")
    if modes:
        scene.mode("#room", "alice", *modes)
    return scene


TABLE = [
    ((), "", "", ""),
    # "If they have not received an invite, they will receive an ERR_INVITEONLYCHAN reply"
    (("+i",), "", "", "ERR_INVITEONLYCHAN"),
    # "If their nickmask matches any one of the masks set by this mode … they do not need to require an INVITE"
    (("+iI", "bob!*@*"), "", "", ""),
    (("+iI", "a:robert"), "", "robert", ""),
    (("+iI", "a:robert"), "", "", "ERR_INVITEONLYCHAN"),
    # "If they do not supply a <key>, or the key they supply does not match … ERR_BADCHANNELKEY"
    (("+k", "secret"), "", "", "ERR_BADCHANNELKEY"),
    (("+k", "secret"), "Secret", "", "ERR_BADCHANNELKEY"),
    (("+k", "secret"), "secret", "", ""),
    # "If they match one of these banned masks, they will receive an ERR_BANNEDFROMCHAN"
    (("+b", "*!*@host.example"), "", "", "ERR_BANNEDFROMCHAN"),
    (("+be", "*!*@host.example", "bob!*@*"), "", "", ""),
    (("+b", "m:*!*@*"), "", "", ""),
    # "matches or exceeds the value of this mode, new users cannot join"
    (("+l", "1"), "", "", "ERR_CHANNELISFULL"),
    (("+l", "2"), "", "", ""),
    (("+R",), "", "", "ERR_NEEDREGGEDNICK"),
    (("+R",), "", "robert", ""),
    (("+RI", "bob!*@*"), "", "", ""),
    (("+mntsCMU",), "", "", ""),
]


@pytest.mark.parametrize(("modes", "key", "account", "expected"), TABLE)
def test_modes_keep_people_out(modes: tuple[str, ...], key: str, account: str, expected: str) -> None:
    assert answer(room(*modes, account=account), key=key) == expected


CLOSED = ("+iklRb", "secret", "1", "bob!*@*")


def test_an_operators_invitation_opens_everything_for_a_day() -> None:
    scene = room(*CLOSED)
    bob = scene.user("bob")
    scene.apply(Invited(*scene.act("alice"), "#room", "#room", bob.uid, "bob"))
    assert answer(scene) == ""
    assert answer(scene, "carol") == "ERR_INVITEONLYCHAN"
    assert answer(scene, later=INVITATION_MS) == ""
    assert answer(scene, later=INVITATION_MS + 1) == "ERR_INVITEONLYCHAN"


def test_an_invitation_is_used_up() -> None:
    scene = room(*CLOSED)
    bob = scene.user("bob")
    scene.apply(Invited(*scene.act("alice"), "#room", "#room", bob.uid, "bob"))
    scene.join("#room", "bob")
    assert bob.uid not in scene.channel("#room").invited


def test_what_a_plain_member_says_opens_nothing() -> None:
    scene = room()
    scene.join("#room", "carol")
    scene.mode("#room", "alice", "+b", "bob!*@*")
    scene.apply(Invited(*scene.act("carol"), "#room", "#room", scene.user("bob").uid, "bob"))
    assert answer(scene) == "ERR_BANNEDFROMCHAN"


def test_invitations_are_bounded() -> None:
    scene = room("+i")
    nicks = [f"guest{number}" for number in range(INVITATIONS + 1)]
    scene.connect(*nicks)
    for nick in nicks:
        scene.apply(Invited(*scene.act("alice"), "#room", "#room", scene.user(nick).uid, nick))
    assert len(scene.channel("#room").invited) == INVITATIONS
    assert answer(scene, nicks[0]) == "ERR_INVITEONLYCHAN"
    assert answer(scene, nicks[-1]) == ""
