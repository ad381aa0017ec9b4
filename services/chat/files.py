# SPDX-License-Identifier: GPL-3.0-or-later
"""Files that are the server's own: who may read them, and what to say when the server can't use them.

All that the server makes is readable by its user only: `keep_private` sets the file mode creation mask of the process
(umask(2)), and what an earlier version left open is tightened. Transcripts have modes of their own (`transcripts`), as
a setting lets the group read them.
"""

import contextlib
import errno
import os
import stat
from collections.abc import Iterable
from pathlib import Path
from typing import Final

OTHERS: Final = 0o077  # the permissions of everybody but the owner


def keep_private() -> None:
    """Whatever this process and its children make from now on is its user's only."""
    os.umask(OTHERS)


def tighten(directory: Path, patterns: Iterable[str]) -> None:
    """Take the files of `directory` that fit one of `patterns` from everybody but their owner.

    What belongs to another user is left as it is. The directory itself is, too: it may hold more than the server's.
    """
    for pattern in patterns:
        for path in directory.glob(pattern):
            with contextlib.suppress(OSError):
                mode = path.lstat().st_mode
                if mode & OTHERS and stat.S_ISREG(mode):
                    path.chmod(stat.S_IMODE(mode) & ~OTHERS)


def why(error: OSError, path: Path | str, *, reading: bool = False) -> str:
    """Why `path` can't be used, as the end of a sentence. For a want of permission: who lacks it, and what helps."""
    reason = (error.strerror or "unknown error").lower()
    if not reading and error.errno in (errno.EEXIST, errno.ENOTDIR):  # of a directory that was to be made
        return "it is a file, or inside one"
    if error.errno not in (errno.EACCES, errno.EPERM):
        return reason
    user, group = os.geteuid(), os.getegid()
    if reading:
        helps = f"chgrp {group} {path} && chmod g+r {path}"
    elif os.path.exists(path):
        helps = f"chown -R {user}:{group} {path}"
    else:
        helps = f"install -d -o {user} -g {group} {path}"
    return f"{reason} for uid {user}, gid {group}, as which the server runs; as root: {helps}"


def database_advice(path: Path) -> str:
    """What to do about a SQLite database that can't be opened, as the end of a sentence."""
    for suffix in ("", "-wal", "-shm"):
        found = Path(f"{path}{suffix}")
        if os.path.exists(found) and not os.access(found, os.R_OK | os.W_OK):
            return why(PermissionError(errno.EACCES, os.strerror(errno.EACCES)), found)
    if not os.access(path.parent, os.W_OK | os.X_OK):
        return why(PermissionError(errno.EACCES, os.strerror(errno.EACCES)), path.parent)
    return "check its permissions and the disk"
