# SPDX-License-Identifier: GPL-3.0-or-later
"""Who may do what. A rule reads the state and returns, or raises a refusal that carries its reply.

Commands ask as a courtesy, so that what can't succeed is not written; `apply` asks again, and that is the law.
A file for each subject; everything is importable from here. Deterministic, as `apply` is: time comes from the event.
"""

from services.chat.names import SERVICES
from services.chat.rules.bans import active_bans, address_ban, fits, is_active, is_wild, network, server_ban
from services.chat.rules.channels import (
    channel_named,
    hidden,
    may_change_topic,
    may_forward_to,
    may_invite,
    may_kick,
    may_register,
    may_rename,
    may_set_mode,
    may_take_back,
    member_of,
    needs_status,
    power_since,
)
from services.chat.rules.entry import INVITATION_MS, INVITATIONS, invited, led_to, may_join
from services.chat.rules.masks import banned, fold_source, muted, on_list
from services.chat.rules.people import (
    may_be_called,
    may_take_nick,
    may_write_to,
    name_problem,
    needs_operator,
    resembles,
    reserved,
    user_named,
)
from services.chat.rules.refusals import Failed, Refusal, Refused
from services.chat.rules.speech import is_ctcp, kept_by, may_be_heard, may_speak, muted_somewhere, speaks_to
from services.chat.state import at_least

__all__ = [
    "INVITATIONS",
    "INVITATION_MS",
    "SERVICES",
    "Failed",
    "Refusal",
    "Refused",
    "active_bans",
    "address_ban",
    "at_least",
    "banned",
    "channel_named",
    "fits",
    "fold_source",
    "hidden",
    "invited",
    "is_active",
    "is_ctcp",
    "is_wild",
    "kept_by",
    "led_to",
    "may_be_called",
    "may_be_heard",
    "may_change_topic",
    "may_forward_to",
    "may_invite",
    "may_join",
    "may_kick",
    "may_register",
    "may_rename",
    "may_set_mode",
    "may_speak",
    "may_take_back",
    "may_take_nick",
    "may_write_to",
    "member_of",
    "muted",
    "muted_somewhere",
    "name_problem",
    "needs_operator",
    "needs_status",
    "network",
    "on_list",
    "power_since",
    "resembles",
    "reserved",
    "server_ban",
    "speaks_to",
    "user_named",
]
