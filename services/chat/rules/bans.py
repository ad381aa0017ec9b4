# SPDX-License-Identifier: GPL-3.0-or-later
"""Who may not be on this server at all: K-lines of `user@host` or an account, D-lines of addresses and networks."""

import ipaddress
from collections.abc import Collection
from functools import lru_cache

from protocol.masks import Mask, has_wildcards
from services.chat.caches import ByteCache
from services.chat.names import fold
from services.chat.rules.masks import fold_source
from services.chat.settings.values import Network
from services.chat.state import ServerBan, State

_mask = ByteCache(Mask, lambda mask: mask.size, 16 * 1024 * 1024)


@lru_cache(maxsize=8192)
def network(text: str) -> Network:
    """An address or a network. Raises ValueError."""
    return ipaddress.ip_network(text, strict=False)


def active_bans(state: State, kind: str, now: int) -> list[ServerBan]:
    """Those that have not run out. `now` in Unix milliseconds."""
    return [ban for ban in state.bans.values() if ban.kind == kind and is_active(ban, now)]


def is_active(ban: ServerBan, now: int) -> bool:
    """Whether it has not run out."""
    return not 0 < ban.until <= now


def address_ban(state: State, ip: str, now: int) -> ServerBan | None:
    """The D-line that an address is on, asked for by each network that the address is in."""
    if not state.bans:
        return None
    address = ipaddress.ip_address(ip)
    if len(state.bans) <= address.max_prefixlen:
        bans = (ban for ban in state.bans.values() if ban.kind == "D" and address in network(ban.mask))
    else:
        masks = (f"{_network_of(address, length)}/{length}" for length in range(address.max_prefixlen, 0, -1))
        bans = (ban for mask in masks if (ban := state.bans.get(("D", mask))) is not None)
    return next((ban for ban in bans if is_active(ban, now)), None)


def _network_of(address: ipaddress.IPv4Address | ipaddress.IPv6Address, length: int) -> str:
    rest = address.max_prefixlen - length
    return str(type(address)(int(address) >> rest << rest))


def server_ban(
    state: State, username: str, hosts: Collection[str], ip: str, account: str, now: int
) -> ServerBan | None:
    """The ban that somebody is on, who is known by any of `hosts`; but for `wild_bans`, which are to be walked."""
    if not state.bans:
        return None
    masks = [f"a:{fold(account)}"] if account else []
    for host in hosts:
        masks += (fold_source(f"{username}@{host}"), fold_source(f"*@{host}"))
    found = (ban for mask in masks if (ban := state.bans.get(("K", mask))) is not None and is_active(ban, now))
    return next(found, None) or address_ban(state, ip, now)


def fits(ban: ServerBan, username: str, hosts: Collection[str]) -> bool:
    """Whether a K-line with wildcards is about somebody."""
    mask = _mask(ban.mask)
    return any(mask.matches(fold_source(f"{username}@{host}")) for host in hosts)


def is_wild(kind: str, mask: str) -> bool:
    """Whether a ban's mask can't be looked up by an account, or a host and perhaps a user name."""
    return kind == "K" and not mask.startswith("a:") and ("\\" in mask or has_wildcards(mask.removeprefix("*@")))
