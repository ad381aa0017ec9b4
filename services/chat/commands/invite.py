# SPDX-License-Identifier: GPL-3.0-or-later
"""INVITE. Source: Modern IRC "INVITE", RPL_INVITELIST; IRCv3 invite-notify."""

from protocol import numerics as n
from services.chat.context import Request
from services.chat.events import Invited
from services.chat.flows.dialogue import tell_away
from services.chat.flows.pacing import LOOKED_AT, Pace
from services.chat.rules import INVITATION_MS, Refused, channel_named, may_invite, user_named


async def handle(request: Request) -> None:
    """INVITE nick channel | INVITE"""
    if not request.params:
        await _list(request)
        return
    if len(request.params) == 1:
        raise Refused(n.ERR_NEEDMOREPARAMS, "INVITE")
    state = request.house.state
    target = user_named(state, request.param(0))
    channel = channel_named(state, request.param(1), request.session.uid)
    may_invite(channel, request.user, target)
    await request.submit(Invited(*request.act(), channel.key, channel.name, target.uid, target.nick))
    request.reply(n.RPL_INVITING, target.nick, channel.name)
    tell_away(request, target)


async def _list(request: Request) -> None:
    """The invitations that are still good."""
    uid, now = request.session.uid, request.house.ids.now()
    pace = Pace(request)
    for channel in tuple(request.house.state.channels.values()):
        if pace.spend(LOOKED_AT):
            await pace.rest()
        invitation = channel.invited.get(uid)
        if invitation is not None and now - invitation.time <= INVITATION_MS:
            request.reply(n.RPL_INVITELIST, channel.name)
    request.reply(n.RPL_ENDOFINVITELIST)
