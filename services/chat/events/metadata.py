# SPDX-License-Identifier: GPL-3.0-or-later
"""What people say of themselves and of channels in keys and values (IRCv3 metadata)."""

from typing import ClassVar

from services.chat.events.base import Act
from services.chat.events.fact import fact


@fact(frozen=True, slots=True)
class MetadataChanged(Act):
    """`changes` are (key, value), the value "" for a key that is gone.

    Of a person (`user` the user id, `owner` the account if there is one) or of a channel (`channel` its folded name).
    `target` is the name as shown.
    """

    target: str
    changes: tuple[tuple[str, str], ...]
    user: str = ""
    owner: str = ""
    channel: str = ""


@fact(frozen=True, slots=True)
class MetadataKept(MetadataChanged):
    """The same of an account or a registered channel, which outlives a restart."""

    durable: ClassVar[bool] = True
    lasting: ClassVar[bool] = True
