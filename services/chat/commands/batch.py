# SPDX-License-Identifier: GPL-3.0-or-later
"""BATCH from a client: a message in several lines is the only kind there is. Source: IRCv3 client-batch, multiline."""

from protocol import capabilities as caps
from protocol import numerics as n
from protocol.standard_replies import BATCH_MULTILINE_INVALID
from services.chat.context import Request
from services.chat.flows.drafting import begin, end
from services.chat.rules import Failed, Refused


def handle(request: Request) -> None:
    """BATCH +reference draft/multiline target | BATCH -reference"""
    if not caps.effective(request.session.caps) & caps.MULTILINE.bit:
        raise Refused(n.ERR_UNKNOWNCOMMAND, "BATCH")
    sign, reference = request.param(0)[:1], request.param(0)[1:]
    if sign == "-" and reference:
        end(request, reference)
    elif sign == "+" and reference and request.param(1) == "draft/multiline" and request.param(2):
        begin(request, reference, request.param(2))
    else:
        raise Failed(BATCH_MULTILINE_INVALID)
