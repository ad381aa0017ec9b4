# SPDX-License-Identifier: GPL-3.0-or-later
"""What the well-known tutorials for a Tk chat client do with their socket, and no more.

The receiving thread compares what it receives with exactly `NICK`, answers with the nickname and no line end, and
shows everything else. Sending adds the nickname and no line end.
"""

import contextlib
import socket
import threading
from queue import Queue


class TutorialClient:
    """One such client. `text` is what was shown and not yet asked for; `until` waits in the caller's thread."""

    def __init__(self, port: int, nickname: str) -> None:
        self.nickname = nickname
        self.shown: Queue[str | None] = Queue()
        self.text = ""
        self.client = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        self.client.connect(("127.0.0.1", port))
        self.thread = threading.Thread(target=self._receive)
        self.thread.start()

    def _receive(self) -> None:
        while True:
            try:
                message = self.client.recv(1024).decode("utf-8")
            except OSError:
                break
            if message == "NICK":
                self.client.send(self.nickname.encode("utf-8"))
            elif message:
                self.shown.put(message)
            else:
                break
        self.shown.put(None)

    def write(self, text: str) -> None:
        self.client.send(f"{self.nickname}: {text}".encode())

    def until(self, text: str) -> str:
        while text not in self.text:
            message = self.shown.get(timeout=10)
            assert message is not None, f"closed; {text!r} is not in {self.text!r}"
            self.text += message
        head, _, self.text = self.text.partition(text)
        return head + text

    def has_shown(self, text: str) -> bool:
        """Whether `text` has been shown by now."""
        while not self.shown.empty():
            self.text += self.shown.get() or ""
        return text in self.text

    def stop(self) -> None:
        with contextlib.suppress(OSError):
            self.client.shutdown(socket.SHUT_RDWR)
        self.thread.join()
        self.client.close()
