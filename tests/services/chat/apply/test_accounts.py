# SPDX-License-Identifier: GPL-3.0-or-later
"""Accounts and people who stay, as events bring them about: first in the log wins, a replay gives the same again."""

import dataclasses

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from services.chat.apply import apply
from services.chat.apply.accounts import PENDING_MS
from services.chat.events import (
    AbsenceChanged,
    AccountChanged,
    AccountDropped,
    AccountRegistered,
    AccountSettingsChanged,
    AccountVerified,
    AwayChanged,
    ChannelModesChanged,
    FingerprintAdded,
    FingerprintRemoved,
    HostChanged,
    Kicked,
    NickChanged,
    Parted,
    PasswordChanged,
    RealnameChanged,
    RoomKept,
    TopicChanged,
    UserKept,
    UserLet,
    UserModesChanged,
    UserQuit,
    restore,
)
from services.chat.state import AUTO_AWAY, State, User
from tests.services.chat.apply.world import World


@pytest.fixture
def world() -> World:
    return World()


def test_of_two_who_want_a_name_the_first_has_it(world: World) -> None:
    assert world.register("Alice") == ""
    assert world.register("alice") == "ACCOUNT_EXISTS"
    assert world.state.accounts["alice"].name == "Alice"
    assert world.replayed().accounts == world.state.accounts


def test_a_name_waits_a_day_for_its_code(world: World) -> None:
    world.register("alice", code="c")
    assert world.register("alice") == "ACCOUNT_EXISTS"
    assert world.submit(AccountVerified(*world.act(), "alice")) == ""
    assert world.submit(AccountVerified(*world.act(), "alice")) == "INVALID_CODE"
    assert not world.state.accounts["alice"].code
    world.register("bob", code="c")
    late = AccountRegistered(world.ids.now() + PENDING_MS + 1, "m", "", "", "", "bob", "other", "keys")
    assert world.submit(late) == ""
    assert world.state.accounts["bob"].password == "other"
    assert world.submit(dataclasses.replace(late, name="alice")) == "ACCOUNT_EXISTS"


def test_what_an_account_is_lasts(world: World) -> None:
    world.register("alice", email="a@example.org")
    world.register("bob")
    print_one, print_two = "1" * 64, "2" * 64
    world.submit(PasswordChanged(*world.act(), "alice", "new", "newer"))
    world.submit(AccountSettingsChanged(*world.act(), "alice", "on", "off"))
    assert world.submit(FingerprintAdded(*world.act(), "alice", print_one)) == ""
    assert world.submit(FingerprintAdded(*world.act(), "alice", print_two)) == ""
    assert world.submit(FingerprintAdded(*world.act(), "bob", print_one)) != ""
    assert world.submit(FingerprintRemoved(*world.act(), "bob", print_two)) != ""
    assert world.submit(FingerprintRemoved(*world.act(), "alice", print_two)) == ""
    alice = world.state.accounts["alice"]
    assert (alice.password, alice.scram, alice.email, alice.always_on, alice.multiclient) == (
        "new", "newer", "a@example.org", "on", "off",
    )  # fmt: skip
    assert world.state.fingerprints == {print_one: "alice"}
    for since in (7000, 5000):  # two people at once
        world.submit(AbsenceChanged(*world.act(), "alice", since, True))
    assert (alice.waiting, alice.registered_only) == (5000, True)
    world.submit(AbsenceChanged(*world.act(), "bob", 5000))
    world.submit(AbsenceChanged(*world.act(), "bob"))
    assert world.state.accounts["bob"].waiting == 0
    again = world.replayed()
    assert (again.accounts, again.fingerprints) == (world.state.accounts, world.state.fingerprints)
    world.submit(AccountDropped(*world.act(), "alice"))
    assert set(world.state.accounts) == {"bob"}
    assert world.state.fingerprints == {}
    assert world.replayed().accounts == world.state.accounts
    assert world.submit(PasswordChanged(*world.act(), "alice", "x", "y")) != ""


