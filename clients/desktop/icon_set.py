# SPDX-License-Identifier: GPL-3.0-or-later
"""Our icons: SVG files in icons/, drawn with `currentColor` on a 20-unit grid, tinted as they are asked for.

`icon("send", "#0a6a60")` is a QIcon, sharp at every scale; `pixmap` paints one for a view that draws by itself.
A new icon is one file: 20 by 20 units, strokes 1.5 wide, round ends.
"""

from functools import cache, lru_cache
from importlib.resources import files
from math import ceil

from PyQt6.QtCore import QByteArray, QRectF, Qt
from PyQt6.QtGui import QGuiApplication, QIcon, QPainter, QPixmap
from PyQt6.QtSvg import QSvgRenderer

SIZES = (16, 18, 20, 24)


def names() -> list[str]:
    """Every icon there is."""
    return sorted(f.name.removesuffix(".svg") for f in files("clients.desktop").joinpath("icons").iterdir())


@cache
def source(name: str) -> str:
    """The SVG text of one icon."""
    return files("clients.desktop").joinpath("icons", f"{name}.svg").read_text("utf-8")


@lru_cache(maxsize=512)
def pixmap(name: str, colour: str, size: int, scale: float = 1.0) -> QPixmap:
    """One icon in one colour, `size` device-independent pixels square."""
    side = round(size * scale)
    shown = QPixmap(side, side)
    shown.fill(Qt.GlobalColor.transparent)
    painter = QPainter(shown)
    renderer = QSvgRenderer(QByteArray(source(name).replace("currentColor", colour).encode()))
    renderer.render(painter, QRectF(0, 0, side, side))
    painter.end()
    shown.setDevicePixelRatio(scale)
    return shown


@cache
def scales() -> list[int]:
    """The pixel ratios of the screens there are: pictures for others would only take memory."""
    return sorted({ceil(screen.devicePixelRatio()) for screen in QGuiApplication.screens()}) or [1]


@lru_cache(maxsize=256)
def icon(name: str, colour: str, disabled: str = "") -> QIcon:
    """One icon for buttons and menus, with its disabled tint."""
    made = QIcon()
    for scale in scales():
        for size in SIZES:
            made.addPixmap(pixmap(name, colour, size, float(scale)))
            if disabled:
                made.addPixmap(pixmap(name, disabled, size, float(scale)), QIcon.Mode.Disabled)
    return made


def application_icon() -> QIcon:
    """Hubbub's own mark, for the window, the task bar and the tray."""
    made = QIcon()
    for size in (16, 24, 32, 48, 64, 128, 256):
        made.addPixmap(pixmap("hubbub", "", size))
    return made
