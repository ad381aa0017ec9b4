# SPDX-License-Identifier: GPL-3.0-or-later
"""Refusing a line that is no message: too long, not UTF-8, or with a byte that no message may have.

Its tags have mostly come whole: the refusal carries its label, and a line of a multiline message fails that message.
Source: Modern IRC ERR_INPUTTOOLONG; IRCv3 utf8-only, labeled-response, multiline.
"""

from typing import Final

from protocol import numerics as n
from protocol.message import Reason
from protocol.standard_replies import ANY_INTERNAL_ERROR, ANY_INVALID_UTF8
from services.chat.context import Request
from services.chat.flows.dialogue import answer
from services.chat.flows.drafting import spoil
from services.chat.rules import Failed, Refusal, Refused

REFUSALS: Final[dict[Reason, Refusal]] = {
    Reason.NOT_UTF8: Failed(ANY_INVALID_UTF8),
    Reason.TOO_LONG: Refused(n.ERR_INPUTTOOLONG),
    Reason.TAGS_TOO_LONG: Refused(n.ERR_INPUTTOOLONG),
    Reason.BAD_BYTE: Failed(ANY_INTERNAL_ERROR, text="Message rejected, it has a CR or NUL inside"),
}


def refuse(request: Request, reason: Reason) -> None:
    """Answer a line of which `request` has what could be read (`protocol.message.salvage`)."""
    refusal = REFUSALS.get(reason)
    if refusal is not None and not spoil(request, refusal):
        answer(request, refusal)
