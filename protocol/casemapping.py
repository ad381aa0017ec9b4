# SPDX-License-Identifier: GPL-3.0-or-later
"""Names compared without regard to case.

`fold` gives the key under which a nickname or channel is stored; two names are the same if their keys are equal.
Only what CASEMAPPING names is folded: letters outside ASCII stay as they are (the server folds those with PRECIS
before it comes here; that needs more than the standard library).

Sources: Modern IRC "CASEMAPPING Parameter"; RFC 1459 2.2.
"""

from collections.abc import Callable
from typing import Final

ASCII: Final = "ascii"
RFC1459: Final = "rfc1459"
RFC1459_STRICT: Final = "rfc1459-strict"

_UPPER = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_TABLES = {
    ASCII: str.maketrans(_UPPER, _UPPER.lower()),
    RFC1459: str.maketrans(_UPPER + "[]\\~", _UPPER.lower() + "{}|^"),
    RFC1459_STRICT: str.maketrans(_UPPER + "[]\\", _UPPER.lower() + "{}|"),
}


def fold(name: str) -> str:
    """The key of `name` under `ascii`, the mapping that our server announces."""
    return name.lower() if name.isascii() else name.translate(_TABLES[ASCII])


def folder(casemapping: str) -> Callable[[str], str]:
    """The fold that a server's CASEMAPPING asks for; `ascii` for one we do not know (its safe part)."""
    table = _TABLES.get(casemapping.lower())
    if table is None or table is _TABLES[ASCII]:
        return fold
    return lambda name: name.translate(table)


def same(one: str, other: str) -> bool:
    """Whether two names are one under `ascii`."""
    return fold(one) == fold(other)
