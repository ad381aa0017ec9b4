# SPDX-License-Identifier: GPL-3.0-or-later
"""MODE, of channels and of users. Source: Modern IRC "MODE"."""