def test_who_shows_a_certificate_takes_it_from_who_only_named_it(world: World) -> None:
    for name in ("alice", "bob"):
        world.submit(AccountRegistered(*world.act(), name, "hash", "keys"))
    fingerprint = "ab" * 32
    world.submit(FingerprintAdded(*world.act(), "bob", fingerprint))
    assert "another account" in world.submit(FingerprintAdded(*world.act(), "alice", fingerprint))
    assert world.submit(FingerprintAdded(*world.act(), "alice", fingerprint, shown=True)) == ""
    assert world.state.fingerprints == {fingerprint: "alice"}
    assert not world.state.accounts["bob"].fingerprints
    assert world.submit(FingerprintAdded(*world.act(), "bob", fingerprint)) != ""
    assert world.replayed().fingerprints == world.state.fingerprints


def test_secrets_are_in_no_repr(world: World) -> None:
    event = AccountRegistered(*world.act(), "alice", "SECRET", "SECRET", "", "SECRET")
    world.submit(event)
    shown = f"{event!r} {PasswordChanged(*world.act(), 'alice', 'SECRET', 'SECRET')!r} {world.state!r}"
    assert "SECRET" not in shown


def test_a_nickname_that_is_an_account_belongs_to_it(world: World) -> None:
    world.register("alice")
    world.register("waiting", code="c")
    assert world.connect("u1", "ALICE") == "NICKNAME_RESERVED"
    assert world.connect("u1", "guest") == ""
    assert world.submit(NickChanged(*world.act("u1"), "alice")) == "NICKNAME_RESERVED"
    assert world.submit(NickChanged(*world.act("u1"), "waiting")) == ""
    world.submit(AccountChanged(*world.act("u1"), "alice"))
    assert world.submit(NickChanged(*world.act("u1"), "alice")) == ""
    assert world.connect("u2", "alice", "alice") == "ERR_NICKNAMEINUSE"


def test_dropping_an_account_logs_its_people_out(world: World) -> None:
    world.register("alice")
    world.connect("u1", "alice", "alice")
    world.connect("u2", "bob")
    world.join("u1", "#a")
    world.join("u2", "#a")
    (audience,) = apply(world.state, AccountDropped(*world.act("u1"), "alice"))
    assert isinstance(audience.event, AccountChanged)
    assert (audience.event.account, audience.event.name) == ("alice", "")
    assert set(audience.users) == {"u1", "u2"}
    assert world.state.users["u1"].account == ""
    assert world.submit(AccountChanged(*world.act("u1"), "alice")) != ""


def test_nobody_stays_for_an_account_that_they_have_left(world: World) -> None:
    """Else nothing would ever let them go: not their last client, and not their account."""
    stayed(world)
    world.register("bob")
    for name in ("", "bob"):
        assert world.submit(AccountChanged(*world.act("u1"), name)) != ""
    assert world.state.users["u1"].account == "alice"
    world.connect("u2", "carol", "bob")
    late = UserKept(*world.act("u2"), "carol", "u", "h", "r")
    assert world.submit(AccountChanged(*world.act("u2"), "")) == ""
    assert world.submit(late) != ""
    assert (world.state.users["u2"].always_on, world.state.accounts["bob"].kept) == (False, "")
    world.submit(AccountDropped(*world.act("u1"), "alice"))
    assert not world.state.users["u1"].always_on
    assert world.replayed().users == {}


def test_letting_one_go_who_never_stayed_lets_nobody_else_go(world: World) -> None:
    stayed(world)
    world.connect("u2", "alice_", "alice")
    world.submit(UserLet(*world.act("u2")))
    assert world.state.accounts["alice"].kept == "u1"
    assert world.replayed().users.keys() == {"u1"}


def stayed(world: World) -> None:
    world.register("alice")
    world.connect("u1", "alice", "alice")
    world.keep("u1")


