# SPDX-License-Identifier: GPL-3.0-or-later
"""Which addresses a link may lead us to: those of the public internet, and the chat server's own.

Whoever writes a link into a room must not make our computer speak to what only we can reach: this machine, a router, a
printer, an address that tells a cloud's secrets. The chat server's own address is an exception, so that a room in an
office can show what lies beside it; loopback and link-local are none, ever.

The tables are IANA's, whole, and not those of whatever Python runs us, which have differed from version to version.
Nothing that is registered for a special purpose serves web pages to everybody, so all of it is refused, also the few
anycast addresses that are reachable from anywhere (AS112, AMT, PCP, TURN).
Sources: IANA IPv4 and IPv6 Special-Purpose Address Registries (RFC 6890, RFC 9637 for 3fff::/20, RFC 9602 for
5f00::/16), IANA IPv6 address space (only 2000::/3 is global unicast), RFC 6052 (64:ff9b::/96), RFC 7526 (6to4 relays).
"""

from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

SPECIAL_V4 = tuple(
    IPv4Network(net)
    for net in (
        *("0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12"),
        *("192.0.0.0/24", "192.0.2.0/24", "192.31.196.0/24", "192.52.193.0/24", "192.88.99.0/24", "192.168.0.0/16"),
        *("192.175.48.0/24", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24"),
        *("224.0.0.0/4", "240.0.0.0/4"),  # multicast; reserved, and broadcast
    )
)
UNICAST = IPv6Network(
    "2000::/3"
)  # outside of it: ::1, 64:ff9b:1::/48, 100::/64, 5f00::/16, fc00::/7, fe80::/10, ff00::/8
SPECIAL_V6 = tuple(
    IPv6Network(net)
    for net in (
        "2001::/23",  # Teredo, benchmarking, AMT, AS112, ORCHID, DRIP …
        *("2001:db8::/32", "3fff::/20"),  # documentation
        "2002::/16",  # 6to4: wraps any IPv4 address
        "2620:4f:8000::/48",  # AS112
        "3ffe::/16",  # the 6bone's, given back
    )
)
NAT64 = IPv6Network("64:ff9b::/96")
OFFICES = tuple(map(IPv4Network, ("10.0.0.0/8", "100.64.0.0/10", "172.16.0.0/12", "192.168.0.0/16")))
UNIQUE_LOCAL = IPv6Network("fc00::/7")


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
    if found is None:
        return False
    if isinstance(found, IPv4Address):
        return not any(found in net for net in SPECIAL_V4)
    return found in UNICAST and not any(found in net for net in SPECIAL_V6)


def may_contact(text: str, beside: str = "", allowed: frozenset[str] = frozenset()) -> bool:
    """Whether to connect. `beside` is the chat server's address; `allowed` is for tests, which have nothing else."""
    if public(text):
        return True
    found = parse(text)
    if found is None or str(found) in allowed:
        return found is not None
    return found == parse(beside) and _private(found)


def _private(found: IPv4Address | IPv6Address) -> bool:
    """Whether it is one of those that offices and homes give to their own machines."""
    if isinstance(found, IPv4Address):
        return any(found in net for net in OFFICES)
    return found in UNIQUE_LOCAL
