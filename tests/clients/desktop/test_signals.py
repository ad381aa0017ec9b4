# SPDX-License-Identifier: GPL-3.0-or-later
"""Ctrl+C at the terminal, and a polite kill: the client says goodbye and ends well."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.clients.desktop.conftest import REPO, Server
from tests.support.client import Client


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_is_a_goodbye(server: Server, tmp_path: Path, number: signal.Signals) -> None:
    command = [sys.executable, "-m", "clients.desktop", f"irc://127.0.0.1:{server.port}", "--nick", "sam"]
    witness = Client(server.port)
    with witness.socket:
        witness.register(f"witness{number}")  # the one before may not be gone yet
        window = subprocess.Popen([*command, "--profile", tmp_path / "profile"], cwd=REPO)
        try:
            assert (witness.until("JOIN").source or "").startswith("sam!")
            window.send_signal(number)
            assert (witness.until("QUIT").source or "").startswith("sam!")
            assert window.wait() == 0
        finally:
            window.kill()
            window.wait()
