# SPDX-License-Identifier: GPL-3.0-or-later
"""Pictures and pages from elsewhere, fetched only when asked for: checked, bounded, kept in memory and nowhere else."""
