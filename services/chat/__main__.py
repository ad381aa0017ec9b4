# SPDX-License-Identifier: GPL-3.0-or-later
"""The command line: `python -m services.chat [--config FILE]`."""

import argparse
import asyncio
import logging
import signal
import sys
from pathlib import Path

import uvloop

from services.chat.app import App
from services.chat.edge.listener import ListenError
from services.chat.edge.tls import TlsError
from services.chat.log.port import LogError
from services.chat.settings import Settings
from services.chat.settings_load import SettingsError, load


def main(arguments: list[str] | None = None) -> int:
    """Run the server until it is told to stop. The exit code: 0, or 1 with one sentence on standard error."""
    parser = argparse.ArgumentParser(prog="hubbub-server", description="The Hubbub chat server.")
    parser.add_argument("--config", type=Path, metavar="FILE", help="settings, a TOML file (see docs/settings.md)")
    options = parser.parse_args(arguments)
    try:
        settings = load(options.config)
        logging.basicConfig(level=logging.INFO)
        uvloop.run(serve(settings))
    except (SettingsError, LogError, TlsError, ListenError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


async def serve(settings: Settings) -> None:
    """Start, wait for SIGTERM or SIGINT, stop."""
    loop = asyncio.get_running_loop()
    stopping = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stopping.set)
    app = App(settings)
    addresses = await app.start()
    logging.getLogger(__name__).info("listening on %s", ", ".join(map(str, addresses)))
    await stopping.wait()
    await app.stop()


if __name__ == "__main__":
    sys.exit(main())
