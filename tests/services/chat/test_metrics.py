# SPDX-License-Identifier: GPL-3.0-or-later
"""Metrics: what Prometheus reads from the real server, and that there are none unless asked for."""

from __future__ import annotations

import http.client
import re
import socket
import urllib.request
from pathlib import Path

import pytest
from prometheus_client.parser import text_string_to_metric_families

from services.chat.edge.listener import ListenError
from services.chat.metrics import Metrics
from services.chat.settings.values import Address
from tests.support.server import Server


def read(address: Address) -> dict[str, float]:
    with urllib.request.urlopen(f"http://{address}/metrics", timeout=10) as answer:
        text = answer.read().decode()
    return {
        sample.name + "".join(f" {value}" for name, value in sample.labels.items() if name != "le"): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
        if sample.name.startswith("hubbub_")
    }


def test_what_prometheus_reads(tmp_path: Path) -> None:
    with Server(tmp_path, metrics_listen="127.0.0.1:0") as server:
        address = server.app.metrics_address
        assert address is not None
        assert read(address)["hubbub_users"] == 0
        alice, bob = server.client("alice"), server.client("bob")
        alice.send("JOIN #tea", "PRIVMSG #tea :one", "PRIVMSG #tea :two")
        alice.lines()
        bob.send("QUIT")
        assert bob.ended()
        alice.until("QUIT")
        now = read(address)
        told = {
            "hubbub_users": 1,
            "hubbub_channels": 2,
            "hubbub_connections irc": 1,
            "hubbub_connections_accepted_total irc": 2,
            "hubbub_events_total MessageSent": 2,
            "hubbub_events_total Joined": 3,
            "hubbub_batches_failed_total": 0,
            "hubbub_queue_events": 0,
        }
        assert {name: now.get(name) for name in told} == told
        assert now["hubbub_batch_events_sum"] >= 5
        assert now["hubbub_writer_process_resident_memory_bytes"] > 0
        assert now["hubbub_commit_seconds_count"] == now["hubbub_batch_events_count"] >= 1


def test_they_are_answered_under_this_machines_own_names_alone(tmp_path: Path) -> None:
    """A web page may have pointed its own name here (DNS rebinding)."""
    with Server(tmp_path, metrics_listen="127.0.0.1:0") as server:
        address = server.app.metrics_address
        assert address is not None
        for host, status in (("localhost:9091", 200), ("127.0.0.1", 200), ("rebind.evil.example", 421), ("", 421)):
            connection = http.client.HTTPConnection(address.host, address.port, timeout=10)
            connection.request("GET", "/metrics", headers={"Host": host})
            assert connection.getresponse().status == status
            connection.close()


def test_a_connection_that_changes_its_dialect_is_counted_once(tmp_path: Path) -> None:
    with Server(tmp_path, metrics_listen="127.0.0.1:0") as server:
        client = server.client()
        assert client.socket.recv(100) == b"NICK"
        client.send("NICK late", "USER late 0 * :late")
        while " 001 " not in client.line():
            pass
        address = server.app.metrics_address
        assert address is not None
        now = read(address)
        assert (now["hubbub_connections classic"], now["hubbub_connections irc"]) == (0, 1)


def test_there_are_none_unless_asked_for(tmp_path: Path) -> None:
    with Server(tmp_path) as server:
        assert server.app.metrics_address is None


def test_the_page_of_metrics_names_them_all() -> None:
    families = {family.name: family for family in Metrics().registry.collect() if family.name.startswith("hubbub_")}
    told = {f"{name}_total" if family.type == "counter" else name for name, family in families.items()}
    page = (Path(__file__).parents[3] / "docs" / "metrics.md").read_text("utf-8")
    assert set(re.findall(r"^\| `(hubbub_\w+)`", page, re.MULTILINE)) == told


def test_a_port_in_use_is_one_sentence() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        address = Address("127.0.0.1", taken.getsockname()[1])
        with pytest.raises(ListenError) as caught:
            Metrics().serve(address)
    assert str(caught.value) == f"The metrics can't be served on {address}: address already in use; set metrics_listen."
