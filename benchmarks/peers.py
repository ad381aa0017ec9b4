# SPDX-License-Identifier: GPL-3.0-or-later
"""The servers that are measured, each started here, on loopback, with its flood limits off and nothing else changed.

`PEERS` names them. A peer is there if its program is: ngircd and inspircd are Debian packages, Ergo's binary is given
in the environment variable ERGO. A new peer: a subclass with `command` and a row.
"""

import os
import shutil
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import Final, Self

from benchmarks import processes
from benchmarks.building import compiler, program

ROOT: Final = Path(__file__).parent.parent
START_SECONDS: Final = 20.0


class Peer:
    """A server process. A context manager: started on entering, stopped and gone on leaving."""

    name = ""
    program = ""
    capabilities = "-"  # what its receivers may request
    at_once = 256  # connections that come at a time: what its queue for new ones takes
    patience = 1  # seconds it gets to stop; what it keeps is thrown away
    variant = False  # another one with other settings: not measured everywhere
    chats = True  # whether it is a whole server

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self.port = _free_port()
        self._process: subprocess.Popen[bytes]

    @classmethod
    def available(cls) -> bool:
        """Whether its program is on this machine."""
        return shutil.which(cls.program) is not None

    def command(self) -> list[str]:
        """The command line; may write configuration files to `directory` first."""
        raise NotImplementedError

    def environment(self) -> dict[str, str]:
        """What is added to the environment."""
        return {}

    @property
    def pid(self) -> int:
        """The process that serves."""
        return self._process.pid

    def __enter__(self) -> Self:
        self.directory.mkdir(parents=True, exist_ok=True)
        with (self.directory / "output").open("wb") as output:
            self._process = subprocess.Popen(
                self.command(), cwd=ROOT, env={**os.environ, **self.environment()},
                stdout=output, stderr=subprocess.STDOUT,
            )  # fmt: skip
        end = time.monotonic() + START_SECONDS
        while True:
            try:
                socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
                return self
            except OSError:
                if time.monotonic() > end or self._process.poll() is not None:
                    said = (self.directory / "output").read_text()
                    raise RuntimeError(f"{self.name} did not start: {said}") from None
                time.sleep(0.005)

    def __exit__(self, *_: object) -> None:
        self._process.terminate()
        try:
            self._process.wait(self.patience)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def cpu_seconds(self) -> float:
        """Processor time used so far, with all child processes."""
        return processes.cpu_seconds(self.pid)

    def memory_bytes(self) -> int:
        """Memory in use, with all child processes."""
        return processes.memory_bytes(self.pid)


class Hubbub(Peer):
    """This server, with everything synced to disk before it is shown."""

    name = "Hubbub"
    durability = "full"
    patience = 15  # as it shall be seen to stop well
    capabilities = "server-time,message-tags,account-tag"

    @classmethod
    def available(cls) -> bool:
        """Always: it is what we measure."""
        return True

    def command(self) -> list[str]:
        """This project's server, under this interpreter."""
        return [sys.executable, "-m", "services.chat"]

    def environment(self) -> dict[str, str]:
        """Limits off; data in the benchmark's directory."""
        return {
            "HUBBUB_LISTEN": f"127.0.0.1:{self.port}",
            "HUBBUB_DATA_DIR": str(self.directory / "data"),
            "HUBBUB_LOG_DIR": str(self.directory / "logs"),
            "HUBBUB_LOG_LEVEL": "warning",
            "HUBBUB_AUTOJOIN": "",
            "HUBBUB_DURABILITY": self.durability,
            "HUBBUB_LIMITS__FLOOD_BURST": "0",
            "HUBBUB_LIMITS__CONNECT_RATE": "0",
            "HUBBUB_LIMITS__CONNECTIONS_PER_IP": "0",
            "HUBBUB_LIMITS__SEND_QUEUE_BYTES": str(64 << 20),
            "HUBBUB_LIMITS__REGISTRATION_TIMEOUT": "600",
            "HUBBUB_LIMITS__PING_INTERVAL": "600",
        }


class HubbubRelaxed(Hubbub):
    """The same, with commits that are written but not synced."""

    name = "Hubbub, not synced"
    variant = True
    durability = "relaxed"


