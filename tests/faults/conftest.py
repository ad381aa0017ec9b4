# SPDX-License-Identifier: GPL-3.0-or-later
"""What is long runs only with HUBBUB_FAULTS=full in the environment: then everything is done as often as promised."""

import os

import pytest

FULL = os.environ.get("HUBBUB_FAULTS") == "full"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip what is marked slow."""
    for item in items:
        if "slow" in item.keywords and "tests/faults" in item.path.as_posix() and not FULL:
            item.add_marker(pytest.mark.skip(reason="long: HUBBUB_FAULTS=full runs it"))
