# SPDX-License-Identifier: GPL-3.0-or-later
"""Settings: `model` is what can be set, `load` reads file and environment, `page` writes docs/settings.md."""
