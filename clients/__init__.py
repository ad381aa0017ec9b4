# SPDX-License-Identifier: GPL-3.0-or-later
"""The programs people hold: `session` is the client core, `desktop` (PyQt6) and `terminal` (Textual) show it.

The two front ends import `session`, never each other; nothing here imports `services`.
"""
