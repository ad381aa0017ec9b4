# SPDX-License-Identifier: GPL-3.0-or-later
"""How a rule says no.

Refusal
├── Refused(numeric, *params)     answered with that numeric
└── Failed(code, *context)        answered with a standard reply, FAIL <command> <code> <context…> :<text>
"""

from protocol.numerics import Numeric
from protocol.standard_replies import Code


class Refusal(Exception):
    """The actor may not, or can't. Nothing was changed."""


class Refused(Refusal):
    """Answered with a numeric. `text` replaces the numeric's own text."""

    def __init__(self, numeric: Numeric, *params: str, text: str | None = None) -> None:
        super().__init__(numeric.name, *params)
        self.numeric = numeric
        self.params = params
        self.text = text


class Failed(Refusal):
    """Answered with a standard reply (IRCv3 standard-replies)."""

    def __init__(self, code: Code, *context: str, text: str | None = None) -> None:
        super().__init__(code.code, *context)
        self.code = code
        self.context = context
        self.text = text
