# SPDX-License-Identifier: GPL-3.0-or-later
"""The conversation: a list that lays out only the rows in sight (model, layout, view, selection)."""
