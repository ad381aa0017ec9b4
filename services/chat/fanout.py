# SPDX-License-Identifier: GPL-3.0-or-later
"""Committed events to bytes: rendered once per view, written once per receiver per batch.

`Fanout` knows which sessions are attached to which user on this node. Neighbouring messages to one channel form a
run: for each view of its members they become one bytes object that all of these members share. Only the sessions
that sent part of the run may need lines of their own: no echo without echo-message, a label on the echo.

What a session receives is in log order, as runs never jump over other events.
"""

from collections import deque
from collections.abc import Callable, Collection, Iterable
from typing import Final

from protocol import capabilities as caps
from services.chat.apply import Audience
from services.chat.events import Event, Kicked, MessageSent, Parted
from services.chat.responses import Response
from services.chat.session import CLASSIC, Session
from services.chat.state import Channel

ECHO: Final = caps.ECHO_MESSAGE.bit
SLICE: Final = 32  # receivers written to before the loop turns, so that others are heard in a large room, too
REMEMBERED: Final = 10_000  # channels whose views are kept ready
Renderer = Callable[[Event, int], str]


class Entry:
    """An event on its way: who submitted it, where its answers gather, and who awaits its outcome."""

    __slots__ = ("data", "event", "outcome", "response", "session")

    def __init__(
        self,
        event: Event | None,
        session: Session | None = None,
        response: Response | None = None,
        outcome: Callable[[BaseException | None], None] | None = None,
        data: bytes = b"",
    ) -> None:
        self.event = event
        self.session = session
        self.response = response
        self.outcome = outcome
        self.data = data


