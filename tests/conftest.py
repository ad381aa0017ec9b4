# SPDX-License-Identifier: GPL-3.0-or-later
"""What every test gets: a place for Qt to draw without a display, and Hypothesis without a stopwatch.

Fixtures that only one part of the tree needs live in that part's own conftest.
"""

import os

import hypothesis
import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

# Two busy cores make any deadline a coin toss; what is slow is measured in benchmarks/.
hypothesis.settings.register_profile("house", deadline=None, print_blob=True)
hypothesis.settings.load_profile("house")


def pytest_addoption(parser: pytest.Parser, pluginmanager: pytest.PytestPluginManager) -> None:
    """Keep the settings of pytest-qt known where it is switched off, as on a machine without Qt's libraries."""
    if not pluginmanager.has_plugin("pytest-qt"):
        for name in ("qt_api", "qt_log_level_fail"):
            parser.addini(name, "of pytest-qt, which is off")
