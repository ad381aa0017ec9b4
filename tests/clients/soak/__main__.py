# SPDX-License-Identifier: GPL-3.0-or-later
"""`python -m tests.clients.soak [SECONDS] [--seed N]`: a long day with the real window.

`--short` is the one of the tests.

The seed is printed first, each step as it is done; what did not hold ends the day, with exit status 1.
"""

import argparse
import os
import random
import signal
import sys
import time
from collections.abc import Iterator

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from tests.clients.soak.day import Day
from tests.clients.soak.order import ALL, Step, in_order, short
from tests.clients.soak.person import Failure

HOUR = 3600
LONGEST = 0.1  # seconds until the window answers, always


def until(end: float, seed: int) -> Iterator[Step]:
    """Rounds of all steps, as long as there is time."""
    for number, step in enumerate(in_order(seed)):
        if number % len(ALL) == 0 and number and time.monotonic() > end:
            return
        yield step


def main() -> int:
    """Live one day."""
    parser = argparse.ArgumentParser(prog="tests.clients.soak", description=__doc__)
    parser.add_argument("seconds", nargs="?", type=float, default=HOUR, help="how long, an hour if not said")
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10**6))
    parser.add_argument("--short", action="store_true", help="each step once, few people, and no clock")
    options = parser.parse_args()
    print(f"seed {options.seed}", flush=True)
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # everybody goes home, as on Ctrl+C
    day = Day(options.seed, scale=0.05 if options.short else 1.0, longest=0.0 if options.short else LONGEST)
    try:
        steps = short(options.seed) if options.short else until(time.monotonic() + options.seconds, options.seed)
        day.live(steps, say=True)
        day.end()
    except Failure as failure:
        print(f"seed {options.seed}: {failure}", flush=True)
        return 1
    finally:
        day.close()
    print(f"{len(day.done)} steps, at most {day.memory.most_mb:.0f} MB", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
