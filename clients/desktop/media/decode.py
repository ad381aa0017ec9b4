# SPDX-License-Identifier: GPL-3.0-or-later
"""Bytes from a stranger into a picture. What it is and how large is known before anything is decoded.

Rules: PNG, JPEG, GIF and WebP, told by their first bytes, each given to the reader of that very format; no other reader
(SVG, PDF …) ever sees the bytes. So many pixels at most as are decoded before anybody notices. Of a PNG only the parts
that draw are read (packed texts in it could fill the memory); a JPEG in many passes counts as so many pictures; of what
moves the first picture is shown.
"""

from functools import cache

from PyQt6.QtCore import QBuffer, QByteArray, QIODevice, QLoggingCategory, QSize, Qt
from PyQt6.QtGui import QImage, QImageIOHandler, QImageReader

MOST_PIXELS = 9_000_000  # a screen of 3840 by 2160
MOST_PIXELS_JPEG = 24_000_000  # which is decoded small, when it is shown small
MOST_PASSED = 130_000_000  # pixels of all passes of a JPEG
LONGEST = 12_000  # on a side
ALLOCATION = 64  # MiB that decoding one picture may take
PNG = b"\x89PNG\r\n\x1a\n"
DRAWS = (b"IHDR", b"PLTE", b"tRNS", b"gAMA", b"sRGB", b"IDAT", b"IEND")


class Undecodable(ValueError):
    """It is no picture we show."""


def kind(data: bytes) -> str:
    """The format by the first bytes, or ""."""
    if data.startswith(PNG):
        return "png"
    if data.startswith(b"\xff\xd8\xff"):
        return "jpeg"
    if data.startswith((b"GIF87a", b"GIF89a")):
        return "gif"
    return "webp" if data[:4] == b"RIFF" and data[8:12] == b"WEBP" else ""


class Picture:
    """A picture as it came; `size` is known, `image` decodes it. Raises `Undecodable`."""

    def __init__(self, data: bytes) -> None:
        self.kind = kind(data)
        if not self.kind:
            raise Undecodable
        self.data = drawing_parts(data) if self.kind == "png" else data
        reader, _buffer = self._reader()
        size = reader.size()
        wide, tall = size.width(), size.height()
        most, passes = MOST_PIXELS, 1
        if self.kind == "jpeg":
            most, passes = MOST_PIXELS_JPEG, data.count(b"\xff\xda")
        if not (0 < wide <= LONGEST and 0 < tall <= LONGEST and wide * tall <= most):
            raise Undecodable
        if wide * tall * passes > MOST_PASSED:
            raise Undecodable
        turned = bool(reader.transformation() & QImageIOHandler.Transformation.TransformationRotate90)
        self.size = size.transposed() if turned else size
        self._turned = turned

    def image(self, within: QSize | None = None) -> QImage:
        """The picture, no larger than `within`."""
        reader, _buffer = self._reader()
        if within is not None and (self.size.width() > within.width() or self.size.height() > within.height()):
            wanted = self.size.scaled(within, Qt.AspectRatioMode.KeepAspectRatio).expandedTo(QSize(1, 1))
            reader.setScaledSize(wanted.transposed() if self._turned else wanted)
        made = reader.read()
        if made.isNull():
            raise Undecodable
        return made

    def _reader(self) -> tuple[QImageReader, QBuffer]:
        """A reader and what it reads from, which has to live as long."""
        _prepare()
        buffer = QBuffer()
        buffer.setData(QByteArray(self.data))
        buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        reader = QImageReader(buffer, QByteArray(self.kind.encode()))
        reader.setAutoDetectImageFormat(False)
        reader.setAutoTransform(True)
        return reader, buffer


@cache
def _prepare() -> None:
    """Once: how much decoding may take; and what readers find wrong with a stranger's picture is no news in our log."""
    QImageReader.setAllocationLimit(ALLOCATION)
    QLoggingCategory.setFilterRules("qt.gui.imageio*.warning=false")


def drawing_parts(data: bytes) -> bytes:
    """A PNG without what draws nothing: texts, profiles, further pictures."""
    kept, place = [PNG], len(PNG)
    while place + 12 <= len(data):
        end = place + 12 + int.from_bytes(data[place : place + 4], "big")
        if end > len(data):
            raise Undecodable
        name = data[place + 4 : place + 8]
        if name in DRAWS:
            kept.append(data[place:end])
        place = end
        if name == b"IEND":
            break
    return b"".join(kept)
