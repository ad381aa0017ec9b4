# SPDX-License-Identifier: GPL-3.0-or-later
"""The record of what operators did: one JSON object a line in LOG_DIR/audit.log (see `server_log`)."""

import logging
from typing import Final

from services.chat.context import Request
from services.chat.server_log import AUDIT

_logger: Final = logging.getLogger(AUDIT)


def audit(request: Request, action: str, **details: str | int) -> None:
    """Write down that the operator of `request` did `action`, a constant word such as "kill"."""
    user, peer = request.user, request.session.peer
    _logger.info(action, extra={"operator": user.nick, "account": user.account, "ip": peer.ip, **details})
