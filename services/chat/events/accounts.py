# SPDX-License-Identifier: GPL-3.0-or-later
"""Events of accounts, of logging in, and of people who stay while no client of theirs is here.

What an account is lasts: these events are replayed at start. Hashes and keys are never part of a `repr`.
A person who stays (`UserKept`) and the rooms they are in (`RoomKept`, `RoomLeft`) last too; they follow right behind
the event that brought it about, in the same batch (see `stays`).
"""

from dataclasses import field
from typing import ClassVar

from services.chat.events.base import Act
from services.chat.events.fact import fact


@fact(frozen=True, slots=True)
class AccountAct(Act):
    """Something done to the account `name`."""

    durable: ClassVar[bool] = True
    lasting: ClassVar[bool] = True

    name: str


@fact(frozen=True, slots=True)
class AccountRegistered(AccountAct):
    """First in the log wins the name. `password` is an argon2id hash, `scram` what `credentials.pack` made of the keys.

    `code` is the SHA-256 of the code that VERIFY has to bring, in hexadecimal; "" for an account that works at once.
    """

    password: str = field(repr=False)
    scram: str = field(repr=False)
    email: str = ""
    code: str = field(default="", repr=False)


@fact(frozen=True, slots=True)
class AccountVerified(AccountAct):
    """The code was right."""


@fact(frozen=True, slots=True)
class PasswordChanged(AccountAct):
    """As in `AccountRegistered`. What was the password before goes from the log."""

    erases: ClassVar[bool] = True

    password: str = field(repr=False)
    scram: str = field(repr=False)


@fact(frozen=True, slots=True)
class FingerprintAdded(AccountAct):
    """A client certificate, by the SHA-256 of it in hexadecimal, now logs in to the account.

    `shown`: the connection that asked has it, so another account that only named it loses it.
    """

    fingerprint: str
    shown: bool = False


@fact(frozen=True, slots=True)
class FingerprintRemoved(AccountAct):
    """And no longer does."""

    fingerprint: str


@fact(frozen=True, slots=True)
class AccountSettingsChanged(AccountAct):
    """`always_on` and `multiclient` are "on", "off", or "" for what the server's settings say."""

    always_on: str = ""
    multiclient: str = ""


@fact(frozen=True, slots=True)
class AbsenceChanged(AccountAct):
    """What holds of the account while nobody is logged in to it.

    `waiting`: since when messages wait for them (Unix milliseconds; 0: none do). `registered_only`: they take private
    messages only from people who are logged in (user mode +R).
    """

    waiting: int = 0
    registered_only: bool = False


@fact(frozen=True, slots=True)
class AccountDropped(AccountAct):
    """The account is no more. Its secrets and its address go from the log."""

    erases: ClassVar[bool] = True


@fact(frozen=True, slots=True)
class AccountChanged(Act):
    """Somebody logged in to the account `name`, or out, if that is "". `account` is the one before."""

    name: str


@fact(frozen=True, slots=True)
class StayAct(Act):
    """Something about a person who stays."""

    durable: ClassVar[bool] = True
    lasting: ClassVar[bool] = True


@fact(frozen=True, slots=True)
class UserKept(StayAct):
    """The person stays while no client of theirs is here, and comes back when the server starts again."""

    nick: str
    username: str
    host: str
    realname: str
    modes: str = ""


@fact(frozen=True, slots=True)
class UserLet(StayAct):
    """The person no longer stays."""


@fact(frozen=True, slots=True)
class RoomKept(StayAct):
    """A person who stays is in a channel, as `statuses` (letters). `key` is the channel's folded name, `channel` the
    shown one; `modes` those with which it comes back if it is not there."""

    key: str
    channel: str
    statuses: str = ""
    modes: tuple[tuple[str, str], ...] = ()


@fact(frozen=True, slots=True)
class RoomLeft(StayAct):
    """And is in it no longer."""

    key: str
