# SPDX-License-Identifier: GPL-3.0-or-later
"""Showing past events again, as one batch. Source: IRCv3 batch, chathistory, event-playback, search.

Events look as they did, with the tags that this session asked for. A batch within the batch (a multiline message)
carries the outer one's reference on its own two BATCH lines only, as the specification says.
"""

import logging
from typing import Final

from protocol import capabilities as caps
from protocol.message import Unrenderable
from services.chat.context import Request
from services.chat.conversations import of_today
from services.chat.events import Event, MessageRedacted
from services.chat.flows.batches import Batch
from services.chat.flows.pacing import BYTE, WRITTEN, Pace
from services.chat.log.port import Position
from services.chat.render import render

logger: Final = logging.getLogger(__name__)


async def replay(request: Request, kind: str, page: list[Position], *parameters: str) -> None:
    """Send `page` in its order. Raises LogError when it can't be read; what was sent is a whole batch then, too."""
    pace = Pace(request)
    bits = caps.effective(request.session.caps)
    show = of_today(request.house.state, request.user)
    with Batch(request, kind, *parameters) as batch:
        while page:
            stored, page = await request.house.history.read(page)
            for _, event in stored:
                if isinstance(event, MessageRedacted) and not bits & caps.MESSAGE_REDACTION.bit:
                    continue
                text = _text(show(event), bits & ~caps.AWAY_NOTIFY.bit)
                for line in text.split("\r\n")[:-1]:
                    batch.send(line)
                if pace.spend(WRITTEN + BYTE * len(text)):
                    await pace.rest()


def _text(event: Event, view: int) -> str:
    try:
        return render(event, view)
    except Unrenderable as error:  # the disk has damaged it
        logger.error("a damaged event was left out", extra={"reason": str(error)})
        return ""
