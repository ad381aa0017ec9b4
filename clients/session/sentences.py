# SPDX-License-Identifier: GPL-3.0-or-later
"""Sentences people read that are said from more than one place. Front ends show them as they are.

They are constants so that a translation finds them in one file; whoever adds a sentence used twice puts it here.
"""

BAD_ADDRESS = "That is not an address of a chat server. Examples: chat.example.org, ircs://chat.example.org:6697/#room"
