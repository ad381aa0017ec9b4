# SPDX-License-Identifier: GPL-3.0-or-later
"""What people want to be called and look like: display names, and pictures where the person wants to see them.

A picture is fetched from wherever its owner says, so only if `show_avatars` is on, or when this very one was asked for.
They are kept small, in memory, FACES of them. Whoever spoke under a nick that somebody else has now keeps the nick.
"""

from collections import OrderedDict

from PyQt6.QtCore import QObject, QRect, QSize, Qt, QTimer, pyqtSignal
from PyQt6.QtGui import QPixmap

from clients.desktop.controller import Controller, server_address
from clients.desktop.media.decode import Picture, Undecodable
from clients.desktop.media.fetch import Fetched, Fetcher
from clients.desktop.settings import Settings
from clients.session.model import TimelineItem, User

SIDE = 104  # pixels: 52 at 200 %
FACES = 200


class Faces(QObject):
    """Answers who somebody is, by nick or by message.

    Signals: changed(), once for many pictures that came.
    """

    changed = pyqtSignal()

    def __init__(self, settings: Settings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.settings = settings
        self.fetcher = Fetcher(self)
        self._faces: OrderedDict[str, QPixmap | None] = OrderedDict()  # None: on its way, or not to be had
        self.failures: dict[str, str] = {}
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(50)
        self._soon.timeout.connect(self.changed)

    # --- names --------------------------------------------------------------------------------------------------------

    def author(self, controller: Controller, item: TimelineItem) -> User | None:
        """Who said that, if they are still who they were."""
        user = controller.session.user(item.author)
        if user is None or (item.account and user.account and item.account != user.account):
            return None
        return user

    def name_of(self, controller: Controller, item: TimelineItem) -> str:
        """What the author wants to be called, "" when that is the nick."""
        user = self.author(controller, item)
        return user.display_name if user is not None and user.display_name != item.author else ""

    # --- pictures -----------------------------------------------------------------------------------------------------

    def face_of(self, controller: Controller, item: TimelineItem) -> QPixmap | None:
        """The author's picture, if it is here."""
        return self.of_user(controller, self.author(controller, item))

    def of_nick(self, controller: Controller, nick: str) -> QPixmap | None:
        """Somebody's picture, if it is here."""
        return self.of_user(controller, controller.session.user(nick))

    def of_user(self, controller: Controller, user: User | None) -> QPixmap | None:
        """The same; asks for it if the settings say so."""
        if user is None or not user.avatar:
            return None
        url = sized(user.avatar)
        if self.settings.preferences.show_avatars and url not in self._faces:
            self.ask(controller, user.avatar)
        face = self._faces.get(url)
        if face is not None:
            self._faces.move_to_end(url)
        return face

    def of_address(self, avatar: str) -> QPixmap | None:
        """What was fetched from an address."""
        return self._faces.get(sized(avatar))

    def ask(self, controller: Controller, avatar: str) -> None:
        """Fetch one, whatever the settings say: the person asked."""
        url = sized(avatar)
        if self._faces.get(url) is None:
            self._faces[url] = None
            self.failures.pop(url, None)
            self._shrink()
            job = self.fetcher.fetch(url, server_address(controller), pages=False)
            job.done.connect(lambda fetched: self._came(url, fetched))
            job.failed.connect(lambda said: self._failed(url, said))

    def failure(self, avatar: str) -> str:
        """Why it could not be had, "" while that is not known."""
        return self.failures.get(sized(avatar), "")

    def forget(self) -> None:
        """The setting changed: what is shown is another."""
        if not self.settings.preferences.show_avatars:
            self._faces.clear()
        self.changed.emit()

    def _came(self, url: str, fetched: Fetched) -> None:
        try:
            face = square(Picture(fetched.data))
        except Undecodable:
            self._failed(url, self.tr("It is no picture that can be shown: broken, or very large."))
            return
        self._faces[url] = face
        self._shrink()
        self._soon.start()

    def _failed(self, url: str, said: str) -> None:
        self.failures[url] = said
        self._soon.start()

    def _shrink(self) -> None:
        while len(self._faces) > FACES:
            self._faces.popitem(last=False)
        while len(self.failures) > FACES:
            self.failures.pop(next(iter(self.failures)))


def sized(avatar: str) -> str:
    """The address for our size: `{size}` in it stands for pixels."""
    return avatar.replace("{size}", str(SIDE))


def square(picture: Picture) -> QPixmap:
    """The middle of a picture, SIDE by SIDE. Raises `Undecodable`."""
    scaled = picture.size.scaled(QSize(SIDE, SIDE), Qt.AspectRatioMode.KeepAspectRatioByExpanding)
    image = picture.image(scaled.boundedTo(QSize(8 * SIDE, 8 * SIDE)))
    side = min(image.width(), image.height())
    middle = QRect((image.width() - side) // 2, (image.height() - side) // 2, side, side)
    return QPixmap.fromImage(image.copy(middle))
