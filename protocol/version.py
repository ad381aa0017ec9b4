# SPDX-License-Identifier: GPL-3.0-or-later
"""The one place that says which version of Hubbub this is.

`pyproject.toml` reads it from here without importing anything, the server and the clients import it. A release
changes this line and gives `CHANGELOG.md` a heading of the same name; nothing else names a version.
"""

VERSION = "0.1.0"
