# SPDX-License-Identifier: GPL-3.0-or-later
"""`--register`: an entry in this user's menus, and Hubbub as what opens irc:// and ircs:// (Linux, freedesktop.org).

Sources: Desktop Entry Specification ("The Exec key"), xdg-mime(1).
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
ENTRY = "hubbub.desktop"
SCHEMES = ("x-scheme-handler/irc", "x-scheme-handler/ircs")


def command() -> str:
    """What starts this very Hubbub, quoted for an Exec key."""
    program = Path(sys.executable)
    if not getattr(sys, "frozen", False):
        program = program.with_name("hubbub")
    quoted = str(program)
    for letter in '\\"`$':
        quoted = quoted.replace(letter, f"\\{letter}")
    return '"' + quoted.replace("\\", "\\\\").replace("%", "%%") + '"'


def register() -> str:
    """Write the entry and its icon; what happened, as a sentence."""
    if not sys.platform.startswith("linux"):
        return "Links are registered by the installer on this system."
    data = Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share")
    entry = data / "applications" / ENTRY
    icon = data / "icons" / "hicolor" / "scalable" / "apps" / "hubbub.svg"
    for path in (entry, icon):
        path.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(HERE / "icons" / "hubbub.svg", icon)
    text = (HERE / "packaging" / ENTRY).read_text("utf-8")
    entry.write_text(text.replace("Exec=hubbub %u", f"Exec={command()} %u"), "utf-8")
    xdg_mime = shutil.which("xdg-mime")
    if xdg_mime is None:
        return f"{entry} is written. There is no xdg-mime here: choose Hubbub for irc:// in your desktop's settings."
    subprocess.run([xdg_mime, "default", ENTRY, *SCHEMES], check=False)
    return f"{entry} is written, and irc:// and ircs:// links open with it."
