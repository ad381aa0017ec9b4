# SPDX-License-Identifier: GPL-3.0-or-later
"""The terminal client: Textual on top of `clients.session`. `python -m clients.terminal --help`."""
