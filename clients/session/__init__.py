# SPDX-License-Identifier: GPL-3.0-or-later
"""The client core: no Qt, no asyncio, no sockets, no clock. Bytes and time in; events, view models and bytes out.

The whole API is on one page: README.md beside this file. Front ends import from the modules named there.
"""