class Inspircd(Peer):
    """InspIRCd 3 (C++)."""

    name = "InspIRCd"
    program = "inspircd"
    at_once = 1024  # it lets people in once a second only

    def command(self) -> list[str]:
        """One listener, no modules but those that `capabilities` need."""
        modules = "".join(
            f'<module name="{name}">'
            for name in ("cap", "ircv3", "ircv3_ctctags", "ircv3_servertime", "ircv3_accounttag", "services_account")
        )
        (self.directory / "motd").write_text("peer\n")
        (self.directory / "inspircd.conf").write_text(
            f"""<server name="peer.local" description="peer" network="peer" id="001">
<admin name="a" nick="a" email="a@example.org"><power diepass="x" restartpass="x">
<bind address="127.0.0.1" port="{self.port}" type="clients">
<connect allow="*" timeout="600" recvq="1000000" softsendq="50000000" hardsendq="60000000" localmax="100000"
 globalmax="100000" maxconnwarn="no" useident="no" resolvehostnames="no" pingfreq="600" commandrate="100000000"
 threshold="10000000" fakelag="no" limit="100000" maxchans="1000">
<performance softlimit="65000" somaxconn="4096" quietbursts="yes"><dns server="127.0.0.1" timeout="1">
<options defaultmodes="n"><log method="file" type="* -USERINPUT -USEROUTPUT" level="sparse" target="inspircd.log">
<path configdir="{self.directory}" datadir="{self.directory}" logdir="{self.directory}">
<files motd="{self.directory}/motd">{modules if self.capabilities != "-" else ""}
<pid file="{self.directory}/inspircd.pid">
"""
        )
        return ["inspircd", "--nofork", "--nopid", "--config", str(self.directory / "inspircd.conf"), "--runasroot"]


class InspircdTags(Inspircd):
    """The same, its receivers with the capabilities that ours have."""

    name = "InspIRCd, with tags"
    variant = True
    capabilities = Hubbub.capabilities


class Ngircd(Peer):
    """ngIRCd 26 (C)."""

    name = "ngIRCd"
    program = "ngircd"
    at_once = 8

    def command(self) -> list[str]:
        """No limits; it has no flood protection that could be turned off but its own command penalty."""
        (self.directory / "ngircd.conf").write_text(
            f"""[Global]
Name = peer.local
Info = peer
Listen = 127.0.0.1
Ports = {self.port}
PidFile = {self.directory}/ngircd.pid
ServerUID = 0
ServerGID = 0
[Limits]
MaxConnections = 0
MaxConnectionsIP = 0
MaxJoins = 0
MaxPenaltyTime = 0
MaxNickLength = 20
PingTimeout = 600
PongTimeout = 600
[Options]
DNS = no
Ident = no
PAM = no
"""
        )
        return ["ngircd", "--nodaemon", "--config", str(self.directory / "ngircd.conf")]


class Ergo(Peer):
    """Ergo (Go), history in memory, from the binary in $ERGO with the configuration beside it ($ERGO_CONFIG)."""

    name = "Ergo"
    capabilities = Hubbub.capabilities

    @classmethod
    def available(cls) -> bool:
        """Whether both are given."""
        return bool(os.environ.get("ERGO") and os.environ.get("ERGO_CONFIG"))

    def command(self) -> list[str]:
        """The given configuration, with our port in the place of PORT."""
        text = Path(os.environ["ERGO_CONFIG"]).read_text().replace("PORT", str(self.port))
        (self.directory / "ircd.yaml").write_text(text.replace("DIRECTORY", str(self.directory)))
        ergo, configuration = os.environ["ERGO"], str(self.directory / "ircd.yaml")
        subprocess.run([ergo, "initdb", "--conf", configuration], check=False, capture_output=True)
        return [ergo, "run", "--conf", configuration]


class Bare(Peer):
    """No server: the obvious loop in Python (bare.py)."""

    name = "bare uvloop"
    variant = True
    chats = False

    @classmethod
    def available(cls) -> bool:
        """Always: it is ours."""
        return True

    def command(self) -> list[str]:
        """Under this interpreter."""
        return [sys.executable, "-m", "benchmarks.bare", str(self.port)]


class Floor(Peer):
    """No server: a loop in C that only writes (floor.c), as the most that this machine could do."""

    name = "floor in C"
    chats = False

    @classmethod
    def available(cls) -> bool:
        """Where it can be compiled."""
        return compiler() is not None

    def command(self) -> list[str]:
        """Compiled on first use."""
        return [str(program(Path(__file__).with_name("floor.c"))), str(self.port)]


PEERS: Final[tuple[type[Peer], ...]] = (Hubbub, HubbubRelaxed, Inspircd, InspircdTags, Ngircd, Ergo, Bare, Floor)


def _free_port() -> int:
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        return int(sock.getsockname()[1])
