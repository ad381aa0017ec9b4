# SPDX-License-Identifier: GPL-3.0-or-later
"""The desktop client: PyQt6 widgets over `clients.session`. Qt appears under this folder and nowhere else.

`app` wires, `controller` moves bytes and time, `transport` owns the socket; every widget has a file of its own, whose
class docstring lists its signals, and knows no socket. docs/design.md says what it should look like.
"""
