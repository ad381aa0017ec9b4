# SPDX-License-Identifier: GPL-3.0-or-later
"""The command: `python -m clients.terminal [ircs://host:port/#room] [--nick NAME]`."""

import argparse
import getpass
import sys
from pathlib import Path

import platformdirs

from clients.session.config import BadAddress, SessionConfig, parse_address
from clients.session.store import Store, StoreError
from clients.terminal.app import Terminal


def main(argv: list[str] | None = None) -> int:
    """Run the client; the exit code is the program's."""
    parser = argparse.ArgumentParser(prog="hubbub-terminal", description="Hubbub in a terminal.")
    parser.add_argument("address", nargs="?", default="127.0.0.1:9090", help="irc://host:port/#room, ircs:// for TLS")
    parser.add_argument("--nick", default=getpass.getuser(), help="nickname (default: your user name)")
    options = parser.parse_args(argv)
    try:
        host, port, tls, room = parse_address(options.address)
    except BadAddress as error:
        print(error, file=sys.stderr)
        return 1
    if not sys.stdin.isatty() or not sys.stdout.isatty():
        print("The terminal client needs a terminal; with a pipe, use `nc HOST 9090`.", file=sys.stderr)
        return 1
    store = kept()
    Terminal(SessionConfig(options.nick, host, port, tls, rooms=(room,) if room else ()), store).run()
    if store is not None:
        store.close()
    return 0


def kept(folder: Path | None = None) -> Store | None:
    """Which hosts want TLS only (STS), from one start to the next: a store like the desktop's, without messages."""
    folder = folder or Path(platformdirs.user_data_dir("hubbub", appauthor=False))
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        return Store(folder / "terminal.sqlite3")
    except (OSError, StoreError) as error:
        print(f"Nothing is remembered for the next start: {error}", file=sys.stderr)
        return None


if __name__ == "__main__":
    sys.exit(main())
