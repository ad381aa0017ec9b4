# SPDX-License-Identifier: GPL-3.0-or-later
"""SEARCH. Source: IRCv3 search (draft), soju.im/search.

All words have to be in the message; a word of three letters or more also finds longer ones that begin with it. Searched
is what the asker may read: the channels they are in, and what was said between them and others. As CHATHISTORY, it is
answered without the capability too.
"""

import unicodedata
from typing import Final

from protocol import capabilities as caps
from protocol import timestamps
from protocol.message import unescape_tag
from protocol.standard_replies import SEARCH_INTERNAL_ERROR, SEARCH_INVALID_PARAMS
from services.chat.context import Request
from services.chat.conversations import of_channel, readable
from services.chat.flows.replay import replay
from services.chat.log.port import LogError, Place, Query
from services.chat.names import fold
from services.chat.rules import Failed

KEYS: Final = ("in", "from", "after", "before", "text", "limit")
USUAL: Final = 100
MOST_WORDS: Final = 20
END_OF_TIME: Final = 1 << 60


async def handle(request: Request) -> None:
    """SEARCH key=value{;key=value}"""
    bits = request.session.caps
    asked = _attributes(request.param(0))
    most = request.house.settings.limits.history_page
    limit = min(_number(asked["limit"]) if "limit" in asked else USUAL, most)
    words = tuple(word for word in asked.get("text", "").split() if any(map(_findable, word)))
    since = _time(asked, "after", -1) + 1  # "after" and "before" exclude their time, as those of CHATHISTORY do
    query = Query(
        _places(request, asked.get("in")), "" if "in" in asked else request.user.identity(), words[:MOST_WORDS],
        fold(asked.get("from", "")), since, _time(asked, "before", END_OF_TIME) - 1, limit, newest="after" not in asked,
    )  # fmt: skip
    only_first = bits & (caps.SEARCH.bit | caps.SEARCH_DRAFT.bit) == caps.SEARCH.bit
    found = []
    try:
        if (query.places or query.identity) and (words or not asked.get("text")):
            found = await request.house.search.find(query)
        elif "in" in asked and not query.places:
            conversation = await request.house.search.remembered(request.user, asked["in"])
            if conversation is not None:
                found = await request.house.search.find(query._replace(places=conversation.places))
        await replay(request, "soju.im/search" if only_first else "search", found)
    except LogError as error:
        raise Failed(SEARCH_INTERNAL_ERROR, text=str(error)) from error


def _attributes(text: str) -> dict[str, str]:
    found = {}
    for pair in filter(None, text.split(";")):
        key, _, value = pair.partition("=")
        if key not in KEYS:
            raise Failed(SEARCH_INVALID_PARAMS, key)
        found[key] = unescape_tag(value)
    return found


def _number(text: str) -> int:
    if not (text.isascii() and text.isdigit()) or not int(text[:9]):
        raise Failed(SEARCH_INVALID_PARAMS, "limit")
    return int(text[:9])


def _time(asked: dict[str, str], key: str, default: int) -> int:
    if key not in asked:
        return default
    time = timestamps.read(asked[key].removeprefix("timestamp="))
    if time is None:
        raise Failed(SEARCH_INVALID_PARAMS, key)
    return time


def _places(request: Request, target: str | None) -> tuple[Place, ...]:
    state, user = request.house.state, request.user
    if target is not None:
        conversation = readable(state, user, target)
        return conversation.places if conversation is not None else ()
    return tuple(
        place for key in sorted(user.channels) for place in of_channel(state, state.channels[key], user).places
    )


def _findable(character: str) -> bool:
    """Whether the index keeps it: letters, digits, and symbols such as emoji."""
    category = unicodedata.category(character)
    return category[0] in "LN" or category in ("So", "Co")
