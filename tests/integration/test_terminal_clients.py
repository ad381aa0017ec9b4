# SPDX-License-Identifier: GPL-3.0-or-later
"""irssi and WeeChat, as Debian has them, each driven in a terminal against the real server.

They register, log in with SASL, join, talk, see what was said before they came, and come back after the server was
restarted. The programs are Debian packages, which scripts/integration-test.sh installs where it may.
"""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support.client import Client
from tests.support.server import Server
from tests.support.terminal import Screen

pytestmark = [pytest.mark.integration, pytest.mark.timeout(180)]

IRSSI = """
servers = ( {{ address = "127.0.0.1"; chatnet = "hubbub"; port = "{port}"; autoconnect = "yes"; }} );
chatnets = {{ hubbub = {{ type = "IRC"; nick = "irma"; sasl_mechanism = "plain"; sasl_username = "irma";
  sasl_password = "correct horse"; }}; }};
settings = {{ core = {{ real_name = "Irma"; user_name = "irma"; nick = "irma"; server_reconnect_time = "2s"; }}; }};
"""
WEECHAT = (
    "/server add hubbub 127.0.0.1/{port} -notls -nicks=wanda -username=wanda -sasl_mechanism=plain "
    "-sasl_username=wanda -sasl_password=correct_horse -autoreconnect_delay=1 -autoconnect"
)


def irssi(directory: Path, port: int) -> tuple[str, ...]:
    directory.mkdir()
    (directory / "config").write_text(IRSSI.format(port=port))
    return ("irssi", f"--home={directory}")


def weechat(directory: Path, port: int) -> tuple[str, ...]:
    server = WEECHAT.format(port=port)
    return (
        "weechat", "--dir", str(directory), "--run-command", server,
        "--run-command", "/set irc.look.server_buffer independent", "--run-command", "/connect hubbub",
    )  # fmt: skip


def has_account(server: Server, name: str, password: str) -> None:
    """Register an account, as somebody did some other day."""
    client = server.client(name, "draft/account-registration")
    client.send(f"REGISTER * * :{password}")
    client.until("REGISTER")
    client.send("QUIT")
    assert client.ended()


@pytest.mark.parametrize(
    ("program", "start", "nick", "password", "ready", "look"),
    [
        ("irssi", irssi, "irma", "correct horse", r"Act:.*2", "/window 2"),
        ("weechat", weechat, "wanda", "correct_horse", "#lobby", "/buffer #lobby"),
    ],
)
def test_a_terminal_client(
    program: str,
    start: Callable[[Path, int], tuple[str, ...]],
    nick: str,
    password: str,
    ready: str,
    look: str,
    tmp_path: Path,
) -> None:
    if shutil.which(program) is None or shutil.which("tmux") is None:
        pytest.skip(f"{program} or tmux is not installed: apt install irssi weechat-curses tmux")
    with Server(tmp_path / "server") as server:
        has_account(server, nick, password)
        other = server.client("olga", "account-notify extended-join")
        other.send("PRIVMSG #lobby :before anyone came")
        with Screen(program, *start(tmp_path / program, server.port)) as screen:
            joins(screen, other, nick, ready)
            screen.type(look)
            talks(screen, other)
            comes_back(screen, server, nick)


def joins(screen: Screen, other: Client, nick: str, ready: str) -> None:
    joined = other.until("JOIN")
    assert joined.source is not None
    assert joined.source.startswith(f"{nick}!")
    assert joined.params[:2] == ["#lobby", nick]  # extended-join: logged in
    screen.shows(ready)


def talks(screen: Screen, other: Client) -> None:
    screen.shows("before anyone came")
    other.send("PRIVMSG #lobby :hello from outside")
    screen.shows("hello from outside")
    screen.type("hello from a terminal")
    assert other.until("PRIVMSG").params == ["#lobby", "hello from a terminal"]
    screen.type("/msg olga just between us")
    assert other.until("PRIVMSG").params == ["olga", "just between us"]


def comes_back(screen: Screen, server: Server, nick: str) -> None:
    port = server.port
    server.stop()
    server.settings["listen"] = [f"127.0.0.1:{port}"]
    server.start()
    other = server.client("olga")
    while True:
        other.send("NAMES #lobby")
        if nick in other.until("353").params[-1].split():
            break
        other.until("JOIN")
    other.send("PRIVMSG #lobby :welcome back")
    screen.shows("welcome back")
