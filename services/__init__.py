# SPDX-License-Identifier: GPL-3.0-or-later
"""Server processes. `services.chat` is the chat server itself."""
