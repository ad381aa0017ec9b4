# SPDX-License-Identifier: GPL-3.0-or-later
"""Several lines as one answer (IRCv3 batch). Without the capability they are sent as they are."""

from types import TracebackType
from typing import Self

from protocol import capabilities as caps
from protocol.message import line
from protocol.numerics import Numeric
from services.chat.context import Request
from services.chat.responses import with_tag


class Batch:
    """A context manager: what is sent through it belongs to the batch. `needs` are capabilities it takes as well."""

    def __init__(self, request: Request, kind: str, *params: str, needs: int = 0) -> None:
        self._request = request
        self._start = (kind, *params)
        needs |= caps.BATCH.bit
        self._reference = f"b{request.session.next_batch():x}" if request.session.caps & needs == needs else ""

    def __enter__(self) -> Self:
        if self._reference:
            self._request.send(line(self._request.house.server, "BATCH", f"+{self._reference}", *self._start))
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._reference:
            self._request.send(line(self._request.house.server, "BATCH", f"-{self._reference}"))

    def send(self, text: str) -> None:
        """A line of the batch, without its end. One that belongs to a batch within this one stays as it is."""
        if self._reference and not text.startswith("@batch="):
            text = with_tag(text.encode(), f"batch={self._reference}").decode()
        self._request.send(text)

    def reply(self, numeric: Numeric, *params: str, text: str | None = None) -> None:
        """A numeric of the batch."""
        self.send(numeric.line(self._request.house.server, self._request.nick, *params, text=text))
