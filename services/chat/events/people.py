# SPDX-License-Identifier: GPL-3.0-or-later
"""Events of people: coming, changing, going."""

from dataclasses import dataclass

from services.chat.events.base import Act


@dataclass(frozen=True, slots=True)
class UserConnected(Act):
    """Somebody finished registration. First in the log wins a nickname."""

    nick: str
    username: str
    host: str
    realname: str
    modes: str = ""
    secure: bool = False


@dataclass(frozen=True, slots=True)
class NickChanged(Act):
    """`source` still has the old nickname; `nick` is the new one."""

    nick: str


@dataclass(frozen=True, slots=True)
class UserQuit(Act):
    """Somebody left the server."""

    reason: str


@dataclass(frozen=True, slots=True)
class AwayChanged(Act):
    """`message` is "" when the person is back."""

    message: str


@dataclass(frozen=True, slots=True)
class UserModesChanged(Act):
    """`changes` are signed letters, as in `("+i", "-w")`."""

    changes: tuple[str, ...]
