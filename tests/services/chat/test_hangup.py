# SPDX-License-Identifier: GPL-3.0-or-later
"""SIGHUP reads the settings again, in the process that runs."""

import os
import signal
import subprocess
import sys
from pathlib import Path

from tests.support.client import Client

ROOT = Path(__file__).parents[3]


def test_sighup_reloads_and_drops_nobody(tmp_path: Path) -> None:
    config = tmp_path / "hubbub.toml"
    config.write_text('network = "Before"\nlisten = "127.0.0.1:0"\n')
    variables = {name: value for name, value in os.environ.items() if not name.startswith("HUBBUB_")}
    process = subprocess.Popen(
        [sys.executable, "-m", "services.chat", "--config", str(config)],
        cwd=tmp_path, env=variables | {"PYTHONPATH": str(ROOT)}, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    try:
        assert process.stderr is not None
        port = int(process.stderr.readline().partition("127.0.0.1:")[2].partition(",")[0])
        alice = Client(port)
        alice.register("alice")
        config.write_text('network = "After"\nlisten = "127.0.0.1:0"\n')
        process.send_signal(signal.SIGHUP)
        assert alice.until("005").params == ["alice", "NETWORK=After", "are supported by this server"]
        config.write_text("network = 5 words\n")
        process.send_signal(signal.SIGHUP)
        while "the settings were not reloaded" not in process.stderr.readline():
            pass
        alice.send("VERSION")
        assert alice.until("351").params[-1] == "After"
        alice.close()
    finally:
        process.kill()
        process.communicate()
