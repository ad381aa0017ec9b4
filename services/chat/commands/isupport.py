# SPDX-License-Identifier: GPL-3.0-or-later
"""ISUPPORT. Source: IRCv3 extended-isupport."""

from protocol import capabilities as caps
from protocol import numerics as n
from services.chat.context import Request
from services.chat.flows import welcome
from services.chat.rules import Refused


def handle(request: Request) -> None:
    """ISUPPORT"""
    if not request.session.uid and not request.session.caps & caps.EXTENDED_ISUPPORT.bit:
        raise Refused(n.ERR_NOTREGISTERED)
    welcome.isupport(request)
