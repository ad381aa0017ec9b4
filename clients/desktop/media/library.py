# SPDX-License-Identifier: GPL-3.0-or-later
"""What was fetched for links: pictures and previews by address, in memory, bounded; what is not looked at goes first.

`ask` begins, `changed` says that there is news, `get` is what there is. An entry that went is None again, and can be
asked for again. A picture is kept as it came and drawn from a copy of the size it is shown in.
"""

from collections import OrderedDict
from dataclasses import dataclass, field
from enum import StrEnum
from urllib.parse import urlsplit

from PyQt6.QtCore import QObject, QSize, pyqtSignal
from PyQt6.QtGui import QPixmap

from clients.desktop.media import pages
from clients.desktop.media.decode import Picture, Undecodable
from clients.desktop.media.fetch import PAGES, Fetched, Fetcher, Job
from clients.desktop.words import translate
from clients.session.text import name

MOST_BYTES = 24 << 20
MOST_ENTRIES = 300
ENDINGS = (".png", ".jpg", ".jpeg", ".gif", ".webp")
BYTES_A_PIXEL = 4


class State(StrEnum):
    """Where a link stands."""

    LOADING = "loading"
    PICTURE = "picture"
    PREVIEW = "preview"
    FAILED = "failed"


@dataclass(slots=True)
class Entry:
    """What is known of one link. `sentence` says why, when it failed."""

    state: State = State.LOADING
    sentence: str = ""
    preview: pages.Preview = field(default_factory=pages.Preview)
    picture: Picture | None = None
    drawn: QPixmap | None = None
    job: Job | None = None

    @property
    def size(self) -> QSize:
        """The picture's, in its own pixels."""
        return self.picture.size if self.picture is not None else QSize()

    @property
    def cost(self) -> int:
        drawn = self.drawn.width() * self.drawn.height() * BYTES_A_PIXEL if self.drawn is not None else 0
        return drawn + (len(self.picture.data) if self.picture is not None else 0)


class Library(QObject):
    """Holds what was fetched.

    Signals: changed(str url).
    """

    changed = pyqtSignal(str)

    def __init__(self, fetcher: Fetcher, parent: QObject | None = None, *, pages: bool = True) -> None:
        super().__init__(parent)
        self.fetcher, self.pages = fetcher, pages
        self._entries: OrderedDict[str, Entry] = OrderedDict()
        self._cost = 0

    def get(self, url: str) -> Entry | None:
        """What there is, which is kept longer for being looked at."""
        found = self._entries.get(url)
        if found is not None:
            self._entries.move_to_end(url)
        return found

    def ask(self, url: str, beside: str = "") -> None:
        """Fetch it, unless it is here or on its way. `beside`: the chat server's address."""
        found = self._entries.get(url)
        if found is not None and found.state is not State.FAILED:
            return
        entry = self._entries[url] = Entry()
        self._entries.move_to_end(url)
        entry.job = job = self.fetcher.fetch(url, beside, pages=self.pages)
        job.done.connect(lambda fetched: self._came(url, entry, fetched))
        job.failed.connect(lambda said: self._failed(url, entry, said))
        job.over.connect(lambda: self._dropped(url, entry))
        self._shrink()

    def cancel(self, url: str) -> None:
        """No longer wanted: a fetch under way ends."""
        found = self._entries.get(url)
        if found is not None and found.state is State.LOADING:
            del self._entries[url]
            if found.job is not None:
                found.job.cancel()

    def pixmap(self, url: str, size: QSize, scale: float = 1.0) -> QPixmap | None:
        """The picture for a place of `size` device-independent pixels. None: it is gone."""
        entry = self.get(url)
        if entry is None or entry.picture is None:
            return None
        wanted = QSize(round(size.width() * scale), round(size.height() * scale))
        wanted = wanted.boundedTo(entry.size)
        drawn = entry.drawn
        if drawn is None or drawn.width() < wanted.width() - 1 or drawn.height() < wanted.height() - 1:
            try:
                drawn = QPixmap.fromImage(entry.picture.image(wanted))
            except Undecodable:
                self._failed(url, entry, _broken())
                return None
            self._cost -= entry.cost
            entry.drawn = drawn
            self._cost += entry.cost
            self._shrink()
        return drawn

    def _came(self, url: str, entry: Entry, fetched: Fetched) -> None:
        if self._entries.get(url) is not entry:
            return
        entry.job = None
        if fetched.type in PAGES:
            entry.state, entry.preview = State.PREVIEW, pages.read(fetched.data, fetched.charset)
            if not entry.preview.title and not entry.preview.description:
                self._failed(url, entry, translate("media", "The page says nothing about itself."))
                return
        else:
            try:
                entry.picture = Picture(fetched.data)
            except Undecodable:
                self._failed(url, entry, _broken())
                return
            entry.state = State.PICTURE
            self._cost += entry.cost
            self._shrink()
        self.changed.emit(url)

    def _failed(self, url: str, entry: Entry, said: str) -> None:
        if self._entries.get(url) is not entry:
            return
        self._cost -= entry.cost
        entry.state, entry.sentence, entry.job = State.FAILED, said, None
        entry.picture = entry.drawn = None
        self.changed.emit(url)

    def _dropped(self, url: str, entry: Entry) -> None:
        """It ended and nothing came: too many were waiting."""
        if self._entries.get(url) is entry and entry.state is State.LOADING:
            del self._entries[url]
            self.changed.emit(url)

    def _shrink(self) -> None:
        """The one looked at last stays, whatever it costs."""
        while len(self._entries) > 1 and (self._cost > MOST_BYTES or len(self._entries) > MOST_ENTRIES):
            _url, entry = self._entries.popitem(last=False)
            self._cost -= entry.cost
            if entry.job is not None:
                entry.job.cancel()


def _broken() -> str:
    return translate("media", "It is no picture that can be shown: broken, or very large.")


def may_be_shown(url: str) -> bool:
    """A link that can be asked for at all."""
    return url[:8].lower().startswith(("http://", "https://"))


def looks_like_picture(url: str) -> bool:
    """By its path; what it is in the end its content type says."""
    try:
        path = urlsplit(url).path.lower()
    except ValueError:
        return False
    return may_be_shown(url) and path.endswith(ENDINGS)


def host_of(url: str) -> str:
    """Whom a link leads to, for people."""
    try:
        return name(urlsplit(url).hostname or url)[:80]
    except ValueError:
        return name(url)[:80]


def file_name(url: str, kind: str) -> str:
    """A name to save a picture under: letters, digits and a few marks of the address, the ending its format's."""
    try:
        last = urlsplit(url).path.rpartition("/")[2]
    except ValueError:
        last = ""
    stem = "".join(c if c.isascii() and (c.isalnum() or c in "-_") else "_" for c in last.rpartition(".")[0] or last)
    stem = stem.strip("_-")[:60]
    reserved = {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10))}
    return f"{stem if stem and stem.lower() not in reserved else 'picture'}.{'jpg' if kind == 'jpeg' else kind}"
