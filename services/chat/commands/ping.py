# SPDX-License-Identifier: GPL-3.0-or-later
"""PING and PONG. Source: Modern IRC "PING", "PONG"."""

from protocol import numerics as n
from protocol.message import line
from services.chat.context import Request
from services.chat.rules import Refused


def handle(request: Request) -> None:
    """PING token"""
    if not request.params:
        raise Refused(n.ERR_NEEDMOREPARAMS, "PING")
    if not request.param(0):
        raise Refused(n.ERR_NOORIGIN)
    request.send(line(request.house.server, "PONG", request.house.server, text=request.param(0)))


def pong(request: Request) -> None:
    """PONG [server] token: that it was heard is all that counts."""
