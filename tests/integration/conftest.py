# SPDX-License-Identifier: GPL-3.0-or-later
"""The stack under test: docker-compose.yml as people have it, under a project name, port and image of its own.

It is brought up once for a test file and removed, all of it, at the end, also when a test or the start failed, or the
run was interrupted. What the classic builder leaves of stages, images without a name, goes at the end of the run, so
that a second test file need not install everything again.
Each test gets it as `stack`, running and healthy whatever the one before did.
"""

import contextlib
import os
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import docker
import pytest
from docker.errors import APIError, DockerException, NotFound
from docker.models.containers import Container

from tests.integration.wire import ClassicClient, IrcClient

ROOT = Path(__file__).parents[2]


class Stack:
    """One run of docker-compose.yml, steered by compose, looked into with the Docker SDK."""

    def __init__(self, engine: docker.DockerClient) -> None:
        self.engine = engine
        self.project = f"hubbub-test-{os.getpid()}"
        self.image = f"{self.project}-image"
        with socket.create_server(("127.0.0.1", 0)) as probe:
            self.port: int = probe.getsockname()[1]
        self._clients: list[IrcClient | ClassicClient] = []

    def compose(self, *arguments: str) -> None:
        files = ("-f", "docker-compose.yml", "-f", "tests/integration/compose.yml")
        environment = os.environ | {"HUBBUB_PORT": str(self.port), "HUBBUB_TEST_IMAGE": self.image}
        command = [str(ROOT / "scripts" / "compose.sh"), "-p", self.project, *files, *arguments]
        done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, f"{' '.join(arguments)}:\n{done.stdout[-4000:]}{done.stderr[-4000:]}"

    @property
    def container(self) -> Container:
        label = f"com.docker.compose.project={self.project}"
        (container,) = self.engine.containers.list(all=True, filters={"label": label})
        return container

    def wait_healthy(self, restarts: int = 0) -> Container:
        """Wait until the engine's own health check says so, of the container as restarted that many times at least.

        Whoever waits in vain is told the server's last words.
        """
        for _ in range(400):
            container = self.container
            state = container.attrs["State"]
            if state["Status"] == "running" and container.attrs["RestartCount"] >= restarts:
                if state["Health"]["Status"] == "healthy":
                    return container
                if state["Health"]["Status"] == "unhealthy":
                    break
            time.sleep(0.1)
        pytest.fail(f"not healthy: {state}\n{self.container.logs(tail=30).decode()}")

    def run(self, *command: str) -> tuple[int, str]:
        """Run a command in the container, as the server's own user."""
        result = self.container.exec_run(list(command))
        return result.exit_code, result.output.decode()

    def on_volume(self, volume: str, *command: str) -> str:
        """The output of a command in another container, which sees nothing of the first but this volume, at /v."""
        output = self.engine.containers.run(
            self.image,
            list(command[1:]),
            entrypoint=[command[0]],
            volumes={f"{self.project}_{volume}": {"bind": "/v", "mode": "ro"}},
            network_mode="none",
            remove=True,
        )
        return bytes(output).decode()

    def irc(self, nick: str) -> IrcClient:
        self._clients.append(client := IrcClient(self.port, nick))
        client.register()
        return client

    def classic(self, nick: str) -> ClassicClient:
        self._clients.append(client := ClassicClient(self.port, nick))
        client.register()
        return client

    def hang_up(self) -> None:
        for client in self._clients:
            client.close()
        self._clients.clear()

    def remove(self) -> None:
        try:
            self.compose("down", "--volumes", "--remove-orphans")
        finally:
            if self.engine.images.list(self.image):
                self.engine.images.remove(self.image, force=True)

    def leftovers(self) -> list[object]:
        label = {"label": f"com.docker.compose.project={self.project}"}
        return [
            *self.engine.containers.list(all=True, filters=label),
            *self.engine.volumes.list(filters=label),
            *self.engine.networks.list(filters=label),
            *self.engine.images.list(self.image),
        ]


@pytest.fixture(scope="session")
def engine() -> Iterator[docker.DockerClient]:
    try:
        client = docker.from_env()
        client.ping()
    except DockerException:
        pytest.exit("The integration tests need a running Docker engine, and none can be reached.", returncode=1)
    before = nameless(client)
    with interruptible():
        try:
            yield client
        finally:
            left = discard(client, before)
            client.close()
    assert not left


def nameless(engine: docker.DockerClient) -> set[str]:
    """The images without a name that steps of our Dockerfile have made."""
    found = set()
    for image in engine.images.list(all=True):
        with contextlib.suppress(NotFound):  # somebody else's, and just removed
            steps = " ".join(layer["CreatedBy"] or "" for layer in image.history())
            if not image.tags and any(word in steps for word in ("/opt/hubbub", "/tmp/server.txt", "PIP_INDEX_URL")):
                found.add(str(image.id))
    return found


def discard(engine: docker.DockerClient, before: set[str]) -> set[str]:
    """Remove those that were not there `before`, each before what it is built on. What is left of them."""
    left = nameless(engine) - before
    while left:
        for image in sorted(left):
            with contextlib.suppress(APIError):  # others are built on it, or it went with one that was
                engine.images.remove(image)
        still = nameless(engine) - before
        if still == left:
            break
        left = still
    return left


@contextlib.contextmanager
def interruptible() -> Iterator[None]:
    """SIGTERM ends the run as Ctrl+C does: what was begun is removed."""

    def interrupt(_number: int, _frame: object) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, interrupt)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


@pytest.fixture(scope="module")
def standing(engine: docker.DockerClient) -> Iterator[Stack]:
    stack = Stack(engine)
    try:
        stack.compose("up", "-d", "--build")
        yield stack
    finally:
        stack.remove()
        assert not stack.leftovers()


@pytest.fixture
def stack(standing: Stack) -> Iterator[Stack]:
    standing.container.start()
    standing.wait_healthy()
    yield standing
    standing.hang_up()
