# SPDX-License-Identifier: GPL-3.0-or-later
"""What the terminal keeps from one start to the next: drafts, messages that wait to be sent, which hosts want TLS.

Rules: no message that was said is written to the disk. One program at a time keeps what is unsent, so that nothing is
sent by two; another one that runs meanwhile keeps the hosts alone.
"""

import sys
from pathlib import Path
from typing import IO, NamedTuple

import platformdirs

from clients.session.model import Room, TimelineItem
from clients.session.store import Store, StoreError


class UnsentStore(Store):
    """A store without what was said; of the rooms it opens those again in which something waits."""

    def add_item(self, network: str, room: str, item: TimelineItem) -> None:
        """What was said is not kept."""

    def change_item(self, network: str, room: str, item: TimelineItem) -> None:
        """What was said is not kept."""

    def anchor(self, network: str, room: str) -> int:
        """History is fetched anew at each start."""
        return 0

    def save_anchor(self, network: str, room: str, anchor_ms: int) -> None:
        """History is fetched anew at each start."""

    def open_rooms(self, network: str) -> list[Room]:
        """Those with a draft, or a message that waits."""
        waiting = {row.room for row in self.pending(network)}
        return [room for room in super().open_rooms(network) if room.draft or room.key in waiting]


class Kept(NamedTuple):
    """`store` has the hosts, and what is unsent if `unsent`; None: nothing can be kept. `lock` is held open for it."""

    store: UnsentStore | None
    unsent: bool = False
    lock: IO[str] | None = None

    def close(self) -> None:
        """At the very end."""
        if self.store is not None:
            self.store.close()
        if self.lock is not None:
            self.lock.close()


def kept(folder: Path | None = None) -> Kept:
    """Open what is kept, or say on the console why it is not."""
    folder = folder or Path(platformdirs.user_data_dir("hubbub", appauthor=False))
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        store = UnsentStore(folder / "terminal.sqlite3")
        lock = _locked(folder / "terminal.lock")
    except (OSError, StoreError) as error:
        print(f"Nothing is remembered for the next start: {error}", file=sys.stderr)
        return Kept(None)
    return Kept(store, lock is not None, lock)


def _locked(path: Path) -> IO[str] | None:
    """The file, which is ours until it is closed; None if another program has it."""
    file = path.open("a")
    if sys.platform != "win32":
        import fcntl  # noqa: PLC0415

        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            file.close()
            return None
    return file
