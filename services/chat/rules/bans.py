# SPDX-License-Identifier: GPL-3.0-or-later
"""Who may not be on this server at all: K-lines of `user@host` or an account, D-lines of addresses and networks."""

import ipaddress
from collections.abc import Iterable
from functools import lru_cache

from protocol.masks import Mask
from services.chat.caches import ByteCache
from services.chat.names import fold
from services.chat.rules.masks import fold_source
from services.chat.settings.values import Network
from services.chat.state import ServerBan, State

_mask = ByteCache(Mask, lambda mask: mask.size, 4 * 1024 * 1024)


@lru_cache(maxsize=8192)
def network(text: str) -> Network:
    """An address or a network. Raises ValueError."""
    return ipaddress.ip_network(text, strict=False)


def active_bans(state: State, kind: str, now: int) -> list[ServerBan]:
    """Those that have not run out. `now` in Unix milliseconds."""
    return [ban for ban in state.bans.values() if ban.kind == kind and not 0 < ban.until <= now]


def address_ban(state: State, ip: str, now: int) -> ServerBan | None:
    """The D-line that an address is on."""
    if not state.bans:
        return None
    address = ipaddress.ip_address(ip)
    return next((ban for ban in active_bans(state, "D", now) if address in network(ban.mask)), None)


def server_ban(state: State, username: str, hosts: Iterable[str], ip: str, account: str, now: int) -> ServerBan | None:
    """The ban that somebody is on, who is known by any of `hosts`."""
    if not state.bans:
        return None
    sources = [fold_source(f"{username}@{host}") for host in hosts]
    for ban in active_bans(state, "K", now):
        if ban.mask.startswith("a:"):
            if account and fold(account) == ban.mask[2:]:
                return ban
        elif any(_mask(ban.mask).matches(source) for source in sources):
            return ban
    return address_ban(state, ip, now)
