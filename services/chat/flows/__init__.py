# SPDX-License-Identifier: GPL-3.0-or-later
"""What several commands share: the ways through the house that are longer than one command.

A flow is given the `Request` of its command. Flows may call each other; they change nothing but by events.
"""
