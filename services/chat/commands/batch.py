# SPDX-License-Identifier: GPL-3.0-or-later
"""BATCH from a client: a message in several lines is the only kind there is. Source: IRCv3 client-batch, multiline."""

from collections.abc import Coroutine
from typing import Any

from protocol import capabilities as caps
from protocol import numerics as n
from protocol.standard_replies import BATCH_INVALID_REFTAG, BATCH_MULTILINE_INVALID, BATCH_UNKNOWN_TYPE
from services.chat.context import Request
from services.chat.flows.drafting import begin, end, pass_over
from services.chat.rules import Failed, Refused


def handle(request: Request) -> Coroutine[Any, Any, None] | None:
    """BATCH +reference draft/multiline target | BATCH -reference"""
    if not caps.effective(request.session.caps) & caps.MULTILINE.bit:
        raise Refused(n.ERR_UNKNOWNCOMMAND, "BATCH")
    sign, reference = request.param(0)[:1], request.param(0)[1:]
    if sign == "-" and reference:
        return end(request, reference)
    if sign != "+" or not _allowed(reference):
        problem = Failed(BATCH_INVALID_REFTAG, reference if sign == "+" else request.param(0))
    elif request.param(1) != "draft/multiline":
        problem = Failed(BATCH_UNKNOWN_TYPE, reference, request.param(1))
    elif not request.param(2):
        problem = Failed(BATCH_MULTILINE_INVALID)
    else:
        begin(request, reference, request.param(2))
        return None
    pass_over(request, reference)
    raise problem


def _allowed(reference: str) -> bool:
    """ "The reference tag … MUST only contain ASCII letters, numbers, and/or hyphen" (IRCv3 batch)."""
    return reference.isascii() and reference.replace("-", "0").isalnum()
