# SPDX-License-Identifier: GPL-3.0-or-later
"""Where bytes come in and go out: the listener, and one protocol class for each dialect."""
