# SPDX-License-Identifier: GPL-3.0-or-later
"""Names of tags and of batch types; a new one is one line here.

Client-only tags begin with `+`. "Tags without the client-only prefix MUST be removed by the server before being
relayed": `client_only` is that rule.

Sources: IRCv3 message-tags, client-tags/*, batch, and each specification named beside its tag.
"""

from typing import Final

TIME: Final = "time"  # server-time
MSGID: Final = "msgid"  # message-ids
ACCOUNT: Final = "account"  # account-tag
BATCH: Final = "batch"  # batch
LABEL: Final = "label"  # labeled-response; at most 64 bytes
BOT: Final = "bot"  # bot-mode
OPER: Final = "draft/oper"  # oper-tag
MULTILINE_CONCAT: Final = "draft/multiline-concat"  # multiline
CHATHISTORY_CONTEXT: Final = "draft/chathistory-context"  # chathistory

TYPING: Final = "+typing"  # active, paused, done
REPLY: Final = "+reply"
REPLY_DRAFT: Final = "+draft/reply"
REACT: Final = "+draft/react"
UNREACT: Final = "+draft/unreact"
CHANNEL_CONTEXT: Final = "+channel-context"
CHANNEL_CONTEXT_DRAFT: Final = "+draft/channel-context"

TYPING_STATES: Final = frozenset(("active", "paused", "done"))
MAX_LABEL_BYTES: Final = 64

BATCH_CHATHISTORY: Final = "chathistory"
BATCH_CHATHISTORY_TARGETS: Final = "draft/chathistory-targets"
BATCH_ISUPPORT: Final = "draft/isupport"
BATCH_LABELED_RESPONSE: Final = "labeled-response"
BATCH_METADATA: Final = "metadata"
BATCH_METADATA_SUBS: Final = "metadata-subs"
BATCH_MULTILINE: Final = "draft/multiline"
BATCH_NETJOIN: Final = "netjoin"
BATCH_NETSPLIT: Final = "netsplit"
BATCH_SEARCH: Final = "search"
BATCH_SEARCH_SOJU: Final = "soju.im/search"


def client_only(tags: dict[str, str]) -> dict[str, str]:
    """Of what a client sent, the tags that are passed on."""
    return {key: value for key, value in tags.items() if key[0] == "+"}
