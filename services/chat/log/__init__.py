# SPDX-License-Identifier: GPL-3.0-or-later
"""The ordered log: `port` says what it must do, `sqlite` is the embedded one."""
