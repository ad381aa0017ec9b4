# SPDX-License-Identifier: GPL-3.0-or-later
"""`make run`, as people meet it: the server answers, the client opens, and when either is done nothing stays behind."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

pytestmark = [
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="looks for processes in /proc"),
    pytest.mark.skipif(Path(sys.prefix) != ROOT / ".venv", reason="make run uses .venv, and these tests run elsewhere"),
]


class Run:
    """One `scripts/run.sh` on a port and folders of its own, in a process group of its own, as at a terminal."""

    def __init__(self, folder: Path) -> None:
        with socket.create_server(("127.0.0.1", 0)) as probe:
            self.address: tuple[str, int] = ("127.0.0.1", probe.getsockname()[1])
        self.environment = {name: value for name, value in os.environ.items() if "DISPLAY" not in name} | {
            "HUBBUB_LISTEN": f"127.0.0.1:{self.address[1]}",
            "HUBBUB_DATA_DIR": str(folder / "data"),
            "HUBBUB_LOG_DIR": str(folder / "logs"),
            "XDG_CONFIG_HOME": str(folder / "config"),
            "XDG_DATA_HOME": str(folder / "share"),
            "QT_QPA_PLATFORM": "offscreen",
        }
        self.output = folder / "output"

    def start(self, **environment: str) -> None:
        with self.output.open("wb") as output:
            self.process = subprocess.Popen(
                [ROOT / "scripts" / "run.sh"],
                env=self.environment | environment,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def answers(self) -> bool:
        with socket.socket() as probe:
            return probe.connect_ex(self.address) == 0

    def wait_for_client(self) -> int:
        """The client's process; fails when the run ends without it."""
        while self.process.poll() is None:
            for entry in Path("/proc").iterdir():
                if entry.name.isdigit() and self._is_client(int(entry.name)):
                    return int(entry.name)
            if "cannot open here" in self.output.read_text():
                pytest.skip("the system libraries that Qt needs for a window are missing")
            time.sleep(0.02)
        pytest.fail(self.output.read_text())

    def _is_client(self, pid: int) -> bool:
        try:
            words = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
            return b"clients.desktop" in words and os.getsid(pid) == self.process.pid
        except OSError:  # gone in the meantime
            return False

    def wait_until_it_answers(self) -> None:
        while not self.answers():
            assert self.process.poll() is None, self.output.read_text()
            time.sleep(0.02)


@pytest.fixture
def run(tmp_path: Path) -> Iterator[Run]:
    run = Run(tmp_path)
    yield run
    if run.process.poll() is None:
        os.killpg(run.process.pid, signal.SIGKILL)
        run.process.wait()


def test_without_a_display_it_serves_and_says_how_to_join(run: Run) -> None:
    run.start()
    run.wait_until_it_answers()
    os.killpg(run.process.pid, signal.SIGINT)
    assert run.process.wait() == 0, run.output.read_text()
    assert not run.answers()
    assert f"nc 127.0.0.1 {run.address[1]}" in run.output.read_text()
    assert f"make terminal SERVER=irc://127.0.0.1:{run.address[1]}`" in run.output.read_text()


def test_what_nc_is_given_has_no_brackets(run: Run) -> None:
    run.start(HUBBUB_LISTEN=f"[::1]:{run.address[1]}")
    while "is running on" not in run.output.read_text():
        if run.process.poll() is not None:
            pytest.skip("this machine has no IPv6")
        time.sleep(0.02)
    os.killpg(run.process.pid, signal.SIGINT)
    assert run.process.wait() == 0
    assert f"nc ::1 {run.address[1]}`" in run.output.read_text()


def test_a_client_without_a_display_is_told_of_the_one_for_terminals() -> None:
    without = {name: value for name, value in os.environ.items() if "DISPLAY" not in name}
    done = subprocess.run(
        [ROOT / "scripts" / "client.sh"],
        env=without | {"SERVER": "irc://chat.example:7000"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "`make terminal SERVER=irc://chat.example:7000`" in done.stderr


def test_the_server_stops_when_the_client_closes(run: Run) -> None:
    run.start(DISPLAY=":any")
    client = run.wait_for_client()
    assert run.answers()
    os.kill(client, signal.SIGTERM)
    run.process.wait()
    assert not run.answers()
    assert "has stopped" in run.output.read_text()


def test_ctrl_c_stops_both(run: Run) -> None:
    run.start(DISPLAY=":any")
    run.wait_for_client()
    os.killpg(run.process.pid, signal.SIGINT)
    run.process.wait()
    assert not run.answers()


def test_a_server_that_cannot_start_is_the_end_of_it(run: Run) -> None:
    with socket.create_server(run.address):
        run.start(DISPLAY=":any")
        assert run.process.wait() != 0
    assert "clients.desktop" not in run.output.read_text()
    assert str(run.address[1]) in run.output.read_text()
