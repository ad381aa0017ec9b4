# SPDX-License-Identifier: GPL-3.0-or-later
"""Showing past events again, as one `chathistory` batch. Source: IRCv3 chathistory, batch, event-playback."""

from collections.abc import Sequence

from protocol import capabilities as caps
from services.chat.context import Request
from services.chat.log.port import Stored
from services.chat.render import render
from services.chat.responses import with_tag
from services.chat.session import VIEWS


def replay(request: Request, target: str, page: Sequence[Stored]) -> None:
    """Send `page` in its order. Without event-playback only messages are shown."""
    session = request.session
    playback = bool(session.caps & caps.EVENT_PLAYBACK.bit)
    view = session.caps & VIEWS & ~(caps.AWAY_NOTIFY.bit)
    batched = bool(session.caps & caps.BATCH.bit)
    reference = f"h{session.next_batch():x}"
    if batched:
        request.send(f":{request.house.server} BATCH +{reference} chathistory {target}")
    for _, event in page:
        if not playback and not event.is_message:
            continue
        for line in render(event, view).split("\r\n")[:-1]:
            tagged = with_tag(line.encode(), f"batch={reference}").decode() if batched else line
            request.send(tagged)
    if batched:
        request.send(f":{request.house.server} BATCH -{reference}")
