# SPDX-License-Identifier: GPL-3.0-or-later
"""The IRC wire, sans-IO: bytes in, messages out.

Standard library only; no clock, no socket, no randomness: what varies is passed in. Import the module that
holds a thing (`from protocol.message import Message`); this package re-exports nothing.
"""
