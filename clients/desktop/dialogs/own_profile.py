# SPDX-License-Identifier: GPL-3.0-or-later
"""One's own profile: what others see beside one's nickname. What the server refuses stands below its field."""

from PyQt6.QtCore import QRectF, Qt, pyqtSignal
from PyQt6.QtGui import QPainter, QPixmap
from PyQt6.QtWidgets import QDialog, QFormLayout, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from clients.desktop.dialogs.fields import FieldLabel, form_of
from clients.desktop.media.library import host_of, may_be_shown
from clients.desktop.theme import restyle
from clients.desktop.timeline.paint import draw_avatar
from clients.session.profiles import ADDRESSES, LONGEST, clean

FACE = 64


class OwnProfileDialog(QDialog):
    """The fields.

    Signals: saved(object dict of key -> value), what changed ; face_wanted(str url), to see what is behind an address.
    """

    saved = pyqtSignal(object)
    face_wanted = pyqtSignal(str)

    def __init__(self, nick: str, network: str, values: dict[str, str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.nick, self.values = nick, dict(values)
        self.waiting: set[str] = set()  # keys whose change the server has not answered
        self.setWindowTitle(self.tr("Your profile"))
        self.setMinimumWidth(460)
        self.fields: dict[str, QLineEdit] = {}
        self.errors: dict[str, QLabel] = {}
        about = self.tr("What people on {network} see when they look you up. Everything may stay empty.")
        box = QVBoxLayout(self)
        box.setContentsMargins(24, 24, 24, 20)
        box.setSpacing(16)
        box.addLayout(self._head(about.format(network=network)))
        self.form = self._form()
        box.addLayout(self.form)
        box.addWidget(_label(self.tr("A picture is shown only to people who want to see pictures."), "muted"))
        self.error = _label("", "error")
        self.error.hide()
        box.addWidget(self.error)
        box.addLayout(self._foot())
        self.fields["display-name"].setFocus()
        self._address_changed()

    def _head(self, about: str) -> QHBoxLayout:
        self.face = QLabel()
        self.face.setAccessibleName(self.tr("Your picture"))
        self.show_face(None)
        head = QHBoxLayout()
        head.setSpacing(16)
        head.addWidget(self.face, 0, Qt.AlignmentFlag.AlignTop)
        texts = QVBoxLayout()
        texts.setSpacing(2)
        texts.addWidget(_label(self.nick, "heading"))
        texts.addWidget(_label(about, "muted"))
        head.addLayout(texts, 1)
        return head

    def _form(self) -> QFormLayout:
        form = form_of()
        for key, label, hint in (
            ("display-name", self.tr("Name"), self.nick),
            ("pronouns", self.tr("Pronouns"), self.tr("they/them")),
            ("status", self.tr("Status"), self.tr("back on Monday")),
            ("homepage", self.tr("Page"), "https://"),
            ("avatar", self.tr("Picture"), "https://…/me.png"),
        ):
            field, error = QLineEdit(self.values.get(key, "")), _label("", "wrong")
            field.setMaxLength(LONGEST[key])
            field.setPlaceholderText(hint)
            field.setAccessibleName(label)
            field.textEdited.connect(lambda _text, key=key: self.say(key, ""))
            self.fields[key], self.errors[key] = field, error
            form.addRow(FieldLabel(label, field), field)
            form.addRow("", error)
            form.setRowVisible(error, False)
        self.look = QPushButton(self.tr("See what is there"))
        self.look.setProperty("role", "link")
        self.look.setAutoDefault(False)
        self.look.clicked.connect(lambda: self.face_wanted.emit(self.text("avatar")))
        self.fields["avatar"].textChanged.connect(self._address_changed)
        form.addRow("", self.look)
        return form

    def _foot(self) -> QHBoxLayout:
        self.save = QPushButton(self.tr("Save"))
        self.save.setProperty("role", "main")
        self.save.setDefault(True)
        self.save.clicked.connect(self._save)
        cancel = QPushButton(self.tr("Cancel"))
        cancel.setAutoDefault(False)
        cancel.clicked.connect(self.reject)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addStretch()
        foot.addWidget(cancel)
        foot.addWidget(self.save)
        return foot

    def text(self, key: str) -> str:
        """What stands in a field."""
        return self.fields[key].text().strip()

    def show_face(self, face: QPixmap | None) -> None:
        """The picture behind the address, or the letter everybody has."""
        ratio = self.devicePixelRatioF()
        shown = QPixmap(round(FACE * ratio), round(FACE * ratio))
        shown.setDevicePixelRatio(ratio)
        shown.fill(Qt.GlobalColor.transparent)
        painter = QPainter(shown)
        draw_avatar(painter, QRectF(0, 0, FACE, FACE), self.nick, face)
        painter.end()
        self.face.setPixmap(shown)

    def say(self, key: str, sentence: str) -> None:
        """What is wrong with a field; "" is nothing."""
        self.errors[key].setText(sentence)
        self.form.setRowVisible(self.errors[key], bool(sentence))
        self.fields[key].setProperty("invalid", "true" if sentence else "false")
        self.fields[key].setAccessibleDescription(sentence)
        restyle(self.fields[key])

    def answered(self, key: str, sentence: str) -> None:
        """The server took a change, or says why not."""
        if key not in self.waiting:
            return
        self.waiting.discard(key)
        if sentence:
            self.say(key, sentence)
            self.fields[key].setFocus()
        else:
            self.values[key] = self.text(key)
        if not self.waiting:
            self.save.setEnabled(True)
            if not any(error.text() for error in self.errors.values()):
                self.accept()

    def lost(self, sentence: str) -> None:
        """The connection is gone; what is written here stays."""
        self.waiting.clear()
        self.save.setEnabled(True)
        self.error.setText(sentence)
        self.error.setVisible(bool(sentence))

    def _address_changed(self) -> None:
        self.form.setRowVisible(self.look, may_be_shown(self.text("avatar")))
        self.look.setToolTip(self.tr("Asks {host} for it").format(host=host_of(self.text("avatar"))))

    def _save(self) -> None:
        self.lost("")
        for key in ADDRESSES:
            wrong = self.text(key) and not clean(key, self.text(key))
            self.say(key, self.tr("An address begins with https:// and has no blanks in it.") if wrong else "")
        bad = next((key for key in self.fields if self.errors[key].text()), "")
        if bad:
            self.fields[bad].setFocus()
            return
        changed = {key: self.text(key) for key in self.fields if self.text(key) != self.values.get(key, "")}
        if not changed:
            self.accept()
            return
        self.waiting = set(changed)
        self.save.setEnabled(False)
        self.saved.emit(changed)


def _label(text: str, role: str) -> QLabel:
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(role != "")
    made.setProperty("role", role)
    return made
