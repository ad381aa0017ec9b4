# SPDX-License-Identifier: GPL-3.0-or-later
"""What operators do to the server: words to other operators, and bans that outlive a restart."""

from typing import ClassVar

from services.chat.events.base import Act
from services.chat.events.fact import fact


@fact(frozen=True, slots=True)
class WallopsSent(Act):
    """Words for everyone with user mode +w."""

    text: str


@fact(frozen=True, slots=True)
class ServerBanSet(Act):
    """Nobody who fits may connect until `until` (Unix milliseconds; 0 = for ever).

    `kind` is "K" for a mask of `user@host` or `a:account`, "D" for an address or a network; `text` is the reason.
    """

    durable: ClassVar[bool] = True
    lasting: ClassVar[bool] = True

    kind: str
    mask: str
    until: int
    text: str


@fact(frozen=True, slots=True)
class ServerBanLifted(Act):
    """And now they may."""

    durable: ClassVar[bool] = True
    lasting: ClassVar[bool] = True

    kind: str
    mask: str
