# SPDX-License-Identifier: GPL-3.0-or-later
"""Who somebody is: what WHOIS and their own metadata say, as plain text, with a button to write to them."""

from dataclasses import dataclass

from PyQt6.QtCore import QPoint, QRectF, Qt, pyqtBoundSignal, pyqtSignal
from PyQt6.QtGui import QGuiApplication, QPainter, QPixmap
from PyQt6.QtWidgets import QFormLayout, QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from clients.desktop.media.library import host_of
from clients.desktop.timeline.model import short_time
from clients.desktop.timeline.paint import draw_avatar
from clients.desktop.words import translate, unmarked
from clients.session.events import Whois
from clients.session.model import User
from clients.session.text import plain

WIDE = 320


@dataclass(frozen=True, slots=True)
class Face:
    """Somebody's picture, if it is here, or why it is not to be had."""

    shown: QPixmap | None = None
    failure: str = ""


NO_FACE = Face()


class ProfilePopup(QFrame):
    """A pop-up about one person.

    Signals: direct_wanted(str nick) ; mention_wanted(str nick) ; edit_wanted(), of one's own ; link_wanted(str url) ;
    face_wanted(str url), a picture that is not shown by itself.
    """

    direct_wanted = pyqtSignal(str)
    mention_wanted = pyqtSignal(str)
    edit_wanted = pyqtSignal()
    link_wanted = pyqtSignal(str)
    face_wanted = pyqtSignal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup | Qt.WindowType.FramelessWindowHint)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setObjectName("popup")
        self.setFixedWidth(WIDE)
        self.box = QVBoxLayout(self)
        self.box.setContentsMargins(20, 20, 20, 20)
        self.box.setSpacing(12)
        self._inside: QWidget | None = None

    def show_person(
        self,
        nick: str,
        whois: Whois | None,
        user: User | None,
        where: QPoint,
        face: Face = NO_FACE,
        *,
        own: bool = False,
    ) -> None:
        """Show what is known, near a point. `own`: it is oneself, on a server that keeps profiles."""
        if self._inside is not None:
            self._inside.deleteLater()
            self.box.removeWidget(self._inside)
        self._inside = self._build(nick, whois, user, face, own)
        self.box.addWidget(self._inside)
        self.adjustSize()
        screen = QGuiApplication.screenAt(where) or QGuiApplication.primaryScreen()
        if screen is not None:
            area = screen.availableGeometry()
            where = QPoint(
                max(area.left() + 8, min(where.x(), area.right() - self.width() - 8)),
                max(area.top() + 8, min(where.y(), area.bottom() - self.height() - 8)),
            )
        self.move(where)
        self.show()

    def _build(self, nick: str, whois: Whois | None, user: User | None, face: Face, own: bool) -> QWidget:
        inside = QWidget(self)
        box = QVBoxLayout(inside)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(12)
        box.addLayout(self._head(nick, whois, user, face))
        if user is not None and user.metadata.get("status"):
            box.addWidget(_label(user.metadata["status"], ""))
        if user is not None:
            self._links(box, user, face)
        if whois is None:
            box.addWidget(_label(self.tr("{nick} is not here now.").format(nick=nick), "hint"))
        else:
            box.addLayout(self._facts(whois))
        if own:
            edit = QPushButton(self.tr("Edit your profile…"))
            edit.setProperty("role", "main")
            edit.clicked.connect(self._edit)
            box.addWidget(edit)
            return inside
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        write = QPushButton(
            self.tr("Write to {nick}").format(nick=unmarked(nick if len(nick) < 20 else nick[:19] + "…"))
        )
        write.setProperty("role", "main")
        write.clicked.connect(lambda: self._leave_for(self.direct_wanted, nick))
        mention = QPushButton(self.tr("Mention"))
        mention.clicked.connect(lambda: self._leave_for(self.mention_wanted, nick))
        buttons.addWidget(write, 1)
        buttons.addWidget(mention)
        box.addLayout(buttons)
        return inside

    def _edit(self) -> None:
        self.hide()
        self.edit_wanted.emit()

    def _links(self, box: QVBoxLayout, user: User, face: Face) -> None:
        """Their page, and their picture where it is not shown by itself."""
        wanted = []
        links = QVBoxLayout()
        links.setSpacing(0)
        if user.metadata.get("homepage"):
            wanted.append((shortened(user.metadata["homepage"]), self.link_wanted, user.metadata["homepage"]))
        if user.avatar and face.shown is None and not face.failure:
            said = self.tr("Show the picture from {host}").format(host=host_of(user.avatar))
            wanted.append((said, self.face_wanted, user.avatar))
        for label, signal, url in wanted:
            button = QPushButton(unmarked(label))
            button.setProperty("role", "link")
            button.clicked.connect(lambda _=False, signal=signal, url=url: signal.emit(url))
            links.addWidget(button)
        if wanted:
            box.addLayout(links)
        if face.failure:
            box.addWidget(_label(self.tr("The picture can't be shown. {why}").format(why=face.failure), "muted"))

    def _head(self, nick: str, whois: Whois | None, user: User | None, face_shown: Face) -> QHBoxLayout:
        face = QLabel()
        ratio = self.devicePixelRatioF()
        shown = QPixmap(round(52 * ratio), round(52 * ratio))
        shown.setDevicePixelRatio(ratio)
        shown.fill(Qt.GlobalColor.transparent)
        painter = QPainter(shown)
        draw_avatar(painter, QRectF(0, 0, 52, 52), nick, face_shown.shown)
        painter.end()
        face.setPixmap(shown)
        names = QVBoxLayout()
        names.setSpacing(1)
        display = user.display_name if user is not None else nick
        names.addWidget(_label(display, "title"))
        under = [nick] if display != nick else []
        if user is not None and user.metadata.get("pronouns"):
            under.append(user.metadata["pronouns"])
        if whois is not None and whois.bot:
            under.append(self.tr("bot"))
        if whois is not None and whois.operator:
            under.append(self.tr("server operator"))
        away = whois.away if whois is not None else user.away_message if user is not None and user.away else ""
        under.append(self.tr("away: {why}").format(why=plain(away)) if away else self.tr("here"))
        names.addWidget(_label(" · ".join(under), "muted"))
        head = QHBoxLayout()
        head.setSpacing(16)
        head.addWidget(face)
        head.addLayout(names, 1)
        return head

    def _leave_for(self, signal: pyqtBoundSignal, nick: str) -> None:
        self.hide()
        signal.emit(nick)

    def _facts(self, whois: Whois) -> QFormLayout:
        form = QFormLayout()
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(4)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft)
        facts = [
            (self.tr("Name"), plain(whois.realname) if whois.realname != whois.nick else ""),
            (self.tr("Account"), whois.account),
            (self.tr("Rooms"), ", ".join(whois.channels[:8])),
            (self.tr("From"), whois.host),
            (self.tr("Since"), short_time(whois.signed_on * 1000) if whois.signed_on else ""),
            (self.tr("Quiet for"), _span(whois.idle_seconds) if whois.idle_seconds >= 60 else ""),
            (self.tr("Secured"), self.tr("yes") if whois.secure else ""),
        ]
        for name, value in facts:
            if value:
                form.addRow(_label(name, "muted"), _label(value[:200], ""))
        return form


def _label(text: str, role: str) -> QLabel:
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(True)
    made.setProperty("role", role)
    return made


def shortened(url: str) -> str:
    """An address as people say it."""
    bare = url.partition("://")[2].rstrip("/")
    return bare if len(bare) <= 38 else bare[:37] + "…"


def _span(seconds: int) -> str:
    minutes = min(seconds, 10**8) // 60
    if minutes < 60:
        return translate("profile", "%n minutes", "", minutes)
    if minutes < 24 * 60:
        return translate("profile", "%n hours", "", minutes // 60)
    return translate("profile", "%n days", "", minutes // (24 * 60))
