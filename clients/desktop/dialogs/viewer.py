# SPDX-License-Identifier: GPL-3.0-or-later
"""A picture on its own, as large as the window lets it be, with a way to keep it and to where it came from."""

from pathlib import Path

from PyQt6.QtCore import QRect, QSaveFile, QSize, QStandardPaths, Qt, pyqtSignal
from PyQt6.QtGui import QGuiApplication, QPainter, QPaintEvent, QPixmap
from PyQt6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from clients.desktop.media.decode import Picture, Undecodable
from clients.desktop.media.library import file_name, host_of

MOST = QSize(2560, 2560)  # more pixels than that are not decoded
SMALLEST = QSize(420, 300)


class _Canvas(QWidget):
    """The picture, scaled into the place there is and never enlarged.

    Signals: none.
    """

    def __init__(self, shown: QPixmap) -> None:
        super().__init__()
        self.shown = shown
        self.setMinimumSize(120, 90)

    def paintEvent(self, event: QPaintEvent | None) -> None:
        ratio = self.devicePixelRatioF()
        size = self.shown.size().boundedTo(
            self.shown.size().scaled(self.size() * ratio, Qt.AspectRatioMode.KeepAspectRatio)
        )
        place = QRect(0, 0, max(1, round(size.width() / ratio)), max(1, round(size.height() / ratio)))
        place.moveCenter(self.rect().center())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawPixmap(place, self.shown)
        painter.end()


class PictureViewer(QDialog):
    """One picture.

    Signals: link_wanted(str url).
    """

    link_wanted = pyqtSignal(str)

    def __init__(self, picture: Picture, url: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.picture, self.url = picture, url
        self.name = file_name(url, picture.kind)
        self.setWindowTitle(self.name)
        try:
            shown = QPixmap.fromImage(picture.image(MOST))
        except Undecodable:
            shown = QPixmap(1, 1)
        canvas = _Canvas(shown)
        size = f"{picture.size.width()} x {picture.size.height()}"
        about = f"{self.name} · {size} · {host_of(url)}"
        canvas.setAccessibleName(self.tr("Picture: {about}").format(about=about))
        self.said = QLabel(about)
        self.said.setTextFormat(Qt.TextFormat.PlainText)
        self.said.setProperty("role", "muted")
        self.said.setWordWrap(True)
        save = QPushButton(self.tr("Save as…"))
        save.clicked.connect(self.save)
        link = QPushButton(self.tr("Open link"))
        link.clicked.connect(lambda: self.link_wanted.emit(url))
        close = QPushButton(self.tr("Close"))
        close.setDefault(True)
        close.clicked.connect(self.accept)
        self.foot = foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self.said, 1)
        for button in (save, link, close):
            foot.addWidget(button)
        box = QVBoxLayout(self)
        box.setContentsMargins(16, 16, 16, 16)
        box.setSpacing(12)
        box.addWidget(canvas, 1)
        box.addLayout(foot)
        self.resize(self._fitting(parent))
        close.setFocus()

    def _fitting(self, parent: QWidget) -> QSize:
        """Room for the picture, on this screen."""
        screen = parent.screen() or QGuiApplication.primaryScreen()
        most = screen.availableGeometry().size() * 0.85 if screen is not None else QSize(1000, 700)
        around = QSize(32, 44 + self.foot.sizeHint().height())  # the margins, and what stands below
        whole = self.picture.size / parent.devicePixelRatioF()  # pixel for pixel
        inner = whole.boundedTo(whole.scaled(most - around, Qt.AspectRatioMode.KeepAspectRatio))
        return (inner + around).expandedTo(SMALLEST).boundedTo(most)

    def save(self) -> None:
        """Ask where to, and write it as it came."""
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.PicturesLocation)
        start = str(Path(folder or ".") / self.name)
        path, _ = QFileDialog.getSaveFileName(self, self.tr("Save picture"), start)
        if not path:
            return
        file = QSaveFile(path)
        if file.open(QSaveFile.OpenModeFlag.WriteOnly) and file.write(self.picture.data) >= 0 and file.commit():
            self.said.setText(self.tr("Saved as {path}").format(path=path))
        else:
            why = file.errorString()
            self.said.setText(self.tr("It could not be saved there: {why}").format(why=why))