def rooms(state: State, uid: str) -> dict[str, str]:
    return {key: state.channels[key].members[uid].statuses for key in state.users[uid].channels}


def test_who_stays_is_there_again_with_rooms_modes_and_roles(world: World) -> None:
    stayed(world)
    world.join("u1", "#A")
    world.join("u1", "#b")
    world.connect("u2", "bob")
    world.join("u2", "#b")
    world.submit(TopicChanged(*world.act("u1"), "#a", "#A", "ours"))
    world.submit(
        ChannelModesChanged(*world.act("u1"), "#a", "#A", (("+", "k", "key"), ("+", "v", "alice")), (("alice", "u1"),))
    )
    world.submit(NickChanged(*world.act("u1"), "Alice"))
    world.submit(RealnameChanged(*world.act("u1"), "Alice A."))
    world.submit(HostChanged(*world.act("u1"), "cloak.example", "server"))
    world.submit(UserModesChanged(*world.act("u1"), ("+i", "+B", "+o", "-w")))
    state = world.replayed()
    user = state.users["u1"]
    assert (user.nick, user.source, user.account) == ("Alice", "Alice!u@cloak.example", "alice")
    assert (user.realname, user.away, user.modes, user.marks) == ("Alice A.", AUTO_AWAY, {"i", "B"}, "B")
    assert state.nicks == {"alice": "u1"}
    assert rooms(state, "u1") == rooms(world.state, "u1") == {"#a": "ov", "#b": "o"}
    channel = state.channels["#a"]
    assert (channel.name, channel.modes) == ("#A", world.state.channels["#a"].modes)
    assert channel.topic is not None
    assert set(state.channels["#b"].members) == {"u1"}  # guests are gone


def test_parting_and_being_kicked_last_and_empty_rooms_are_gone(world: World) -> None:
    stayed(world)
    world.connect("u2", "bob")
    for name in ("#a", "#b", "#c"):
        world.join("u2", name)
        world.join("u1", name)
    world.submit(Parted(*world.act("u1"), "#a", "#a", ""))
    world.submit(Kicked(*world.act("u2"), "#b", "#b", "u1", "alice", ""))
    assert world.submit(Kicked(*world.act("u1"), "#c", "#c", "u2", "bob", "")) != ""
    state = world.replayed()
    assert rooms(state, "u1").keys() == {"#c"}
    assert state.channels.keys() == {"#c"}


def test_a_refused_join_leaves_no_room_behind(world: World) -> None:
    stayed(world)
    world.connect("u2", "bob")
    world.join("u2", "#a")
    world.submit(ChannelModesChanged(*world.act("u2"), "#a", "#a", (("+", "i", ""),)))
    assert world.join("u1", "#a") != ""
    assert "#a" not in world.state.users["u1"].channels


def test_one_person_of_an_account_stays(world: World) -> None:
    stayed(world)
    world.connect("u2", "alice_", "alice")
    assert world.keep("u2") != ""
    assert not world.state.users["u2"].always_on
    world.submit(UserQuit(*world.act("u1"), "killed"))
    assert world.replayed().users == {}
    assert world.keep("u2") == ""
    assert world.replayed().users.keys() == {"u2"}


def test_who_no_longer_stays_is_gone_at_once_when_no_client_came_back(world: World) -> None:
    stayed(world)
    world.join("u1", "#a")
    log = list(world.log)
    # a client is there: they go with it
    world.submit(UserLet(*world.act("u1")))
    assert "u1" in world.state.users
    assert not world.state.users["u1"].always_on
    assert world.replayed().users == {}
    # nobody has come since the restart
    world.log = log
    state = world.replayed()
    apply(state, UserLet(9, "m", "u1", "s", "alice"))
    assert (state.users, state.nicks, state.channels) == ({}, {}, {})
    # a client has come since the restart
    state = world.replayed()
    apply(state, AwayChanged(8, "m", "u1", "s", "alice", "", automatic=True))
    assert state.users["u1"].away == ""
    apply(state, UserLet(9, "m", "u1", "s", "alice"))
    assert "u1" in state.users


