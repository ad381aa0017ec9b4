# SPDX-License-Identifier: GPL-3.0-or-later
"""A message must not come to cost a quarter more unnoticed: calls of functions on its way are counted, not timed.

Whoever makes it cheaper, or dearer for a good reason, writes the new counts here.
"""

import pytest

from benchmarks.cost import calls

RECORDED = {"in": 49.1, "out": 19.1}


@pytest.mark.filterwarnings("ignore")  # what a profiled interpreter warns of is not what is looked for here
def test_a_message_costs_what_it_did() -> None:
    found = calls()
    dearer = {stage: count for stage, count in found.items() if count > 1.25 * RECORDED[stage]}
    assert not dearer, f"calls for a message were {RECORDED}"