class Fanout:
    """The sessions of this node and what goes to them."""

    def __init__(self, irc: Renderer, classic: Renderer) -> None:
        self._irc = irc
        self._classic = classic
        self._writing: deque[Session] = deque()
        self._sessions: dict[str, list[Session]] = {}
        self._groups: dict[str, tuple[Channel, int, dict[int, list[Session]]]] = {}
        self._run: list[Entry] = []
        self._run_channel: Channel | None = None
        self._dirty: list[Session] = []
        self.attached = 0  # sessions that are somebody's

    def attach(self, uid: str, session: Session) -> None:
        """`session` is now one of `uid`'s."""
        self._sessions.setdefault(uid, []).append(session)
        self.attached += 1

    def detach(self, uid: str, session: Session) -> bool:
        """`session` is gone. Whether it was the user's last."""
        sessions = self._sessions.get(uid, [])
        if session in sessions:
            sessions.remove(session)
            self.attached -= 1
        if not sessions:
            self._sessions.pop(uid, None)
        return not sessions

    def sessions_of(self, uid: str) -> Collection[Session]:
        """The sessions of a user on this node."""
        return self._sessions.get(uid, ())

    def forget(self, channels: Iterable[str]) -> None:
        """The views of somebody in these channels have changed."""
        for key in channels:
            self._groups.pop(key, None)

    # A batch: add … add, end_batch, then write_some until nobody is unwritten

    def add_message(self, entry: Entry, channel: Channel) -> None:
        """A message to all members of `channel`."""
        if channel is not self._run_channel:
            self.end_run()
            self._run_channel = channel
        self._run.append(entry)

    def add(self, entry: Entry, audiences: Iterable[Audience]) -> None:
        """Any other event, already applied."""
        self.end_run()
        for audience in audiences:
            self._show(entry, audience)
        if isinstance(entry.event, Parted | Kicked):
            self.forget((entry.event.conversation,))  # the channel may be gone, and is not to be held for ever
        self.settle(entry)

    def settle(self, entry: Entry) -> None:
        """`entry` has been shown, or refused: its labelled answer may now be complete."""
        response, session = entry.response, entry.session
        if response is not None and session is not None:
            entry.response = None
            self._queue(session, response.settled())

    def add_data(self, session: Session, data: bytes) -> None:
        """Lines for one session that had to wait for the events before them."""
        self.end_run()
        self._queue(session, data)

    def end_batch(self) -> None:
        """All of the batch was added: its receivers wait to be written to (`write_some`)."""
        self.end_run()
        self._writing.extend(self._dirty)
        self._dirty.clear()

    @property
    def unwritten(self) -> int:
        """How many receivers wait to be written to."""
        return len(self._writing)

    def write_some(self) -> None:
        """Write to the next receivers, a slice of them."""
        writing = self._writing
        for _ in range(min(SLICE, len(writing))):
            writing.popleft().flush()

    def end_run(self) -> None:
        """Deliver the run so far, as the members of channels are about to change."""
        channel = self._run_channel
        if channel is None:
            return
        run, self._run, self._run_channel = self._run, [], None
        special = {
            entry.session
            for entry in run
            if entry.session is not None and (entry.response is not None or not entry.session.caps & ECHO)
        }
        dirty = self._dirty
        for view, sessions in self._views_of(channel).items():
            show = self._classic if view & CLASSIC else self._irc
            texts = [show(entry.event, view) for entry in run if entry.event is not None]
            data = "".join(texts).encode()
            for session in sessions:
                if session in special:
                    self._deliver_own(session, run, texts)
                elif data:
                    outbox = session.outbox
                    if not outbox:
                        dirty.append(session)
                    outbox.append(data)
        if special:
            for entry in run:
                self.settle(entry)

    def _show(self, entry: Entry, audience: Audience) -> None:
        event, requires, lacks = audience.event, audience.requires, audience.lacks
        users = audience.channel.members if audience.channel is not None else audience.users
        rendered: dict[int, bytes] = {}
        dirty, every = self._dirty, self._sessions
        plain, own = not event.is_message, entry.session
        for uid in users:
            for session in every.get(uid, ()):
                bits = session.caps
                if bits & requires != requires or bits & lacks:
                    continue
                view = session.view
                data = rendered.get(view)
                if data is None:
                    data = rendered[view] = self._bytes(event, view)
                if plain and session is not own:
                    if data:
                        outbox = session.outbox
                        if not outbox:
                            dirty.append(session)
                        outbox.append(data)
                else:
                    self._deliver(session, entry, event, data)

    def _deliver_own(self, session: Session, run: list[Entry], texts: list[str]) -> None:
        """A run for one of its senders: without what they need not hear, and labelled answers in their place."""
        echoes = session.caps & ECHO or session.classic
        gathered: list[str] = []
        for entry, text in zip(run, texts, strict=True):
            if entry.session is not session or (echoes and entry.response is None):
                gathered.append(text)
            elif entry.response is not None:
                self._queue(session, "".join(gathered).encode())
                gathered.clear()
                if echoes:
                    entry.response.add(text.encode())
                self.settle(entry)
        self._queue(session, "".join(gathered).encode())

    def _deliver(self, session: Session, entry: Entry, event: Event, data: bytes) -> None:
        if not data:
            return
        if session is entry.session:
            if isinstance(event, MessageSent) and event.recipient == event.actor:
                self._queue(session, data)  # received as well as sent (IRCv3 labeled-response)
            if event.is_message and not (session.caps & ECHO or session.classic):
                return
            if entry.response is not None:
                entry.response.add(data)
                return
        elif (
            event.is_message
            and not session.caps & ECHO
            and isinstance(event, MessageSent)
            and session.uid == event.actor != event.recipient
        ):
            return  # a client without echo-message would take its own person's message for one from another
        self._queue(session, data)

    def _queue(self, session: Session, data: bytes) -> None:
        if data:
            if not session.outbox:
                self._dirty.append(session)
            session.outbox.append(data)

    def _bytes(self, event: Event, view: int) -> bytes:
        text = self._classic(event, view) if view & CLASSIC else self._irc(event, view)
        return text.encode()

    def _views_of(self, channel: Channel) -> dict[int, list[Session]]:
        found = self._groups.get(channel.key)
        if found is not None and found[0] is channel and found[1] == channel.version:
            return found[2]
        groups: dict[int, list[Session]] = {}
        for uid in channel.members:
            for session in self._sessions.get(uid, ()):
                groups.setdefault(session.view, []).append(session)
        if len(self._groups) >= REMEMBERED:  # most of them for channels that are long gone
            self._groups.clear()
        self._groups[channel.key] = (channel, channel.version, groups)
        return groups
