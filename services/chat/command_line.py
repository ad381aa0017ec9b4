# SPDX-License-Identifier: GPL-3.0-or-later
"""The command line: `python -m services.chat [--config FILE]`, installed as `hubbub-server` (see `__main__`).

Exit codes: 0 after SIGTERM or SIGINT, 1 with one sentence on standard error when the server can't start or go on,
2 for a command line that can't be understood.
"""

import argparse
import asyncio
import gc
import getpass
import logging
import signal
import sys
from functools import partial
from pathlib import Path

import argon2
import uvloop

from protocol.version import VERSION
from services.chat.app import App
from services.chat.edge.listener import ListenError
from services.chat.edge.tls import TlsError, build_context
from services.chat.files import keep_private
from services.chat.log.port import LogError
from services.chat.log.process import LOST
from services.chat.server_log import ServerLogError, logging_to
from services.chat.settings.load import SettingsError, load
from services.chat.settings.model import Settings

_DESCRIPTION = """\
The Hubbub chat server. Without any settings it listens on 127.0.0.1:9090 and keeps its data in ./data and its logs in
./logs. Settings come from a TOML file and from HUBBUB_... environment variables; docs/settings.md lists them.
"""


def main(arguments: list[str] | None = None) -> int:
    """Run the server until it is told to stop."""
    parser = argparse.ArgumentParser(prog="hubbub-server", description=_DESCRIPTION)
    parser.add_argument("--config", type=Path, metavar="FILE", help="read settings from this TOML file")
    parser.add_argument("--check", action="store_true", help="check the settings and do no more")
    parser.add_argument("--hash-password", action="store_true", help="ask for a password and print its argon2 hash")
    parser.add_argument("--version", action="version", version=f"Hubbub {VERSION}")
    options = parser.parse_args(arguments)
    keep_private()
    if options.hash_password:
        print(argon2.PasswordHasher().hash(_ask_password()))
        return 0
    try:
        settings = load(options.config)
        if options.check:
            _check_certificate(settings)
        else:
            with logging_to(settings.log_dir, settings.log_level):
                uvloop.run(serve(settings, options.config))
    except (SettingsError, ServerLogError, LogError, TlsError, ListenError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


async def serve(settings: Settings, config: Path | None) -> None:
    """Start, wait for SIGTERM or SIGINT, stop. SIGHUP reads the settings again. Raises LogError if the log is lost."""
    logger = logging.getLogger(__name__)
    loop = asyncio.get_running_loop()
    stopping, gone = loop.create_future(), loop.create_future()

    def stop() -> None:
        if not stopping.done():
            stopping.set_result(None)

    def lost() -> None:
        logger.critical("the log is lost")
        gone.set_exception(LogError(LOST))

    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop)
    app = App(settings, partial(load, config), config.name if config is not None else "environment", lost)
    reloads: set[asyncio.Task[str]] = set()

    def reload() -> None:
        task = loop.create_task(app.reloader.reload())
        reloads.add(task)
        task.add_done_callback(reloads.discard)

    loop.add_signal_handler(signal.SIGHUP, reload)
    addresses = ", ".join(map(str, await app.start()))
    _settle_in()
    places = {"data": str(settings.data_dir.resolve()), "logs": str(settings.log_dir.resolve())}
    logger.info("listening", extra={"addresses": addresses, "version": VERSION} | places)
    await _unless(gone, stopping)
    logger.info("stopping")
    await _unless(gone, loop.create_task(app.stop()))
    logger.info("stopped")


async def _unless(gone: asyncio.Future[None], work: asyncio.Future[None]) -> None:
    """Wait for `work`. Raises what `gone` has to say as soon as it does: then `work` may never end."""
    await asyncio.wait((gone, work), return_when=asyncio.FIRST_COMPLETED)
    (gone if gone.done() else work).result()


def _settle_in() -> None:
    """Python's defaults suit programs that compute in one thread; a server holds many objects and hands work over."""
    gc.collect()
    gc.freeze()  # what is here now stays
    gc.set_threshold(50_000, 20, 50)  # a batch of messages is not worth a search for cycles
    sys.setswitchinterval(0.0005)  # a thread that is back from the disk waits this long at most for its turn


def _check_certificate(settings: Settings) -> None:
    """What a start would say of the certificate. Raises TlsError."""
    if settings.tls_certificate is not None and settings.tls_key is not None:
        build_context(settings.tls_certificate, settings.tls_key)


def _ask_password() -> str:
    """From the terminal, unseen; or the first line of what is piped in."""
    signal.signal(signal.SIGINT, signal.default_int_handler)  # so that the terminal shows again what is typed
    return getpass.getpass("Password: ") if sys.stdin.isatty() else sys.stdin.readline().rstrip("\r\n")
