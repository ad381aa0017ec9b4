# SPDX-License-Identifier: GPL-3.0-or-later
"""Which hosts are spoken to with TLS only (`sts` says why): where that is kept. A Store keeps it on the disk."""

from __future__ import annotations

from typing import Protocol


class Policies(Protocol):
    """Where policies are kept: host -> (port, when it ends in Unix seconds)."""

    def sts(self, host: str) -> tuple[int, int] | None: ...

    def save_sts(self, host: str, port: int, until: int) -> None: ...


class Remembered:
    """Policies for as long as the program runs."""

    def __init__(self) -> None:
        self._known: dict[str, tuple[int, int]] = {}

    def sts(self, host: str) -> tuple[int, int] | None:
        return self._known.get(host.lower())

    def save_sts(self, host: str, port: int, until: int) -> None:
        self._known[host.lower()] = (port, until)
