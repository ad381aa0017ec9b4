# SPDX-License-Identifier: GPL-3.0-or-later
"""TOPIC. Source: Modern IRC "TOPIC"."""

from services.chat.context import Request
from services.chat.events import TopicChanged
from services.chat.flows.membership import topic
from services.chat.rules import channel_named, may_change_topic
from services.chat.text import cut


async def handle(request: Request) -> None:
    """TOPIC channel [:topic]"""
    user = request.user
    channel = channel_named(request.house.state, request.param(0), user.uid)
    if len(request.params) < 2:
        topic(request, channel)
        return
    may_change_topic(channel, user)
    text = cut(request.param(1), request.house.settings.limits.topic_length)
    await request.submit(TopicChanged(*request.act(), channel.key, channel.name, text))
