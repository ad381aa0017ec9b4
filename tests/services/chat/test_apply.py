# SPDX-License-Identifier: GPL-3.0-or-later
"""Whatever happens in whatever order: the state stays in itself consistent, and what lasts comes back by a replay."""

import contextlib
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from services.chat.apply import apply, matters
from services.chat.apply.ownership import snapshot
from services.chat.events import (
    ChannelDropped,
    ChannelModesChanged,
    ChannelOffered,
    ChannelRegistered,
    ChannelRenamed,
    ChannelRolesChanged,
    ChannelTransferred,
    Event,
    HostChanged,
    Invited,
    Kicked,
    NickChanged,
    Parted,
    TopicChanged,
    UserModesChanged,
    UserQuit,
    restore,
)
from services.chat.flows.membership import listing
from services.chat.names import fold
from services.chat.rules import Refusal
from services.chat.state import STATUSES, Channel, State, prefixes
from tests.support.scene import Scene

NICKS = st.sampled_from(["alice", "Bob", "carol", "dave"])
ROOMS = st.sampled_from(["#one", "#Two", "#three"])
ACCOUNTS = st.sampled_from(["ann", "ben"])
MODES = st.sampled_from(
    [
        ("+m",), ("-m",), ("+i",), ("-i",), ("+k", "key"), ("-k", "*"), ("+l", "2"), ("-l",), ("+R",), ("-n",), ("+s",),
        ("+b", "bob!*@*"), ("-b", "BOB!*@*"), ("+e", "a:ann"), ("+I", "carol!*@*"), ("+b", "m:dave!*@*"),
        ("+o", "Bob"), ("-o", "alice"), ("+v", "carol"), ("+q", "dave"), ("-q", "dave"), ("+h", "alice"),
    ]
)  # fmt: skip


def lasting(state: State, channel: Channel) -> dict[str, Any]:
    ownership = channel.registration
    assert ownership is not None
    return {
        "name": channel.name,
        "created": channel.created_at,
        "content": snapshot(channel),
        "owner": (ownership.founder, ownership.time, dict(sorted(ownership.roles.items()))),
        "history": state.spans(channel.key),
    }


