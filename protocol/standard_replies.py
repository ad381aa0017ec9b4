# SPDX-License-Identifier: GPL-3.0-or-later
"""FAIL, WARN and NOTE: one row per code that a specification defines, and how they are written and read.

    FAIL <command> <code> [<context>...] :<description>

Rules kept here:
- A row's `command` is the one it answers; `*` in a row means any command, and the caller says which.
- `context` names the parameters between the code and the description; they are checked like a numeric's, and one
  that could not stand there becomes `*`.
- "Implementers MUST use an existing code if one is already defined": look here before a new code is thought of.

A new code: one row, named COMMAND_CODE, with its specification. Sources: IRCv3 standard-replies and what rows name.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from protocol.message import Message, join, safe


class Kind(StrEnum):
    """What a reply means for the command: it failed, it went through with a warning, or something is to be known."""

    FAIL = "FAIL"
    WARN = "WARN"
    NOTE = "NOTE"


class StandardReply(NamedTuple):
    """A reply as a client reads it."""

    kind: Kind
    command: str
    code: str
    context: tuple[str, ...]
    description: str


@dataclass(frozen=True, slots=True)
class Code:
    """One code: what it answers, what it carries, its usual wording."""

    command: str
    code: str
    context: str
    text: str
    spec: str

    def fail(self, server: str, *context: str, text: str | None = None, command: str | None = None) -> str:
        """The FAIL line, without its end."""
        return self._line(Kind.FAIL, server, context, text, command)

    def warn(self, server: str, *context: str, text: str | None = None, command: str | None = None) -> str:
        """The WARN line, without its end."""
        return self._line(Kind.WARN, server, context, text, command)

    def note(self, server: str, *context: str, text: str | None = None, command: str | None = None) -> str:
        """The NOTE line, without its end."""
        return self._line(Kind.NOTE, server, context, text, command)

    def _line(self, kind: Kind, server: str, context: tuple[str, ...], text: str | None, command: str | None) -> str:
        names = self.context.split()
        least = sum(not name.startswith("[") for name in names)
        most = 1000 if self.context.endswith("…]") else len(names)
        if not least <= len(context) <= most:
            raise ValueError(f"{self.command} {self.code} takes {self.context or 'no context'}, not {context!r}")
        params = [safe(command or self.command), self.code, *map(safe, context), self.text if text is None else text]
        return join(f":{server} {kind}", params, True)


def read(message: Message) -> StandardReply | None:
    """`message` as a standard reply, if it is one."""
    if message.command not in Kind.__members__ or len(message.params) < 3:
        return None
    command, code, *context, description = message.params
    return StandardReply(Kind(message.command), command.upper(), code.upper(), tuple(context), description)


# Any command
ANY_ACCOUNT_REQUIRED = Code("*", "ACCOUNT_REQUIRED", "", "You must log in to use this server", "account-registration")
ANY_INVALID_UTF8 = Code(
    "*", "INVALID_UTF8", "", "Message rejected, your IRC software MUST use UTF-8 encoding on this network", "utf8-only"
)
ANY_INVALID_PARAMS = Code("*", "INVALID_PARAMS", "[parameter…]", "Invalid parameters", "registry")
ANY_NEED_MORE_PARAMS = Code("*", "NEED_MORE_PARAMS", "", "Missing parameters", "standard-replies")
ANY_INTERNAL_ERROR = Code("*", "INTERNAL_ERROR", "[context…]", "The server could not do this", "standard-replies")
ANY_RATE_LIMITED = Code("*", "RATE_LIMITED", "[context…]", "You are doing this too often", "standard-replies")

# BATCH
BATCH_TIMEOUT = Code("BATCH", "TIMEOUT", "reference", "The batch was left open for too long", "client-batch")
BATCH_INVALID_REFTAG = Code("BATCH", "INVALID_REFTAG", "reference", "Invalid reference tag", "client-batch")
BATCH_UNKNOWN_TYPE = Code("BATCH", "UNKNOWN_TYPE", "reference type", "Unknown type of batch", "client-batch")
BATCH_MULTILINE_MAX_BYTES = Code(
    "BATCH", "MULTILINE_MAX_BYTES", "limit", "Multiline batch max-bytes exceeded", "multiline"
)
BATCH_MULTILINE_MAX_LINES = Code(
    "BATCH", "MULTILINE_MAX_LINES", "limit", "Multiline batch max-lines exceeded", "multiline"
)
BATCH_MULTILINE_INVALID_TARGET = Code(
    "BATCH", "MULTILINE_INVALID_TARGET", "batch_target target", "Invalid multiline target", "multiline"
)
BATCH_MULTILINE_INVALID = Code("BATCH", "MULTILINE_INVALID", "", "Invalid multiline batch", "multiline")

# CHATHISTORY
CHATHISTORY_INVALID_PARAMS = Code(
    "CHATHISTORY", "INVALID_PARAMS", "subcommand [parameter…]", "Invalid parameters", "chathistory"
)
CHATHISTORY_INVALID_TARGET = Code(
    "CHATHISTORY", "INVALID_TARGET", "subcommand target", "Messages could not be retrieved", "chathistory"
)
CHATHISTORY_MESSAGE_ERROR = Code(
    "CHATHISTORY", "MESSAGE_ERROR", "subcommand target [context…]", "Messages could not be retrieved", "chathistory"
)
CHATHISTORY_INVALID_MSGREFTYPE = Code(
    "CHATHISTORY",
    "INVALID_MSGREFTYPE",
    "subcommand target [context…]",
    "This kind of message reference is not supported",
    "chathistory",
)

# JOIN, RENAME
JOIN_CHANNEL_RENAMED = Code("JOIN", "CHANNEL_RENAMED", "old new", "The channel has been renamed", "channel-rename")
RENAME_CHANNEL_NAME_IN_USE = Code(
    "RENAME", "CHANNEL_NAME_IN_USE", "old new", "The channel name is already taken", "channel-rename"
)
RENAME_CANNOT_RENAME = Code("RENAME", "CANNOT_RENAME", "old new", "The channel cannot be renamed", "channel-rename")

# MARKREAD
MARKREAD_NEED_MORE_PARAMS = Code("MARKREAD", "NEED_MORE_PARAMS", "", "Missing parameters", "read-marker")
MARKREAD_INVALID_PARAMS = Code("MARKREAD", "INVALID_PARAMS", "[parameter…]", "Invalid parameters", "read-marker")
MARKREAD_INTERNAL_ERROR = Code(
    "MARKREAD", "INTERNAL_ERROR", "target [context…]", "The read timestamp could not be set", "read-marker"
)

# METADATA. The second draft's names, then those that the third gave them.
METADATA_INVALID_TARGET = Code("METADATA", "INVALID_TARGET", "target", "Invalid metadata target", "metadata")
METADATA_KEY_INVALID = Code("METADATA", "KEY_INVALID", "key", "Invalid key", "metadata")
METADATA_KEY_NOT_SET = Code("METADATA", "KEY_NOT_SET", "target key", "Key not set", "metadata")
METADATA_KEY_NO_PERMISSION = Code("METADATA", "KEY_NO_PERMISSION", "target key", "Permission denied", "metadata")
METADATA_LIMIT_REACHED = Code("METADATA", "LIMIT_REACHED", "[context…]", "Metadata limit reached", "metadata")
METADATA_RATE_LIMITED = Code(
    "METADATA", "RATE_LIMITED", "target key retry_after [value]", "Too many changes", "metadata"
)
METADATA_SUBCOMMAND_INVALID = Code("METADATA", "SUBCOMMAND_INVALID", "subcommand", "Invalid subcommand", "metadata")
METADATA_TOO_MANY_SUBS = Code("METADATA", "TOO_MANY_SUBS", "key", "Too many subscriptions", "metadata")
METADATA_VALUE_INVALID = Code("METADATA", "VALUE_INVALID", "[context…]", "Invalid value", "metadata")
METADATA_INVALID_KEY = Code("METADATA", "INVALID_KEY", "key", "Invalid key", "metadata")
METADATA_INVALID_PARAMS = Code("METADATA", "INVALID_PARAMS", "subcommand", "Invalid parameters", "metadata")
METADATA_INVALID_VALUE = Code("METADATA", "INVALID_VALUE", "key", "Invalid value", "metadata")

# NICK
NICK_NICKNAME_RESERVED = Code("NICK", "NICKNAME_RESERVED", "nick", "This nickname is reserved", "registry")

# REDACT
REDACT_INVALID_TARGET = Code(
    "REDACT", "INVALID_TARGET", "target", "You cannot delete messages there", "message-redaction"
)
REDACT_REDACT_FORBIDDEN = Code(
    "REDACT",
    "REDACT_FORBIDDEN",
    "target msgid",
    "You are not authorised to delete this message",
    "message-redaction",
)
REDACT_REDACT_WINDOW_EXPIRED = Code(
    "REDACT",
    "REDACT_WINDOW_EXPIRED",
    "target msgid window",
    "You can no longer delete this message",
    "message-redaction",
)
REDACT_UNKNOWN_MSGID = Code(
    "REDACT", "UNKNOWN_MSGID", "target msgid [window]", "This message does not exist or is too old", "message-redaction"
)


def _registration(code: str, context: str, text: str, command: str = "REGISTER") -> Code:
    return Code(command, code, context, text, "account-registration")


REGISTER_ACCOUNT_EXISTS = _registration("ACCOUNT_EXISTS", "account", "This account is already registered")
REGISTER_ACCOUNT_NAME_MUST_BE_NICK = _registration(
    "ACCOUNT_NAME_MUST_BE_NICK", "account", "The account name must be your nickname"
)
REGISTER_ALREADY_AUTHENTICATED = _registration("ALREADY_AUTHENTICATED", "account", "You are already logged in")
REGISTER_BAD_ACCOUNT_NAME = _registration("BAD_ACCOUNT_NAME", "account", "This account name cannot be used")
REGISTER_COMPLETE_CONNECTION_REQUIRED = _registration(
    "COMPLETE_CONNECTION_REQUIRED", "", "Finish connecting before you register an account"
)
REGISTER_INVALID_EMAIL = _registration("INVALID_EMAIL", "account", "This email address is not valid")
REGISTER_NEED_NICK = _registration("NEED_NICK", "account", "Choose a nickname before you register an account")
REGISTER_TEMPORARILY_UNAVAILABLE = _registration(
    "TEMPORARILY_UNAVAILABLE", "account", "Accounts cannot be registered at the moment"
)
REGISTER_UNACCEPTABLE_EMAIL = _registration("UNACCEPTABLE_EMAIL", "account", "This email address cannot be used")
REGISTER_UNACCEPTABLE_PASSWORD = _registration("UNACCEPTABLE_PASSWORD", "account", "This password cannot be used")
REGISTER_WEAK_PASSWORD = _registration("WEAK_PASSWORD", "account", "This password is too weak")
VERIFY_ALREADY_AUTHENTICATED = _registration("ALREADY_AUTHENTICATED", "account", "You are already logged in", "VERIFY")
VERIFY_COMPLETE_CONNECTION_REQUIRED = _registration(
    "COMPLETE_CONNECTION_REQUIRED", "", "Finish connecting before you verify an account", "VERIFY"
)
VERIFY_INVALID_CODE = _registration("INVALID_CODE", "account", "This code is wrong or has expired", "VERIFY")
VERIFY_TEMPORARILY_UNAVAILABLE = _registration(
    "TEMPORARILY_UNAVAILABLE", "account", "Accounts cannot be verified at the moment", "VERIFY"
)

# SEARCH
SEARCH_INVALID_PARAMS = Code("SEARCH", "INVALID_PARAMS", "[parameter…]", "Invalid parameters", "search")
SEARCH_INTERNAL_ERROR = Code("SEARCH", "INTERNAL_ERROR", "[context…]", "The search could not be run", "search")

# SETNAME
SETNAME_CANNOT_CHANGE_REALNAME = Code(
    "SETNAME", "CANNOT_CHANGE_REALNAME", "", "You cannot change your realname now", "setname"
)
SETNAME_INVALID_REALNAME = Code("SETNAME", "INVALID_REALNAME", "", "Realname is not valid", "setname")

ROWS = tuple(row for row in list(globals().values()) if isinstance(row, Code))
BY_CODE = {(row.command, row.code): row for row in ROWS}
