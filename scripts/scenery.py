# SPDX-License-Identifier: GPL-3.0-or-later
"""What the screenshots show: what is said; and a picture, a page, a face, made on the spot and served on loopback."""

import time
from collections.abc import Callable

from PyQt6.QtCore import QBuffer, QIODevice, QPoint, Qt
from PyQt6.QtGui import QColor, QImage, QLinearGradient, QPainter

from clients.desktop.controller import Controller
from tests.support import web

TALK = (
    ("marta", "Morning! The build on trixie is green again 🎉"),
    ("marta", "I only had to pin the Qt wheel, see https://example.org/builds/1042 for the log."),
    ("noor", "Nice. Does `make fresh` pass as an ordinary user too? I had trouble with the cache folder yesterday."),
    ("tom", "It does here: ```bookworm, root ... ok   bookworm, user ... ok```"),
    ("jules", "/me makes coffee for everyone"),
    ("noor", "Then I would like to release on \x02Friday\x02. Notes are in #docs, please have a look."),
    ("jules", "sam: can you look at the timeline branch before that?"),
)


class Web(web.Web):
    """The web as the pictures show it."""

    host = "garden.example"


def links(server: Web, people: dict[str, Controller], settle: Callable[[], None]) -> None:
    """A picture, a page, and one that is gone; and what people say of themselves."""
    about = b"""<title>The pond in November</title><meta property=og:site_name content="Garden notes">
        <meta name=description content="What lives in it when the reeds are cut, what the heron has left of the
        goldfish, and why the water is clear for the first time this year. With a plan for the spring.">"""
    server.paths["/heron.png"] = lambda visit: visit.give(scene(1280, 800))
    server.paths["/pond"] = lambda visit: visit.give(about, "text/html")
    server.paths["/marta.png"] = lambda visit: visit.give(scene(200, 200, "#c8553d"))
    at = f"http://{server.host}:{server.port}"
    say(people["marta"], f"The heron is back: {at}/heron.png")
    say(people["tom"], f"I wrote it up at {at}/pond, this one is gone: {at}/dentist.jpg")
    for key, value in (
        ("display-name", "Marta Ruiz"),
        ("pronouns", "she/her"),
        ("status", "Counting herons until Friday"),
        ("homepage", "https://marta.example/pond"),
        ("avatar", f"{at}/marta.png"),
    ):
        controller = people["marta"]
        controller.act(controller.session.set_metadata, key, value, time.time())
    settle()


def say(controller: Controller, text: str) -> None:
    """Somebody speaks in the lobby."""
    controller.act(controller.session.submit, "#lobby", text, time.time())


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
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")
    return bytes(buffer.data().data())
