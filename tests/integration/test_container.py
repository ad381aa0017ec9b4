# SPDX-License-Identifier: GPL-3.0-or-later
"""The container that `docker compose up` gives: that people can talk in it, that it keeps what they said, that it is
locked down, and that a crash costs nobody anything. One stack serves the file.
"""

import os
import threading

import docker
import pytest

from tests.integration.conftest import Stack
from tests.integration.wire import Closed, IrcClient

pytestmark = [pytest.mark.integration, pytest.mark.timeout(300)]

# Ends the server process itself, as a crash would; the container's init then ends, too, and the restart policy acts.
KILL_SERVER = """
import os
for pid in filter(str.isdigit, os.listdir("/proc")):
    with open(f"/proc/{pid}/cmdline", "rb") as file:
        if file.read().split(b"\\0")[1:3] == [b"-m", b"services.chat"] and pid != "1":
            os.kill(int(pid), 9)
"""


def test_two_clients_talk_through_the_published_port(stack: Stack) -> None:
    alice, bob = stack.irc("alice"), stack.irc("bob")
    alice.join("#talk")
    bob.join("#talk")
    alice.say("#talk", "is it warm in there?")
    bob.hear("#talk", "alice", "is it warm in there?")
    bob.say("#talk", "warm enough")
    alice.hear("#talk", "bob", "warm enough")


def test_a_bare_socket_and_an_irc_client_meet_in_the_lobby(stack: Stack) -> None:
    carol = stack.irc("carol")
    dave = stack.classic("dave")
    dave.say("hello from a socket")
    carol.hear("#lobby", "dave", "hello from a socket")
    carol.say("#lobby", "hello from a client")
    dave.see("carol: hello from a client\n")


def test_the_conversation_is_in_the_log_volume(stack: Stack) -> None:
    erin = stack.irc("erin")
    erin.join("#minutes")
    erin.say("#minutes", "let the minutes show it")
    # Stopping drains, so what was said is in the transcript however it is buffered.
    stack.container.stop(timeout=20)
    transcript = stack.on_volume("logs", "sh", "-c", "cat /v/rooms/*minutes/*.log")
    assert [line for line in transcript.splitlines() if line.endswith("] <erin> let the minutes show it")]


def test_history_survives_a_restart_and_a_new_container(stack: Stack) -> None:
    frank = stack.irc("frank")
    frank.join("#memory")
    frank.say("#memory", "remember this")

    stack.container.restart(timeout=20)
    stack.wait_healthy()
    grace = stack.irc("grace")
    grace.join("#memory")
    assert grace.history("#memory") == ["remember this"]

    old = stack.container.id
    stack.compose("up", "-d", "--force-recreate")
    assert stack.wait_healthy().id != old
    heidi = stack.irc("heidi")
    heidi.join("#memory")
    assert heidi.history("#memory") == ["remember this"]


class Talker(threading.Thread):
    """Talks as fast as it may in a room of its own, and keeps the ledger: what was sent and what was acknowledged."""

    IN_FLIGHT = 8

    def __init__(self, client: IrcClient, enough: threading.Semaphore) -> None:
        super().__init__(daemon=True)
        self.room = f"#load-{client.nick}"
        self.sent: list[str] = []
        self.acknowledged: list[str] = []
        self._client = client
        self._enough = enough
        client.join(self.room)

    def run(self) -> None:
        try:
            for _ in range(self.IN_FLIGHT):
                self._send()
            while len(self.sent) < 900:  # one page of history holds them all
                echo = self._client.wait(lambda message: message.command == "PRIVMSG")
                self.acknowledged.append(echo.params[1])
                self._enough.release()
                self._send()
        except Closed:
            pass

    def _send(self) -> None:
        self.sent.append(f"{self._client.nick} says {len(self.sent)}")
        self._client.send(f"PRIVMSG {self.room} :{self.sent[-1]}")


