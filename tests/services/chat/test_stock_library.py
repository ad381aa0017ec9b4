# SPDX-License-Identifier: GPL-3.0-or-later
"""A bot on a stock Python IRC library (the package `irc`) joins, hears, answers, and leaves."""

import time
from pathlib import Path

import irc.client

from tests.support.server import running


class Bot(irc.client.SimpleIRCClient):  # type: ignore[misc]
    """Says back what is said to it, and notes what it learned of the channel."""

    def __init__(self) -> None:
        super().__init__()
        self.names: set[str] = set()
        self.gone = False

    def on_welcome(self, connection: irc.client.ServerConnection, event: irc.client.Event) -> None:
        connection.join("#bots")

    def on_namreply(self, connection: irc.client.ServerConnection, event: irc.client.Event) -> None:
        self.names.update(event.arguments[2].split())

    def on_pubmsg(self, connection: irc.client.ServerConnection, event: irc.client.Event) -> None:
        if event.arguments[0] == "!leave":
            connection.quit("told to")
        else:
            connection.privmsg(event.target, f"{event.source.nick} said {event.arguments[0]}")

    def on_disconnect(self, connection: irc.client.ServerConnection, event: irc.client.Event) -> None:
        self.gone = True


def test_a_bot_talks(tmp_path: Path) -> None:
    with running(tmp_path, autojoin=[]) as server:
        alice = server.client("alice")
        alice.send("JOIN #bots")
        bot = Bot()
        bot.connect("127.0.0.1", server.port, "robot")
        alice.send("PRIVMSG #bots :too early to be heard")
        end = time.monotonic() + 20
        while "robot" not in bot.names:
            bot.reactor.process_once(0.05)
            assert time.monotonic() < end
        alice.send("PRIVMSG #bots :hello bot", "PRIVMSG #bots :!leave")
        while not bot.gone:
            bot.reactor.process_once(0.05)
            assert time.monotonic() < end
        assert alice.until("PRIVMSG").params == ["#bots", "alice said hello bot"]
        assert alice.until("QUIT").params == ["Quit: told to"]
        assert bot.names == {"@alice", "robot"}
