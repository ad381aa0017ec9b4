# SPDX-License-Identifier: GPL-3.0-or-later
"""LIST keeps its promise to slow readers. What it lists is in tests/plays/channels/list.play."""

import contextlib
import socket
from pathlib import Path

from services.chat.apply import apply
from services.chat.events import ChannelOpened, TopicChanged
from tests.support.client import Client
from tests.support.server import running

CHANNELS = 9999  # 4.5 MB: more than kernels keep for a connection by default


def slow(port: int) -> Client:
    """A client that the kernel keeps little for."""
    client = Client.__new__(Client)
    client.socket = socket.socket()
    client.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    client.socket.settimeout(10)
    client.socket.connect(("127.0.0.1", port))
    client._pending, client._syncs, client.nick = b"", 0, ""
    return client


def test_a_list_longer_than_the_send_queue(tmp_path: Path) -> None:
    # Modern IRC SAFELIST: "a client may perform the LIST command without being disconnected due to the large volume"
    limits = {"flood_burst": 0, "connect_rate": 0.0, "send_queue_bytes": 32_768}
    with running(tmp_path, autojoin=[], limits=limits) as server:
        names = [f"#room{number:04}" for number in range(CHANNELS)]
        for name in names:
            source = "test.server"
            apply(server.app.house.state, ChannelOpened(1, "m", "", source, "", name, name, "nt"))
            apply(server.app.house.state, TopicChanged(1, "m", "", source, "", name, name, "x" * 390))
        alice = server.client("alice")
        with contextlib.closing(slow(server.port)) as reader:
            reader.register("reader", "labeled-response batch")
            reader.send("LIST", "PING after")
            # what follows on another connection shows that the server has not waited for this one
            assert alice.lines() == []
            found = []
            while (message := reader.message()).command != "PONG":
                found.append(message)
            assert [message.params[1] for message in found if message.command == "322"] == names
            assert found[-1].command == "323"
            reader.send("@label=all LIST")
            opened, lines = reader.message(), [reader.message()]
            assert (opened.tags, opened.command, opened.params[1]) == ({"label": "all"}, "BATCH", "labeled-response")
            while lines[-1].command != "BATCH":
                lines.append(reader.message())
            assert [message.params[1] for message in lines if message.command == "322"] == names
            assert all(message.tags == {"batch": opened.params[0][1:]} for message in lines[:-1])
            assert lines[-1].params == [f"-{opened.params[0][1:]}"]
