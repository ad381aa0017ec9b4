# SPDX-License-Identifier: GPL-3.0-or-later
"""The command: `python -m clients.terminal [ircs://host:port/#room] [--nick NAME]`."""

import argparse
import getpass
import os
import sys
from pathlib import Path

from clients.session.config import BadAddress, SessionConfig, parse_address, without_password
from clients.terminal.app import Terminal
from clients.terminal.palette import PALETTES, fitting
from clients.terminal.password import VARIABLE, given
from clients.terminal.unsent import kept

WRONG_USE = 2
ELSEWHERE = f"Use --password-file or {VARIABLE}, or type it when you are asked."


def arguments(argv: list[str] | None) -> argparse.Namespace:
    """What was typed behind the command."""
    parser = argparse.ArgumentParser(prog="hubbub-terminal", description="Hubbub in a terminal.")
    parser.add_argument("address", nargs="?", default="127.0.0.1:9090", help="irc://host:port/#room, ircs:// for TLS")
    parser.add_argument("--nick", default="", help="nickname (default: your user name)")
    parser.add_argument(
        "--password-file", type=Path, metavar="FILE",
        help=f"the first line is the password of the server (else {VARIABLE} in the environment, else it is asked for)",
    )  # fmt: skip
    parser.add_argument("--theme", choices=sorted(PALETTES), help="colours (default: what the terminal tells, or dark)")
    parser.add_argument("--no-mouse", action="store_true", help="leave the mouse to the terminal")
    return parser.parse_args(argv)


def main(argv: list[str] | None = None) -> int:
    """Run the client; the exit code is the program's: 128 and the number of the signal that ended it, or 0."""
    options = arguments(argv)
    try:
        address, has_password = without_password(options.address)
        host, port, tls, room = parse_address(address)
        if has_password:
            print(f"The password in the address is not used: others can read it. {ELSEWHERE}", file=sys.stderr)
        password = given(options.password_file)
    except BadAddress as error:
        print(error, file=sys.stderr)
        return WRONG_USE
    except (OSError, ValueError) as error:
        print(f"The password cannot be read: {error}", file=sys.stderr)
        return WRONG_USE
    if not sys.stdin.isatty() or not sys.stdout.isatty():
        print("The terminal client needs a terminal; with a pipe, use `nc HOST 9090`.", file=sys.stderr)
        return 1
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="replace")  # type: ignore[union-attr]
    nick = options.nick or getpass.getuser()
    config = SessionConfig(nick, host, port, tls, rooms=(room,) if room else (), server_password=password)
    disk = kept()
    palette = PALETTES[options.theme] if options.theme else fitting()
    app = Terminal(config, disk.store, unsent=disk.unsent, palette=palette, encoding=sys.stdout.encoding)
    try:
        app.run(mouse=not options.no_mouse)
    finally:
        disk.close()
        _flush()
    return app.return_code or 0


def _flush() -> None:
    """A terminal that is gone takes nothing more: what is left for it must not change how the program ends."""
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except OSError:
            nowhere = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nowhere, stream.fileno())
            os.close(nowhere)


if __name__ == "__main__":
    sys.exit(main())
