# SPDX-License-Identifier: GPL-3.0-or-later
"""What the screenshots show: what is said; and a picture, a page, a face, made on the spot and served on loopback."""

from PyQt6.QtCore import QBuffer, QIODevice, QPoint, QPointF, Qt
from PyQt6.QtGui import QColor, QImage, QLinearGradient, QPainter, QPainterPath, QPen

from clients.session.model import TimelineItem
from tests.support import web

# Who, how long ago in minutes, what, and a part of what it answers.
TALK = (
    ("marta", 62, "Morning! The build on trixie is green again 🎉", ""),
    ("marta", 61, "I only had to pin the Qt wheel: https://example.org/builds/1042", ""),
    ("noor", 57, "Nice! Does `make fresh` pass as an ordinary user, too?", ""),
    (
        "tom",
        55,
        "It does, here is last night's run:\n```\nbookworm  root   ok   41 s\nbookworm  user   ok   43 s\n```",
        "",
    ),
    ("marta", 43, "And look who is back at the pond: {web}/heron.png", ""),
    ("noor", 31, "Let's release on \x02Friday\x02, then. The notes are in #docs, please have a look.", ""),
    ("sam", 24, "I read them on the train: all good from me.", "release on"),
)
LATER = ("jules", 3, "sam: can you look at the timeline branch before that?", "")
REACTIONS = (
    ("ada", "heron.png", "😍"),
    ("noor", "heron.png", "😍"),
    ("sam", "heron.png", "😍"),
    ("tom", "heron.png", "🐟"),
    ("noor", "all good from me", "🎉"),
    ("marta", "all good from me", "🎉"),
    ("jules", "all good from me", "❤️"),
)
# What is said elsewhere: who, where, what.
ELSEWHERE = (
    ("marta", "#docs", "sam: the notes are ready"),
    ("tom", "#garden", "The tomatoes are in."),
    ("ada", "#garden", "All of them? In November?"),
    ("tom", "#garden", "In the greenhouse!"),
    ("ada", "#music", "Rehearsal is at seven."),
)


class Web(web.Web):
    """The web as the pictures show it."""

    host = "garden.example"

    def __init__(self) -> None:
        """On port 80 where one may, so that addresses look as they do elsewhere."""
        try:
            super().__init__(port=80)
        except OSError:
            super().__init__()
        self.at = f"http://{self.host}" if self.port == 80 else f"http://{self.host}:{self.port}"


def serve(server: Web) -> None:
    """A picture, a page, a face."""
    about = b"""<title>The pond in November</title><meta property=og:site_name content="Garden notes">
        <meta name=description content="What lives in it when the reeds are cut, what the heron has left of the
        goldfish, and why the water is clear for the first time this year. With a plan for the spring.">"""
    server.paths["/heron.png"] = lambda visit: visit.give(scene(1280, 560))
    server.paths["/pond"] = lambda visit: visit.give(about, "text/html")
    server.paths["/marta.png"] = lambda visit: visit.give(scene(200, 200, "#c8553d"))


def profile(server: Web) -> tuple[tuple[str, str], ...]:
    """What marta says of herself."""
    return (
        ("display-name", "Marta Ruiz"),
        ("pronouns", "she/her"),
        ("status", "Counting herons until Friday"),
        ("homepage", "https://marta.example/pond"),
        ("avatar", f"{server.at}/marta.png"),
    )


def long_ago(item: TimelineItem, minutes: int) -> None:
    """What was said a second ago looks as if it had been said in the course of a morning."""
    object.__setattr__(item, "time_ms", item.time_ms - minutes * 60_000)


def scene(wide: int, tall: int, colour: str = "#2f6f8f") -> bytes:
    """Hills and a sun, so that a picture looks like one."""
    image = QImage(wide, tall, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    sky = QLinearGradient(0, 0, 0, tall)
    sky.setColorAt(0, QColor(colour))
    sky.setColorAt(1, QColor("#f6d8a8"))
    painter.fillRect(image.rect(), sky)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor("#fff3d0"))
    painter.drawEllipse(QPoint(round(wide * 0.7), round(tall * 0.45)), tall // 9, tall // 9)
    for x, y, ink in ((0.2, 1.25, "#3f6b57"), (0.75, 1.35, "#2e5345"), (0.45, 1.5, "#1f3d33")):
        painter.setBrush(QColor(ink))
        painter.drawEllipse(QPoint(round(wide * x), round(tall * y)), round(wide * 0.5), round(tall * 0.6))
    if wide > tall:
        heron(painter, QPointF(wide * 0.26, tall * 0.42), tall / 560)
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")
    return bytes(buffer.data().data())


def heron(painter: QPainter, at: QPointF, scale: float) -> None:
    """Its outline, standing on the hill; `at` is its head."""
    painter.save()
    painter.translate(at)
    painter.scale(scale, scale)
    ink = QColor("#22343a")
    painter.setPen(QPen(ink, 7, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    painter.drawLine(QPointF(-46, 150), QPointF(-42, 236))
    painter.drawLine(QPointF(-64, 148), QPointF(-70, 236))
    neck = QPainterPath(QPointF(0, 0))
    neck.cubicTo(QPointF(-46, 18), QPointF(28, 62), QPointF(-18, 108))
    painter.setPen(QPen(ink, 17, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(neck)
    body = QPainterPath(QPointF(-6, 92))
    body.cubicTo(QPointF(6, 140), QPointF(-40, 168), QPointF(-136, 186))
    body.cubicTo(QPointF(-104, 132), QPointF(-62, 92), QPointF(-6, 92))
    beak = QPainterPath(QPointF(-2, -9))
    beak.lineTo(QPointF(66, 8))
    beak.lineTo(QPointF(-2, 9))
    crest = QPainterPath(QPointF(2, -8))
    crest.quadTo(QPointF(-24, -16), QPointF(-52, 2))
    crest.quadTo(QPointF(-24, -4), QPointF(-4, 2))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ink)
    for part in (body, crest):
        painter.drawPath(part)
    painter.setBrush(QColor("#d9903d"))
    painter.drawPath(beak)
    painter.restore()
