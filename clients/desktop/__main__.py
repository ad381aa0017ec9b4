# SPDX-License-Identifier: GPL-3.0-or-later
"""The command: `python -m clients.desktop [ircs://host:port/#room] [--nick NAME]`, see --help. `app` does the rest."""

import argparse
import os
import sys
from pathlib import Path

from clients.desktop.register import register

NO_DISPLAY = (
    "Hubbub's desktop client needs a display, and there is none here (neither DISPLAY nor WAYLAND_DISPLAY is set). "
    "From a terminal, any IRC client or `nc HOST 9090` joins the same room."
)
NO_QT = "Hubbub's desktop client can't start, as a part of Qt is missing: {why}. On Debian: {apt}"
APT = (
    "apt install libegl1 libgl1 libxkbcommon0 libxkbcommon-x11-0 libdbus-1-3 libfontconfig1 libxcb-cursor0 "
    "libxcb-icccm4 libxcb-image0 libxcb-keysyms1 libxcb-render-util0 libxcb-shape0 libxcb-xinerama0"
)


def arguments(argv: list[str]) -> argparse.Namespace:
    """What the command line says."""
    parser = argparse.ArgumentParser(prog="hubbub", description="A chat client for Hubbub and any other IRC server.")
    parser.add_argument(
        "address", nargs="?", default="", help="where to go: irc://host:port/#room, ircs:// for TLS, or host:port"
    )
    parser.add_argument("--nick", default="", help="join with this nickname at once, in a window of its own")
    parser.add_argument("--new-window", action="store_true", help="open one more window, though there is one already")
    parser.add_argument("--register", action="store_true", help="open irc:// links with Hubbub from now on, and end")
    parser.add_argument("--profile", type=Path, help="keep settings and messages in this folder")
    return parser.parse_args(argv)


def display_missing() -> bool:
    """Whether Qt would abort for want of a display."""
    if not sys.platform.startswith("linux") or os.environ.get("QT_QPA_PLATFORM"):
        return False
    return not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def main(argv: list[str] | None = None) -> int:
    """Run the client; the exit code is the program's."""
    options = arguments(sys.argv[1:] if argv is None else argv)
    if options.register:
        print(register())
        return 0
    if display_missing():
        print(NO_DISPLAY, file=sys.stderr)
        return 1
    try:
        from clients.desktop.app import run  # noqa: PLC0415  # Qt is loaded only once it can work
    except ImportError as error:
        print(NO_QT.format(why=error, apt=APT), file=sys.stderr)
        return 1
    return run(options.address, options.nick, options.profile, new_window=options.new_window)


if __name__ == "__main__":
    sys.exit(main())
