# SPDX-License-Identifier: GPL-3.0-or-later
"""Which addresses a link may lead us to: those of the public internet, and the chat server's own.

Whoever writes a link into a room must not make our computer speak to what only we can reach: this machine, a router, a
printer, an address that tells a cloud's secrets. The chat server's own address is an exception, so that a room in an
office can show what lies beside it; loopback and link-local are none, ever.
"""

from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

UNICAST = IPv6Network("2000::/3")
NAT64 = IPv6Network("64:ff9b::/96")


def parse(text: str) -> IPv4Address | IPv6Address | None:
    """An address as it is meant: without a scope, and IPv4 where IPv6 only wraps it."""
    try:
        found = ip_address(text.partition("%")[0].strip("[]"))
    except ValueError:
        return None
    if isinstance(found, IPv6Address):
        if found.ipv4_mapped is not None:
            return found.ipv4_mapped
        if found in NAT64:
            return IPv4Address(int(found) & 0xFFFFFFFF)
    return found


def public(text: str) -> bool:
    """Whether anybody on the internet could reach it."""
    found = parse(text)
    if found is None or found.is_multicast or found.is_reserved or not found.is_global:
        return False
    if isinstance(found, IPv4Address):
        return True
    return found in UNICAST and found.sixtofour is None and found.teredo is None


def may_contact(text: str, beside: str = "", allowed: frozenset[str] = frozenset()) -> bool:
    """Whether to connect. `beside` is the chat server's address; `allowed` is for tests, which have nothing else."""
    if public(text):
        return True
    found = parse(text)
    if found is None or str(found) in allowed:
        return found is not None
    itself = parse(beside)
    return (
        found == itself and found.is_private and not (found.is_loopback or found.is_link_local or found.is_unspecified)
    )
