# SPDX-License-Identifier: GPL-3.0-or-later
"""Which links of one room's messages are shown as a picture or preview: those that the person asked for.

What was fetched is the `Library`'s; here is only what was asked for in this room, so that the same address posted again
is not shown by itself. `of` is asked while rows are laid out and says what stands below a message.
"""

from collections.abc import Callable
from dataclasses import dataclass

from clients.desktop.media.library import Library, State, host_of, looks_like_picture, may_be_shown
from clients.desktop.words import translate

MOST_LINKS = 4  # of one message
OFFER = "offer"


@dataclass(frozen=True, slots=True)
class Attached:
    """One link below its message. `state` is OFFER or one of `State`; `size` the picture's own."""

    url: str
    state: str = OFFER
    size: tuple[int, int] = (0, 0)
    title: str = ""
    description: str = ""
    site: str = ""
    sentence: str = ""


class Attachments:
    """What of a room is shown. `beside` gives the chat server's address; `always`: pictures need no asking."""

    def __init__(self) -> None:
        self.library: Library | None = None
        self.beside: Callable[[], str] = lambda: ""
        self.always = False
        self._asked: dict[tuple[int, str], bool] = {}  # (item id, URL) -> shown, or hidden again

    def of(self, ident: int, urls: tuple[str, ...]) -> tuple[Attached, ...]:
        """What stands below a message with these links."""
        if self.library is None:
            return ()
        found = [self._one(self.library, ident, url) for url in urls[:MOST_LINKS]]
        return tuple(one for one in found if one is not None)

    def _one(self, library: Library, ident: int, url: str) -> Attached | None:
        like = looks_like_picture(url)
        shown = self._asked.get((ident, url))
        if shown is None and self.always and like:
            shown = self._asked[ident, url] = True
            library.ask(url, self.beside())
        entry = library.get(url) if shown else None
        if entry is None:
            if shown:  # it was let go of, for there were so many
                self._asked[ident, url] = False
            return Attached(url) if like else None
        size, preview = (entry.size.width(), entry.size.height()), entry.preview
        return Attached(url, entry.state, size, preview.title, preview.description, preview.site, entry.sentence)

    def show(self, ident: int, url: str) -> None:
        """The person wants to see it."""
        if self.library is not None and may_be_shown(url):
            self._asked[ident, url] = True
            self.library.ask(url, self.beside())

    def hide(self, ident: int, url: str) -> None:
        """No longer."""
        self._asked[ident, url] = False
        if self.library is not None:
            self.library.cancel(url)

    def asked(self, ident: int, url: str) -> bool:
        """Whether it is shown, or on its way."""
        return self._asked.get((ident, url), False)


def in_words(attached: tuple[Attached, ...]) -> str:
    """For screen readers."""
    parts = []
    for one in attached:
        if one.state == OFFER:
            parts.append(translate("timeline", "a picture, not shown"))
        elif one.state == State.LOADING:
            parts.append(translate("timeline", "a picture, loading"))
        elif one.state == State.PICTURE:
            parts.append(translate("timeline", "a picture, shown"))
        elif one.state == State.FAILED:
            parts.append(one.sentence)
        else:
            parts.append(f"{host_of(one.url)}: {one.title} {one.description}".rstrip())
    return ", ".join(parts)
