# SPDX-License-Identifier: GPL-3.0-or-later
"""The two simplest clients there are, on plain blocking sockets: one speaks IRC, one speaks classic.

Every wait ends with the line that was waited for, with the connection's end (`Closed`), or with the socket's timeout.
"""

import socket
from collections.abc import Callable

from protocol.message import Malformed, Message, parse

CAPABILITIES = "server-time message-tags batch labeled-response echo-message draft/chathistory"
PATIENCE = 30.0


class Closed(Exception):
    """The server, or the machine it was on, ended the connection."""


class IrcClient:
    """An IRC client with the capabilities above."""

    def __init__(self, port: int, nick: str) -> None:
        self.nick = nick
        self._socket = socket.create_connection(("127.0.0.1", port), timeout=PATIENCE)
        self._lines = self._socket.makefile("rb")

    def register(self) -> None:
        nick = self.nick
        self.send("CAP LS 302", f"CAP REQ :{CAPABILITIES}", f"NICK {nick}", f"USER {nick} 0 * :{nick}")
        answer = self.wait(lambda message: message.command == "CAP" and message.params[1] in ("ACK", "NAK"))
        assert answer.params[1] == "ACK", answer
        self.send("CAP END")
        self.wait(lambda message: message.command == "001")

    def send(self, *lines: str) -> None:
        try:
            self._socket.sendall("".join(f"{line}\r\n" for line in lines).encode())
        except OSError as error:
            raise Closed from error

    def read(self) -> Message:
        """The next message; PINGs are answered on the way."""
        while True:
            try:
                line = self._lines.readline()
            except ConnectionError as error:
                raise Closed from error
            if not line.endswith(b"\n"):
                raise Closed
            message = parse(line.decode().rstrip("\r\n"))
            assert not isinstance(message, Malformed), line
            if message.command != "PING":
                return message
            self.send(f"PONG :{message.params[-1]}")

    def wait(self, wanted: Callable[[Message], bool]) -> Message:
        while True:
            message = self.read()
            if wanted(message):
                return message

    def join(self, channel: str) -> None:
        self.send(f"JOIN {channel}")
        self.wait(lambda message: message.command == "366" and message.params[1] == channel)

    def say(self, channel: str, text: str) -> None:
        """Say it and wait for its echo, which means that it is on disk."""
        self.send(f"PRIVMSG {channel} :{text}")
        self.hear(channel, self.nick, text)

    def hear(self, channel: str, nick: str, text: str) -> Message:
        return self.wait(
            lambda message: (
                message.command == "PRIVMSG"
                and (message.source or "").split("!")[0] == nick
                and message.params == [channel, text]
            )
        )

    def history(self, channel: str, limit: int = 1000) -> list[str]:
        """The texts of the channel's last messages, oldest first."""
        self.send(f"CHATHISTORY LATEST {channel} * {limit}")
        opening = self.wait(
            lambda message: message.command == "BATCH" and message.params[1:3] == ["chathistory", channel]
        )
        reference = opening.params[0].removeprefix("+")
        texts: list[str] = []
        while (message := self.read()).command != "BATCH" or message.params[0] != f"-{reference}":
            if message.tags.get("batch") == reference and message.command == "PRIVMSG":
                texts.append(message.params[1])
        return texts

    def close(self) -> None:
        self._lines.close()
        self._socket.close()


class ClassicClient:
    """A socket and a nickname, as in a tutorial."""

    def __init__(self, port: int, nick: str) -> None:
        self._socket = socket.create_connection(("127.0.0.1", port), timeout=PATIENCE)
        self._seen = b""
        self.nick = nick

    def register(self) -> None:
        self.see("NICK")
        self._socket.sendall(self.nick.encode())
        self.see("Connected to the server")

    def say(self, text: str) -> None:
        self._socket.sendall(text.encode())

    def see(self, text: str) -> None:
        """Wait until the text has appeared after all that was seen before."""
        while text.encode() not in self._seen:
            data = self._socket.recv(65_536)
            if not data:
                raise Closed
            self._seen += data
        self._seen = self._seen.split(text.encode(), 1)[1]

    def close(self) -> None:
        self._socket.close()
