# SPDX-License-Identifier: GPL-3.0-or-later
"""The first instant of `python -m services.chat`: signals are heeded before anything else is imported.

The imports take a second or two on a small machine. The kernel drops a signal for PID 1, as in a container, that it has
no handler for, so a SIGTERM in that time would be lost, and the container killed at the end of its grace period.
Until `command_line.serve` takes over, SIGTERM and SIGINT end the process at once, with exit code 0: nothing has begun.
SIGHUP says to read the settings, which is about to be done. A container's entry point starts us with these signals
blocked (`env --block-signal`), so that those that come before the first instruction wait for the last one here.
"""

import os
import signal
import sys


def heed_signals() -> None:
    """Handle signals until there is an event loop, and let in what has waited."""
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda _number, _frame: os._exit(0))
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, (signal.SIGTERM, signal.SIGINT, signal.SIGHUP))


def main() -> int:
    """Run the server until it is told to stop. The exit code."""
    heed_signals()
    from services.chat import command_line  # noqa: PLC0415  what takes a while

    return command_line.main()


if __name__ == "__main__":
    sys.exit(main())