class Channels(RuleBasedStateMachine):
    """Events as the log could have them: some are refused, and those are in the log, too."""

    @initialize()
    def begin(self) -> None:
        self.scene = Scene()
        self.scene.connect("alice", account="ann")
        self.scene.connect("Bob", "carol")
        self.scene.join("#one", "alice", "Bob")
        self.versions: dict[int, tuple[Channel, int, tuple[str, ...]]] = {}

    def here(self, nick: str) -> bool:
        return self.scene.state.user(nick) is not None

    def there(self, *, registered: bool | None = None) -> list[Channel]:
        channels = self.scene.state.channels.values()
        return [c for c in channels if registered is None or registered == (c.registration is not None)]

    def acts(self, kind: type[Event], nick: str, channel: Channel, *fields: object, **more: object) -> None:
        self.scene.try_to(kind(*self.scene.act(nick), channel.key, channel.name, *fields, **more))  # type: ignore[arg-type]

    @rule(nick=NICKS, account=st.just("") | ACCOUNTS)
    def connects(self, nick: str, account: str) -> None:
        if not self.here(nick):
            self.scene.connect(nick, account=account)

    @rule(nick=NICKS)
    def quits(self, nick: str) -> None:
        if self.here(nick):
            self.scene.try_to(UserQuit(*self.scene.act(nick), "bye"))

    @rule(nick=NICKS, new=NICKS)
    def changes_nick(self, nick: str, new: str) -> None:
        if self.here(nick):
            self.scene.try_to(NickChanged(*self.scene.act(nick), new))

    @rule(nick=NICKS, host=st.sampled_from(["here.example", "there.example"]))
    def changes_host(self, nick: str, host: str) -> None:
        if self.here(nick):
            self.scene.try_to(HostChanged(*self.scene.act(nick), host, "test.server"))

    @rule(nick=NICKS, change=st.sampled_from(["+i", "-i", "+B", "-B"]))
    def changes_own_modes(self, nick: str, change: str) -> None:
        if self.here(nick):
            self.scene.try_to(UserModesChanged(*self.scene.act(nick), (change,)))

    @rule(nick=NICKS, room=ROOMS, key=st.sampled_from(["", "key"]))
    def joins(self, nick: str, room: str, key: str) -> None:
        if self.here(nick):
            self.scene.try_to(self.scene.joins(room, nick, key))

    @rule(nick=NICKS, data=st.data())
    @precondition(lambda self: self.there())
    def parts(self, nick: str, data: st.DataObject) -> None:
        if self.here(nick):
            self.acts(Parted, nick, data.draw(st.sampled_from(self.there())), "bye")

    @rule(nick=NICKS, other=NICKS, data=st.data())
    @precondition(lambda self: self.there())
    def kicks_or_invites(self, nick: str, other: str, data: st.DataObject) -> None:
        if self.here(nick) and self.here(other):
            channel, uid = data.draw(st.sampled_from(self.there())), self.scene.user(other).uid
            if data.draw(st.booleans()):
                self.acts(Kicked, nick, channel, uid, other, "out")
            else:
                self.acts(Invited, nick, channel, uid, other)

    @rule(nick=NICKS, change=MODES, data=st.data())
    @precondition(lambda self: self.there())
    def changes_modes(self, nick: str, change: tuple[str, ...], data: st.DataObject) -> None:
        if self.here(nick):
            channel = data.draw(st.sampled_from(self.there()))
            self.scene.try_to(self.scene.modes(channel.name, nick, *change))

    @rule(nick=NICKS, text=st.sampled_from(["", "one", "two"]), data=st.data())
    @precondition(lambda self: self.there())
    def changes_topic(self, nick: str, text: str, data: st.DataObject) -> None:
        if self.here(nick):
            self.acts(TopicChanged, nick, data.draw(st.sampled_from(self.there())), text)

    @rule(nick=NICKS, account=ACCOUNTS, stale=st.booleans(), data=st.data())
    @precondition(lambda self: self.there())
    def registers(self, nick: str, account: str, stale: bool, data: st.DataObject) -> None:
        if self.here(nick):
            channel = data.draw(st.sampled_from(self.there()))
            topic, setter, time, modes, lists = snapshot(channel)
            if stale:  # something was changed between the command and its turn
                topic, setter, time, modes = "old", "x!x@x", 5, (("i", ""),)
            history = tuple(map(tuple, self.scene.state.spans(channel.key)))
            content = (topic, setter, time, modes, lists, (), history)
            self.acts(ChannelRegistered, nick, channel, account, channel.created_at, *content)

    @rule(nick=NICKS, account=ACCOUNTS, status=st.sampled_from(["", *STATUSES[1:]]), data=st.data())
    @precondition(lambda self: self.there(registered=True))
    def changes_ownership(self, nick: str, account: str, status: str, data: st.DataObject) -> None:
        if self.here(nick):
            channel = data.draw(st.sampled_from(self.there(registered=True)))
            kind = data.draw(st.sampled_from(["role", "role", "offer", "transfer", "drop"]))
            if kind == "role":
                self.acts(ChannelRolesChanged, nick, channel, ((account, status),))
            elif kind == "offer":
                self.acts(ChannelOffered, nick, channel, account)
            elif kind == "transfer":
                self.acts(ChannelTransferred, nick, channel, account)
            else:
                self.acts(ChannelDropped, nick, channel)

    @rule(nick=NICKS, new=st.sampled_from(["#one", "#ONE", "#two", "#three", "#four"]), data=st.data())
    @precondition(lambda self: self.there())
    def renames(self, nick: str, new: str, data: st.DataObject) -> None:
        if self.here(nick):
            channel = data.draw(st.sampled_from(self.there()))
            # Of two that want one name the log knows the first; a replay can only know it of registered ones.
            if fold(new) == channel.key or fold(new) not in self.scene.state.channels:
                self.acts(ChannelRenamed, nick, channel, new, "so")

    @invariant()
    def memberships_agree(self) -> None:
        state = self.scene.state
        for uid, user in state.users.items():
            assert state.nicks[fold(user.nick)] == uid
            assert user.channels == {key for key, channel in state.channels.items() if uid in channel.members}
        assert len(state.nicks) == len(state.users)
        for key, channel in state.channels.items():
            assert channel.key == key == fold(channel.name)
            assert channel.members or channel.permanent or channel.registration
            for uid, member in channel.members.items():
                assert member.uid == uid
                assert member.statuses == "".join(sorted(set(member.statuses), key=STATUSES.index))
            for entries in channel.lists.values():
                assert entries, "a list without entries is no list"

    @invariant()
    def what_is_kept_ready_is_so(self) -> None:
        state = self.scene.state
        for mode in "iBo":
            assert state.bearers[mode] == sum(mode in user.modes for user in state.users.values())
        everybody = state.users.values()
        assert {name: set(uids) for name, uids in state.logged_in.items()} == {
            name: {user.uid for user in everybody if user.account == name}
            for name in {u.account for u in everybody} - {""}
        }
        for user in everybody:
            bearer = state.bearer(user.identity())
            assert bearer is not None
            assert bearer.identity() == user.identity()
        for channel in state.channels.values():
            for every in (False, True):
                for full in (False, True):
                    texts = listing(state, channel, every, full, 30).texts
                    assert " ".join(texts).split() == [
                        prefixes(member.statuses, every) + (state.users[uid].source if full else state.users[uid].nick)
                        for uid, member in channel.members.items()
                    ]
                    assert all(len(text) <= 30 or " " not in text for text in texts)

    @invariant()
    def version_grows_with_membership(self) -> None:
        for channel in self.scene.state.channels.values():
            members = tuple(channel.members)
            before = self.versions.get(id(channel))
            if before is not None and before[0] is channel:
                assert channel.version > before[1] or members == before[2]
            self.versions[id(channel)] = channel, channel.version, members

    @invariant()
    def what_lasts_comes_back(self) -> None:
        state, again, whole = self.scene.state, State(), State()
        for record in [event.record() for event in self.scene.log if event.lasting]:
            wanted = matters(again, record)
            for to in (again, whole) if wanted else (whole,):
                with contextlib.suppress(Refusal):
                    apply(to, restore(record))
        assert again == whole  # what is left out at a start makes no difference
        assert {key for key, channel in again.channels.items()} == {
            key for key, channel in state.channels.items() if channel.registration is not None
        }
        for key, channel in again.channels.items():
            assert lasting(again, channel) == lasting(state, state.channels[key])
        for old in state.renamed:
            if (target := state.moved(old)) is not None and target.registration is not None:
                found = again.moved(old)
                assert found is not None
                assert found.key == target.key

    @invariant()
    def a_time_of_a_conversation_is_one_channels(self) -> None:
        state = self.scene.state
        for key in state.channels:
            assert state.spans(key)[-1].until > self.scene.now
        for moment in range(1_000_000, self.scene.now + 1):
            for room in ("#one", "#two", "#three", "#four"):
                readers = [
                    key for key in state.channels
                    for span in state.spans(key)
                    if span.conversation == room and span.since < moment < span.until
                ]  # fmt: skip
                assert len(set(readers)) <= 1


def test_a_change_of_modes_shows_only_what_changed() -> None:
    scene = Scene()
    scene.connect("alice")
    scene.join("#room", "alice")
    (audience,) = scene.mode("#room", "alice", "+ntm")
    assert isinstance(audience.event, ChannelModesChanged)
    assert audience.event.changes == (("+", "m", ""),)
    assert not scene.mode("#room", "alice", "+nt-b", "nobody!*@*")


TestChannels = Channels.TestCase
TestChannels.settings = settings(max_examples=80, stateful_step_count=50, deadline=None)
