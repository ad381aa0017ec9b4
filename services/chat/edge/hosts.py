# SPDX-License-Identifier: GPL-3.0-or-later
"""Which names a browser may have found this server under (the `Host` of its requests).

A page of another site can point a name of its own at this machine after it was loaded (DNS rebinding). The browser then
takes the server for the page's own host, and `Origin` agrees with `Host`. What it can't do is send a `Host` that is not
the name it asked for. So these are let through, and no others:
- an IP address: nobody can point one elsewhere. Which ones are this machine's own can't be told behind NAT or in a
  container;
- `localhost`, and names without a dot, which no site of the internet has (RFC 6761 6.3; RFC 7085);
- the machine's own name, `server_name`, `web_hosts`, and the hosts of `websocket_origins`.
Pure: a header in, an answer out.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterable
from typing import Final
from urllib.parse import urlsplit

_HOST: Final = re.compile(r"(\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9_.-]{1,253})(:[0-9]{0,5})?")


class WebHosts:
    """The names that are listed, and whether all are."""

    def __init__(self, names: Iterable[str], origins: Iterable[str] = ()) -> None:
        """`origins` as in `websocket_origins`: `*` lets pages of every site connect, so their names are no secret."""
        origins = tuple(origins)
        self._every = "*" in origins
        hosts = (urlsplit(origin).hostname or "" for origin in origins)
        self._names = {name.lower().rstrip(".") for name in (*names, *hosts) if name}

    def knows(self, header: str) -> bool | None:
        """Whether a request with this `Host` may be answered; None when it is no host at all."""
        match = _HOST.fullmatch(header.strip())
        if match is None:
            return None
        host = match[1].strip("[]").lower().removesuffix(".")
        if self._every or "." not in host or host.endswith(".localhost") or host in self._names:
            return bool(host)
        return _is_address(host)


def _is_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True
