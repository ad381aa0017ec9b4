# SPDX-License-Identifier: GPL-3.0-or-later
"""Pictures from strangers: known before they are decoded, and what is no picture is refused."""

import struct
import zlib

import pytest
from PyQt6.QtCore import QSize

from clients.desktop.media.decode import PNG, Picture, Undecodable
from tests.support.web import picture


def chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def png(wide: int, tall: int, *more: bytes) -> bytes:
    """A PNG that says it is so large; its pixels are as many as fit into a few bytes."""
    header = chunk(b"IHDR", struct.pack(">IIBBBBB", wide, tall, 8, 2, 0, 0, 0))
    return PNG + header + b"".join(more) + chunk(b"IDAT", zlib.compress(bytes(1000))) + chunk(b"IEND", b"")


@pytest.mark.parametrize("kind", ["png", "jpeg", "webp"])
def test_what_is_shown(kind: str) -> None:
    found = Picture(picture(640, 480, kind))
    assert (found.kind, found.size) == (kind, QSize(640, 480))
    assert found.image().size() == QSize(640, 480)
    assert found.image(QSize(320, 320)).size() == QSize(320, 240)
    assert found.image(QSize(5000, 5000)).size() == QSize(640, 480), "never larger than it is"


def test_a_gif() -> None:
    gif = (
        b"GIF89a\x02\x00\x01\x00\x80\x00\x00\xff\x00\x00\x00\xff\x00,\x00\x00\x00\x00\x02\x00\x01\x00\x00"
        b"\x02\x02D\n\x00;"
    )
    found = Picture(gif)
    assert found.image().size() == QSize(2, 1)


@pytest.mark.parametrize("size", [(100_000, 100_000), (2**31 - 1, 2**31 - 1), (60_000, 1), (3001, 3001), (0, 5)])
def test_huge_dimensions_are_refused_before_decoding(size: tuple[int, int], monkeypatch: pytest.MonkeyPatch) -> None:
    from PyQt6.QtGui import QImageReader

    monkeypatch.setattr(QImageReader, "read", lambda _self: pytest.fail("it was decoded"))
    with pytest.raises(Undecodable):
        Picture(png(*size))


def test_a_jpeg_in_very_many_passes_is_refused() -> None:
    data = picture(3000, 2000, "jpeg")
    assert Picture(data).size == QSize(3000, 2000)
    with pytest.raises(Undecodable):
        Picture(data[:-2] + b"\xff\xda\x00\x02" * 25 + data[-2:])


def test_packed_texts_and_profiles_are_left_out() -> None:
    bomb = chunk(b"zTXt", b"x\0\0" + zlib.compress(bytes(8_000_000)))
    good = picture(30, 20)
    found = Picture(good[:33] + bomb * 20 + good[33:])
    assert b"zTXt" not in found.data
    assert found.image().size() == QSize(30, 20)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<svg xmlns='http://www.w3.org/2000/svg' width='10' height='10'/>",
        b"<?xml version='1.0'?><svg/>",
        b"<html><img src=x></html>",
        b"%PDF-1.7\n",
        b"BM" + bytes(60),
        b"\x00\x00\x01\x00" + bytes(60),
        b"II*\x00" + bytes(60),
        b"P6 1 1 255\n...",
        PNG,
        PNG + b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        PNG + b"\xff" * 400,
        PNG + b"\0" * 400,
        b"\xff\xd8\xff" + bytes(500),
        b"\xff\xd8\xff<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"GIF89a",
        b"GIF89a" + b"\xff" * 500,
        b"RIFF\x10\0\0\0WEBPVP8 " + bytes(100),
        b"RIFF\x10\0\0\0WEBP<svg/>",
    ],
)
def test_what_is_no_picture(data: bytes) -> None:
    with pytest.raises(Undecodable):
        Picture(data).image()


@pytest.mark.parametrize("kind", ["png", "jpeg", "webp"])
def test_a_picture_cut_off_or_spoilt_does_no_harm(kind: str) -> None:
    whole = picture(120, 90, kind)
    for length in range(0, len(whole), max(1, len(whole) // 60)):
        spoilt = bytearray(whole)
        spoilt[length] ^= 0xFF
        for data in (whole[:length], bytes(spoilt)):
            try:
                made = Picture(data).image(QSize(64, 64))
            except Undecodable:
                continue
            assert made.width() <= 64
