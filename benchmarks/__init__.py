# SPDX-License-Identifier: GPL-3.0-or-later
"""What is measured, beside its peers in the same run. `python -m benchmarks --help`; results in docs/performance.md."""
