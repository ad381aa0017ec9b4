# SPDX-License-Identifier: GPL-3.0-or-later
"""Windows that ask or show one thing; each is a file."""
