# SPDX-License-Identifier: GPL-3.0-or-later
"""Names within our sentences stay what they are, and leave the rest what it is."""

from clients.desktop.header import full_name
from clients.desktop.words import isolated
from clients.session.model import User


def test_a_name_from_the_right_turns_nothing_else_round() -> None:
    """UAX #9: it is isolated; others need nothing."""
    assert isolated("bob") == "bob"
    assert isolated("שלום") == "\u2068שלום\u2069"
    known = User("dan", metadata={"display-name": "دان"})
    assert full_name(known) == "\u2068دان\u2069 (dan)"
