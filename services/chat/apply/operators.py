# SPDX-License-Identifier: GPL-3.0-or-later
"""What operators do to the server. See the package for the rules."""

from collections.abc import Sequence

from services.chat.apply.common import Audience
from services.chat.events import ServerBanLifted, ServerBanSet, WallopsSent
from services.chat.rules import Refusal, is_wild
from services.chat.state import ServerBan, State


def wallops(state: State, event: WallopsSent) -> Sequence[Audience]:
    return (Audience(event, users=[uid for uid, user in state.users.items() if "w" in user.modes]),)


def banned(state: State, event: ServerBanSet) -> Sequence[Audience]:
    ban = ServerBan(event.kind, event.mask, event.source, event.time, event.until, event.text)
    state.bans[(event.kind, event.mask)] = ban
    if is_wild(event.kind, event.mask):
        state.wild_bans[event.mask] = ban
    return ()


def lifted(state: State, event: ServerBanLifted) -> Sequence[Audience]:
    if state.bans.pop((event.kind, event.mask), None) is None:
        raise Refusal("there is no such ban")
    if event.kind == "K":
        state.wild_bans.pop(event.mask, None)
    return ()
