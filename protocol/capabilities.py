# SPDX-License-Identifier: GPL-3.0-or-later
"""One row per capability that CAP LS can offer.

Rules kept here:
- A capability's `bit` is its row's place; bits are not written anywhere outside one process, so rows may move.
- `requires` are the capabilities that the specification says MUST be negotiated to use this one; what merely works
  better together is not listed. Clients may ask in any order, so a request is never refused for it ("The order of
  capability negotiation is not significant and MUST NOT be enforced"); `effective` says what works.
- Values (`sasl=PLAIN`) are the server's settings and passed in where lines are made: nothing here holds state.
- What IRCv3 specifies without a capability (monitor, whox, bot-mode, utf8-only …) is not here but in `isupport`.

A new capability: one row here, and what the specification adds to `numerics`, `standard_replies`, `isupport`.
Sources: IRCv3 capability-negotiation, and the specification that each row names.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Capability:
    """A capability: its name on the wire, its bit in a set, the document that defines it."""

    name: str
    bit: int
    spec: str
    requires: tuple["Capability", ...] = ()
    informational: bool = False  # advertised, never requested

    def __str__(self) -> str:
        return self.name


ROWS: list[Capability] = []


def _row(name: str, spec: str, *requires: Capability, informational: bool = False) -> Capability:
    row = Capability(name, 1 << len(ROWS), spec, requires, informational)
    ROWS.append(row)
    return row


BATCH = _row("batch", "batch")
MESSAGE_TAGS = _row("message-tags", "message-tags")
SERVER_TIME = _row("server-time", "server-time")
ACCOUNT_TAG = _row("account-tag", "account-tag")
ECHO_MESSAGE = _row("echo-message", "echo-message")
LABELED_RESPONSE = _row("labeled-response", "labeled-response", BATCH)
CAP_NOTIFY = _row("cap-notify", "capability-negotiation")
STANDARD_REPLIES = _row("standard-replies", "standard-replies")
SASL = _row("sasl", "sasl-3.2")
STS = _row("sts", "sts", informational=True)
MULTI_PREFIX = _row("multi-prefix", "multi-prefix")
USERHOST_IN_NAMES = _row("userhost-in-names", "userhost-in-names")
NO_IMPLICIT_NAMES = _row("no-implicit-names", "no-implicit-names")
ACCOUNT_NOTIFY = _row("account-notify", "account-notify")
AWAY_NOTIFY = _row("away-notify", "away-notify")
CHGHOST = _row("chghost", "chghost")
EXTENDED_JOIN = _row("extended-join", "extended-join")
EXTENDED_MONITOR = _row("extended-monitor", "extended-monitor")
INVITE_NOTIFY = _row("invite-notify", "invite-notify")
SETNAME = _row("setname", "setname")
ACCOUNT_REGISTRATION = _row("draft/account-registration", "account-registration")
CHANNEL_RENAME = _row("draft/channel-rename", "channel-rename")
CHATHISTORY = _row("draft/chathistory", "chathistory")  # without batch, server-time, message-tags it does less
EVENT_PLAYBACK = _row("draft/event-playback", "chathistory", CHATHISTORY)
EXTENDED_ISUPPORT = _row("draft/extended-isupport", "extended-isupport")
MESSAGE_REDACTION = _row("draft/message-redaction", "message-redaction", MESSAGE_TAGS)
METADATA = _row("draft/metadata-2", "metadata", BATCH)
METADATA_3 = _row("draft/metadata-3", "metadata", BATCH)
MULTILINE = _row("draft/multiline", "multiline", BATCH)
OPER_TAG = _row("draft/oper-tag", "oper-tag")
PRE_AWAY = _row("draft/pre-away", "pre-away")
READ_MARKER = _row("draft/read-marker", "read-marker")
SEARCH = _row("soju.im/search", "search")
SEARCH_DRAFT = _row("draft/search", "search")

BY_NAME: Mapping[str, Capability] = {row.name: row for row in ROWS}


def mask(rows: Iterable[Capability]) -> int:
    """The set of `rows`."""
    bits = 0
    for row in rows:
        bits |= row.bit
    return bits


def names(bits: int) -> list[str]:
    """The names in a set, in the rows' order."""
    return [row.name for row in ROWS if bits & row.bit]


def effective(bits: int) -> int:
    """The set without what lacks a capability that it requires."""
    for row in ROWS:  # a row's requirements come before it, so one pass is enough
        if bits & row.bit and any(not bits & required.bit for required in row.requires):
            bits &= ~row.bit
    return bits