def test_a_room_kept_changes_nothing_for_who_is_here(world: World) -> None:
    stayed(world)
    world.submit(RoomKept(*world.act("u1"), "#a", "#a", "o"))
    assert world.state.users["u1"].channels == set()


@given(st.text(max_size=20), st.text(max_size=20))
def test_events_of_accounts_survive_the_log(name: str, more: str) -> None:
    for event in (
        AccountRegistered(1, "m", "u", "s", "a", name, more, more, more, more),
        AccountSettingsChanged(1, "m", "u", "s", "a", name, more),
        UserKept(1, "m", "u", "s", "a", name, more, "h", more),
        RoomKept(1, "m", "u", "s", "a", name, more, "o", (("k", more),)),
    ):
        assert restore(event.record()) == event


def presence(state: State) -> dict[str, object]:
    """What has to be the same after a restart: those who stay, and where."""
    kept = [user for user in state.users.values() if user.always_on]
    return {user.uid: (user.nick, user.account, sorted(user.channels)) for user in kept}


class Staying(RuleBasedStateMachine):
    """Whatever people do, a restart brings back exactly those who stay, under their names, in their rooms."""

    def __init__(self) -> None:
        super().__init__()
        self.world = World()
        self.count = 0

    @initialize()
    def begin(self) -> None:
        for name in ("alice", "bob"):
            self.world.register(name)

    def _some(self, pick: int) -> User | None:
        users = list(self.world.state.users.values())
        return users[pick % len(users)] if users else None

    @rule(nick=st.sampled_from(["alice", "bob", "carol", "alice_"]), account=st.sampled_from(["", "alice", "bob"]))
    def connect(self, nick: str, account: str) -> None:
        self.count += 1
        self.world.connect(f"u{self.count}", nick, account)

    @rule(pick=st.integers(0, 9))
    def keep(self, pick: int) -> None:
        user = self._some(pick)
        if user is not None and not user.channels:
            self.world.keep(user.uid)

    @rule(pick=st.integers(0, 9), channel=st.sampled_from(["#a", "#b"]))
    def join(self, pick: int, channel: str) -> None:
        if (user := self._some(pick)) is not None:
            self.world.join(user.uid, channel)

    @rule(pick=st.integers(0, 9), channel=st.sampled_from(["#a", "#b"]))
    def part(self, pick: int, channel: str) -> None:
        if (user := self._some(pick)) is not None:
            self.world.submit(Parted(*self.world.act(user.uid), channel, channel, ""))

    @rule(pick=st.integers(0, 9), other=st.integers(0, 9), channel=st.sampled_from(["#a", "#b"]))
    def kick(self, pick: int, other: int, channel: str) -> None:
        user, target = self._some(pick), self._some(other)
        if user is not None and target is not None:
            self.world.submit(Kicked(*self.world.act(user.uid), channel, channel, target.uid, target.nick, ""))

    @rule(pick=st.integers(0, 9), nick=st.sampled_from(["alice", "bob", "carol", "alice_", "Alice"]))
    def rename(self, pick: int, nick: str) -> None:
        if (user := self._some(pick)) is not None:
            self.world.submit(NickChanged(*self.world.act(user.uid), nick))

    @rule(pick=st.integers(0, 9))
    def leave(self, pick: int) -> None:
        if (user := self._some(pick)) is not None:
            self.world.submit(UserQuit(*self.world.act(user.uid), "bye"))

    @rule(pick=st.integers(0, 9))
    def let_go(self, pick: int) -> None:
        user = self._some(pick)
        if user is not None and user.always_on:
            self.world.submit(UserLet(*self.world.act(user.uid)))

    @invariant()
    def a_restart_brings_back_who_stays(self) -> None:
        assert presence(self.world.replayed()) == presence(self.world.state)


TestStaying = Staying.TestCase
TestStaying.settings = settings(
    max_examples=60, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck)
)
