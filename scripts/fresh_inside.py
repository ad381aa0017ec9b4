# SPDX-License-Identifier: GPL-3.0-or-later
"""What `make fresh` does inside a bare machine: clone, `make run`, join with a bare socket, Ctrl+C, `make test`.

It is piped into the machine's own Python, so it uses the standard library only and nothing of the checkout.
"""

import os
import signal
import socket
import subprocess
import sys
import time

CHECKOUT = "hubbub"
ADDRESS = ("127.0.0.1", 9090)


def step(text: str) -> None:
    print(f"--- {text}", flush=True)


def read_until(connection: socket.socket, wanted: bytes) -> None:
    seen = b""
    while wanted not in seen:
        data = connection.recv(4096)
        if not data:
            sys.exit(f"The server hung up; waited for {wanted!r}, saw {seen!r}.")
        seen += data


def join_and_talk(connection: socket.socket) -> None:
    """What a person with `nc 127.0.0.1 9090` does and sees."""
    connection.settimeout(30)
    read_until(connection, b"NICK")
    connection.sendall(b"newcomer")
    read_until(connection, b"Connected to the server")
    connection.sendall(b"does it work?\n")
    read_until(connection, b"newcomer: does it work?\n")


def try_run() -> None:
    step("make run")
    # A process group of its own, so that Ctrl+C can be what it is at a terminal: a signal to all of it.
    run = subprocess.Popen(["make", "run"], cwd=CHECKOUT, start_new_session=True)
    while True:
        try:
            connection = socket.create_connection(ADDRESS)
            break
        except OSError:
            if run.poll() is not None:
                sys.exit(f"make run ended with {run.returncode} before the server answered.")
            time.sleep(0.2)
    with connection:
        join_and_talk(connection)
    step("a bare socket joined and talked; Ctrl+C")
    os.killpg(run.pid, signal.SIGINT)
    run.wait(60)
    with socket.socket() as probe:
        if probe.connect_ex(ADDRESS) == 0:
            sys.exit("The server still answers after Ctrl+C.")


def main() -> None:
    step(f"git clone, as {os.environ.get('USER') or os.getuid()}, with Python {sys.version.split()[0]}")
    quietly = ("-c", "advice.detachedHead=false", "-c", "init.defaultBranch=main")
    subprocess.run(["git", *quietly, "clone", "--quiet", "/tmp/hubbub.bundle", CHECKOUT], check=True)
    try_run()
    step("make test")
    done = subprocess.run(["make", "test"], cwd=CHECKOUT, check=False)
    sys.exit(done.returncode)


main()
