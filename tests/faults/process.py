# SPDX-License-Identifier: GPL-3.0-or-later
"""The server as a process of its own, to be killed, stopped and started again on the same data.

Settings are given as in the environment, without `HUBBUB_`: `Process(tmp_path, autojoin="", limits__flood_burst=0)`.
Its own rules for tests: no flood protection, loopback only, any port.
"""

import json
import os
import re
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any, Self

ROOT = Path(__file__).parents[2]
PATIENCE = 50.0
# What must never be in the server's log: a mistake of ours.
STRAY = ("exception", "Traceback")


class Process:
    """One server, again and again. `seconds_to_start` is how long the last start took."""

    def __init__(self, directory: Path, **settings: Any) -> None:
        self.directory = directory
        self.data = Path(settings.pop("data_dir", directory / "data"))
        self.logs = Path(settings.pop("log_dir", directory / "logs"))
        self.settings = {"listen": "127.0.0.1:0", "limits__flood_burst": 0, **settings}
        self.prefix: list[str] = []
        self.console: list[str] = []
        self.port = 0
        self.seconds_to_start = 0.0
        self._process: subprocess.Popen[str] | None = None
        self._reader: threading.Thread

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.kill()

    @property
    def pid(self) -> int:
        """Of the process that runs."""
        assert self._process is not None
        return self._process.pid

    @property
    def writer(self) -> int:
        """The process that writes the database for it."""
        (pid,) = Path(f"/proc/{self.pid}/task/{self.pid}/children").read_text().split()
        return int(pid)

    def start(self) -> None:
        """Start, and return once it listens. Raises RuntimeError with what it said when it does not."""
        variables = {name: value for name, value in os.environ.items() if not name.startswith("HUBBUB_")}
        places = {"data_dir": self.data, "log_dir": self.logs}
        for name, value in (self.settings | places).items():
            variables[f"HUBBUB_{name.upper()}"] = str(value)
        begun = time.monotonic()
        self._process = subprocess.Popen(
            [*self.prefix, sys.executable, "-m", "services.chat"],
            cwd=self.directory, env=variables | {"PYTHONPATH": str(ROOT)}, stderr=subprocess.PIPE, text=True,
        )  # fmt: skip
        told: list[str] = []
        listening = threading.Event()
        self._reader = threading.Thread(target=self._read, args=(self._process, told, listening))
        self._reader.start()
        listening.wait(PATIENCE)
        if not (told and (found := re.search(r"is running on 127\.0\.0\.1:(\d+)", told[-1]))):
            self.kill()
            raise RuntimeError("\n".join(self.console))
        self.seconds_to_start = time.monotonic() - begun
        self.port = int(found[1])

    def kill(self) -> None:
        """kill -9."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._reader.join()
            self._process = None

    def stop(self) -> tuple[int, float]:
        """SIGTERM. The exit code and the seconds it took."""
        begun = time.monotonic()
        self.send_signal(signal.SIGTERM)
        return self.wait(), time.monotonic() - begun

    def send_signal(self, number: int) -> None:
        """To the process that runs."""
        assert self._process is not None
        self._process.send_signal(number)

    def wait(self, patience: float = PATIENCE) -> int:
        """Wait for its end. The exit code."""
        assert self._process is not None
        code = self._process.wait(patience)
        self._reader.join()
        self._process = None
        return code

    def memory(self) -> int:
        """Bytes of memory that it has in use now (RSS)."""
        status = Path(f"/proc/{self.pid}/status").read_text()
        return int(status.partition("VmRSS:")[2].split()[0]) * 1024

    def cpu(self) -> float:
        """Seconds of a processor that it has used."""
        fields = Path(f"/proc/{self.pid}/stat").read_text().rpartition(") ")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def log(self) -> list[dict[str, Any]]:
        """What the server log says, oldest first."""
        text = (self.logs / "server.log").read_text("utf-8", "replace")
        return [json.loads(line) for line in text.splitlines()]

    def mistakes(self) -> list[str]:
        """What the log or the console has of errors nobody expected."""
        logged = [str(entry) for entry in self.log() if "exception" in entry or entry["level"] in ("error", "critical")]
        return logged + [line for line in self.console if any(word in line for word in STRAY)]

    def _read(self, process: "subprocess.Popen[str]", told: list[str], listening: threading.Event) -> None:
        assert process.stderr is not None
        with process.stderr:
            for line in process.stderr:
                self.console.append(line.rstrip("\n"))
                if not told and " is running on " in line:
                    told.append(line)
                    listening.set()
        listening.set()
