# SPDX-License-Identifier: GPL-3.0-or-later
"""REHASH and SIGHUP: settings and certificates are read again, and nobody is dropped.

What clients were told is put right: capabilities that come and go by CAP NEW and CAP DEL (IRCv3 cap-notify), tokens by
RPL_ISUPPORT, hosts by CHGHOST. Settings that shape what is already built (`FIXED`) wait for a restart; the log says so.
"""

import asyncio
import logging
from collections.abc import Callable, Iterable, Mapping
from typing import Final

from protocol import capabilities as caps
from protocol.message import Message, line
from services.chat.context import House, Request
from services.chat.events import ChannelOpened, HostChanged
from services.chat.flows import welcome
from services.chat.flows.membership import packed
from services.chat.names import fold
from services.chat.parts.features import Features
from services.chat.session import Session
from services.chat.settings.load import SettingsError
from services.chat.settings.model import Settings

logger: Final = logging.getLogger(__name__)
FIXED: Final = (
    "server_name", "listen", "data_dir", "log_dir", "log_level", "transcripts", "transcripts_for_group", "durability",
    "tls_certificate", "tls_key", "metrics_listen", "proxy_networks", "websocket_origins", "web_hosts",
)  # fmt: skip


class Reloader:
    """`load` reads the settings, beside the loop; `renewed` are told the new ones. `house` is set by the wiring."""

    house: House

    def __init__(
        self, source: str, load: Callable[[], Settings], renewed: Iterable[Callable[[Settings], None]]
    ) -> None:
        self.source = source
        self._load = load
        self._renewed = tuple(renewed)

    async def reload(self) -> str:
        """As `context.Reloading`."""
        try:
            settings = await asyncio.get_running_loop().run_in_executor(None, self._load)
        except SettingsError as error:
            logger.error("the settings were not reloaded", extra={"reason": str(error)})
            return str(error)
        before = self.house.settings
        kept = {name: getattr(before, name) for name in FIXED if getattr(before, name) != getattr(settings, name, None)}
        if kept:
            logger.warning("some settings take a restart", extra={"settings": ", ".join(kept)})
        settings = settings.model_copy(update=kept)
        for renew in self._renewed:
            renew(settings)
        features, self.house.features = self.house.features, Features.of(settings)
        self.house.settings = settings
        for session in tuple(self.house.sessions):
            if not session.classic:
                announce(self.house, session, features)
        self._rooms()
        if settings.cloak != before.cloak:
            self._hosts()
        logger.info("the settings were reloaded")
        return ""

    def _rooms(self) -> None:
        house = self.house
        for name in house.settings.autojoin:
            channel = house.state.channel(name)
            if channel is None:
                house.road.post(ChannelOpened(*house.ids.stamp(), "", house.server, "", fold(name), name, "nt"))

    def _hosts(self) -> None:
        house = self.house
        for user in tuple(house.state.users.values()):
            peers = [session.peer for session in house.fanout.sessions_of(user.uid)]
            if peers and house.host(peers[0]) != user.host:
                act = (*house.ids.stamp(), user.uid, user.source, user.account)
                house.road.post(HostChanged(*act, house.host(peers[0]), house.server))


def announce(house: House, session: Session, before: Features) -> None:
    """Tell a client what the server has become."""
    request = Request(house, session, Message("CAP", []))
    old, new = before.offered_to(session.peer), house.features.offered_to(session.peer)
    if session.caps & caps.CAP_NOTIFY.bit:
        gone = [row for row in old if row not in new and row is not caps.STS]
        _cap(request, "DEL", map(str, gone))
        fresh = {row: value for row, value in new.items() if old.get(row) != value}
        _cap(request, "NEW", (f"{row}={value}" if value else str(row) for row, value in fresh.items()))
    bits = session.caps & (caps.mask(new) | caps.CAP_NOTIFY.bit)
    if bits != session.caps:
        session.set_caps(bits)
        user = session.user(house.state)
        house.fanout.forget(user.channels if user is not None else ())
    changed = _changes(before.tokens, house.features.tokens)
    if changed and (session.uid or session.caps & caps.EXTENDED_ISUPPORT.bit):
        welcome.isupport(request, changed)


def _cap(request: Request, subcommand: str, words: Iterable[str]) -> None:
    start = f":{request.house.server} CAP {request.nick} {subcommand} :"
    for text in packed(iter(list(words)), 510 - len(start.encode())):
        request.send(line(request.house.server, "CAP", request.nick, subcommand, text=text))


def _changes(before: Iterable[str], after: Iterable[str]) -> list[str]:
    old, new = _by_name(before), _by_name(after)
    changed = [token for name, token in new.items() if old.get(name) != token]
    return changed + [f"-{name}" for name in old if name not in new]


def _by_name(tokens: Iterable[str]) -> Mapping[str, str]:
    return {token.partition("=")[0]: token for token in tokens}
