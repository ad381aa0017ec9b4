# SPDX-License-Identifier: GPL-3.0-or-later
"""The house's own: nicknames that answer to words, for people whose client has no buttons for what they do.

Each one is a `Bot` in a file of its own with a table of its commands; `BOTS` has them by every name they answer to.
PRIVMSG to them, and the commands named like them, end in `talk`.
"""

from typing import Final

from services.chat.bots.base import Bot, Talk, talk
from services.chat.bots.chanserv import CHANSERV
from services.chat.bots.nickserv import NICKSERV

__all__ = ["BOTS", "CHANSERV", "NICKSERV", "Bot", "Talk", "talk"]

BOTS: Final[dict[str, Bot]] = {"chanserv": CHANSERV, "cs": CHANSERV, "nickserv": NICKSERV, "ns": NICKSERV}
