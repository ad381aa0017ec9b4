# SPDX-License-Identifier: GPL-3.0-or-later
"""The chat server: commands submit events, the log makes them durable, apply changes the state, fan-out tells people.

The way of one message and the laws between the files are in docs/architecture.md.
"""
