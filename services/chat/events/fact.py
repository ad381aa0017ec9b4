# SPDX-License-Identifier: GPL-3.0-or-later
"""`@fact(frozen=True, slots=True)`: a dataclass that nobody changes, as the type checker sees to.

While the program runs nothing does: a frozen dataclass sets each field through `object.__setattr__`, which makes an
event eight times as expensive to create, two of the ten microseconds that a message cost on its way in.
"""

import dataclasses
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

__all__ = ["fact"]

if TYPE_CHECKING:
    from dataclasses import dataclass as fact
else:

    def fact(*, frozen: bool, slots: bool) -> Callable[[type], type]:
        """See above. Equal ones have the same hash, as of those that are frozen."""
        return partial(dataclasses.dataclass, slots=slots, unsafe_hash=frozen)
