# SPDX-License-Identifier: GPL-3.0-or-later
"""A socket whose server talks without end leaves the window its turns, and loses nothing."""

import socket
import threading
import time
from collections.abc import Callable, Iterator

import pytest
from PyQt6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from clients.desktop.transport import PIECE, Transport

Serve = Callable[[Callable[[socket.socket], None]], Transport]


@pytest.fixture
def serve(qtbot: QtBot) -> Iterator[Serve]:
    """A transport that is connected to a server that does as it is told."""
    threads: list[threading.Thread] = []
    made: list[Transport] = []

    def begin(what: Callable[[socket.socket], None]) -> Transport:
        listener = socket.create_server(("127.0.0.1", 0))

        def run() -> None:
            with listener, listener.accept()[0] as peer:
                what(peer)

        threads.append(threading.Thread(target=run))
        threads[-1].start()
        made.append(Transport("127.0.0.1", listener.getsockname()[1], tls=False))
        return made[-1]

    yield begin
    made.clear()
    for thread in threads:
        thread.join(10)


def test_a_flood_is_read_in_slices_between_which_others_have_their_turn(serve: Serve, qtbot: QtBot) -> None:
    transport = serve(lambda peer: peer.sendall(b"x" * (64 * PIECE)))
    turns, pieces = [0], [0]

    def take(data: bytes) -> None:
        assert len(data) <= PIECE
        pieces[0] += 1
        time.sleep(0.01)  # a piece takes its time

    transport.received.connect(take)
    turn = QTimer()
    turn.setInterval(0)
    turn.timeout.connect(lambda: turns.__setitem__(0, turns[0] + 1))
    turn.start()
    with qtbot.waitSignal(transport.ended, timeout=20_000):
        transport.open()
    assert pieces[0] >= 64
    assert turns[0] >= pieces[0] // 4


def test_all_that_was_said_before_the_end_is_heard_before_it(serve: Serve, qtbot: QtBot) -> None:
    said = b"".join(b"line %d\r\n" % number for number in range(50_000))
    transport = serve(lambda peer: peer.sendall(said))
    heard: list[bytes] = []
    transport.received.connect(lambda data: (heard.append(data), time.sleep(0.001)))
    ends: list[int] = []
    transport.ended.connect(lambda _why: ends.append(sum(map(len, heard))))
    with qtbot.waitSignal(transport.ended, timeout=20_000):
        transport.open()
    qtbot.wait(50)
    assert ends == [len(said)]
    assert b"".join(heard) == said


def test_nothing_is_heard_of_a_socket_that_was_dropped(serve: Serve, qtbot: QtBot) -> None:
    transport = serve(lambda peer: peer.sendall(b"x" * (20 * PIECE)))
    heard: list[bytes] = []

    def take(data: bytes) -> None:
        heard.append(data)
        transport.drop()

    transport.received.connect(take)
    transport.ended.connect(lambda _why: heard.append(b"end"))
    transport.open()
    qtbot.waitUntil(lambda: bool(heard))
    qtbot.wait(50)
    assert len(heard) == 1
