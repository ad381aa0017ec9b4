# SPDX-License-Identifier: GPL-3.0-or-later
"""A copy of everything that has to last, made while the server runs: `python -m services.chat.backup DIRECTORY`.

The copy is one moment's: all that was acknowledged before it was begun is in it. It is checked before the command
says that it is there. To restore it: stop the server, put the copied files where DATA_DIR's were, start the server,
which sets aside what was left of the files before (`log.directory`).
The search index is not copied, as it is built anew from the log; transcripts are plain files in LOG_DIR.

Exit codes: 0, or 1 with one sentence on standard error.
"""

import argparse
import contextlib
import os
import shutil
import sqlite3
import sys
from pathlib import Path
from typing import Final

from services.chat import cloaks
from services.chat.files import database_advice, keep_private, why
from services.chat.log import marks, sqlite
from services.chat.log.directory import new_id
from services.chat.settings.load import SettingsError, load

DATABASES: Final = (sqlite.FILE, marks.FILE)


class BackupError(Exception):
    """There is no backup; the text is one sentence for the administrator."""


def back_up(data: Path, target: Path) -> None:
    """Copy what lasts from `data` to `target`, a directory that is made for it. Raises BackupError."""
    if not (data / sqlite.FILE).exists():
        raise BackupError(f"There is no database in {data}; name the data directory with HUBBUB_DATA_DIR or --config.")
    try:
        target.mkdir(mode=0o700, parents=True)
        for name in DATABASES:
            if (data / name).exists():
                _copy(data / name, target / name)
        if (data / cloaks.FILE).exists():
            shutil.copy2(data / cloaks.FILE, target / cloaks.FILE)
        for name in os.listdir(target):
            (target / name).chmod(0o600)
            _sync(target / name)
        _sync(target)
    except FileExistsError:
        raise BackupError(f"The directory {target} is there already; name a new one.") from None
    except OSError as error:
        shutil.rmtree(target, ignore_errors=True)
        place = target if error.filename is None or Path(error.filename) == target else Path(error.filename)
        raise BackupError(f"No backup was made in {target}: {why(error, place)}.") from error
    except sqlite3.Error as error:
        shutil.rmtree(target, ignore_errors=True)
        raise BackupError(
            f"No backup was made in {target} ({error}); {database_advice(data / sqlite.FILE)}."
        ) from error


def _copy(source: Path, target: Path) -> None:
    """With SQLite's own means, so that what is in the write-ahead log comes along, and writers go on."""
    with (
        contextlib.closing(sqlite3.connect(f"{source.absolute().as_uri()}?mode=ro", uri=True, timeout=30)) as old,
        contextlib.closing(sqlite3.connect(target)) as new,
    ):
        old.backup(new)
        found = new.execute("pragma integrity_check(1)").fetchone()[0]
        if found != "ok":
            raise sqlite3.DatabaseError(f"{source} is damaged: {found}")
        new_id(new)


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def main(arguments: list[str] | None = None) -> int:
    """Make a backup."""
    parser = argparse.ArgumentParser(prog="python -m services.chat.backup", description="Copy what has to last.")
    parser.add_argument("--config", type=Path, metavar="FILE", help="read settings from this TOML file")
    parser.add_argument("directory", type=Path, help="a new directory for the copy")
    options = parser.parse_args(arguments)
    keep_private()
    try:
        back_up(load(options.config).data_dir, options.directory)
    except (SettingsError, BackupError) as error:
        print(error, file=sys.stderr)
        return 1
    print(f"The backup is in {options.directory}.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