@pytest.mark.parametrize("moment", [20, 150, 400])
def test_killed_under_load_nothing_acknowledged_is_lost(stack: Stack, moment: int) -> None:
    """I1 nothing acknowledged is lost, I2 nothing twice, I3 one order, I4 nothing that was not sent."""
    enough = threading.Semaphore(0)
    talkers = [Talker(stack.irc(f"t{moment}x{number}"), enough) for number in range(4)]
    for talker in talkers:
        talker.start()
    for _ in range(moment):
        assert enough.acquire(timeout=60)
    before = stack.container.attrs["RestartCount"]
    stack.run("python", "-c", KILL_SERVER)
    for talker in talkers:
        talker.join(60)
        assert not talker.is_alive()
        assert len(talker.sent) < 900, "the load ended before the kill"

    stack.wait_healthy(restarts=before + 1)
    for number, talker in enumerate(talkers):
        reader = stack.irc(f"r{moment}x{number}")
        reader.join(talker.room)
        kept = reader.history(talker.room)
        assert kept[: len(talker.acknowledged)] == talker.acknowledged
        assert kept == talker.sent[: len(kept)]


def test_it_is_not_root_and_holds_no_capabilities(stack: Stack) -> None:
    code, status = stack.run("cat", "/proc/1/status")
    assert code == 0
    fields = dict(line.split(":\t", 1) for line in status.splitlines())
    assert "0" not in fields["Uid"].split() + fields["Gid"].split()
    assert {int(fields[name], 16) for name in ("CapInh", "CapPrm", "CapEff", "CapBnd", "CapAmb")} == {0}
    assert fields["NoNewPrivs"] == "1"


def test_it_can_write_to_its_volumes_and_nowhere_else(stack: Stack) -> None:
    for place in ("/", "/opt/hubbub/app", "/opt/hubbub/bin", "/etc", "/usr/local", "/var/tmp"):
        code, _ = stack.run("python", "-c", f"open({place!r} + '/mark', 'w')")
        assert code != 0, place
    for place in ("/data", "/logs", "/tmp"):
        code, output = stack.run(
            "python", "-c", f"import os; open({place!r} + '/mark', 'w'); os.remove({place!r} + '/mark')"
        )
        assert code == 0, output


def test_it_is_limited_and_comes_back(stack: Stack) -> None:
    host = stack.container.attrs["HostConfig"]
    assert host["ReadonlyRootfs"]
    assert not host["Privileged"]
    assert host["CapDrop"] == ["ALL"]
    assert not host["CapAdd"]
    assert host["Init"]
    assert host["RestartPolicy"]["Name"] == "unless-stopped"
    assert 0 < host["Memory"] <= 1 << 30
    assert 0 < host["PidsLimit"] <= 1024


def test_the_image_holds_the_server_only(stack: Stack) -> None:
    code, _ = stack.run("python", "-c", "import pip")
    assert code != 0
    code, listing = stack.run("ls", "/opt/hubbub/app")
    assert (code, listing.split()) == (0, ["protocol", "services"])
    code, compilers = stack.run("sh", "-c", "command -v cc gcc make")
    assert (code != 0, compilers) == (True, "")
    image = stack.container.image
    assert not [variable for variable in image.attrs["Config"]["Env"] if variable.startswith("PIP_")]


def test_what_we_add_to_the_base_is_small(stack: Stack, engine: docker.DockerClient) -> None:
    image = stack.container.image
    layers = len(image.attrs["RootFS"]["Layers"])
    ours = [layer["Size"] for layer in image.history() if layer["Size"]]
    base = engine.images.get(os.environ.get("BASE", "python:3.13-slim"))
    added = image.attrs["Size"] - base.attrs["Size"]
    assert layers > len(base.attrs["RootFS"]["Layers"])
    assert added <= 60_000_000, ours


def test_it_stops_within_its_grace_period(stack: Stack) -> None:
    ivan = stack.irc("ivan")
    ivan.join("#end")
    ivan.say("#end", "and now we stop")
    stack.compose("stop")
    state = stack.container.attrs["State"]
    # Whoever outlives the grace period is killed, which would be 137.
    assert (state["Status"], state["ExitCode"], state["OOMKilled"]) == ("exited", 0, False)
