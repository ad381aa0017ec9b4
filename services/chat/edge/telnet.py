# SPDX-License-Identifier: GPL-3.0-or-later
"""Telnet's commands among what a person with a terminal sends: taken out, and answered with a refusal. Sans-IO.

Programs such as PuTTY negotiate on any port. 0xff, with which each command begins, is no byte of UTF-8, so nothing is
lost; one that begins no command stays, and is seen as the damage it is.
Source: RFC 854, 855 (commands and options); RFC 1143 (an option is refused once, so no two sides talk for ever).
"""

from __future__ import annotations

from typing import Final

IAC: Final = 0xFF
_DONT: Final = 0xFE
_DO: Final = 0xFD
_WONT: Final = 0xFC
_WILL: Final = 0xFB
_SB: Final = 0xFA
_ERASE_CHARACTER: Final = 0xF7
_SE: Final = 0xF0
_END_OF_SB: Final = bytes((IAC, _SE))
_LONGEST_SB: Final = 1024  # bytes; what goes on for longer is no subnegotiation
_REFUSALS: Final = {_WILL: _DONT, _DO: _WONT}


class TelnetFilter:
    """What is said, without the commands. `seen` once there was one; `reply` is what is to be sent, and is taken."""

    def __init__(self) -> None:
        self.seen = False
        self._begun = b""
        self._refused: set[bytes] = set()
        self._reply = bytearray()

    def feed(self, data: bytes) -> bytes:
        """Take the commands out. The beginning of one waits for its end."""
        if IAC not in data and not self._begun:
            return data
        data, self._begun = self._begun + data, b""
        text = bytearray()
        place = 0
        while (start := data.find(IAC, place)) >= 0:
            text += data[place:start]
            size = self._command(data, start, text)
            if not size:
                self._begun = data[start:]
                return bytes(text)
            place = start + size
        return bytes(text + data[place:])

    def take_reply(self) -> bytes:
        """What is to be sent."""
        reply = bytes(self._reply)
        self._reply.clear()
        return reply

    def _command(self, data: bytes, start: int, text: bytearray) -> int:
        """The bytes that the command at `start` takes; 0 while its end has not come."""
        command = data[start + 1] if start + 1 < len(data) else None
        if command is None:
            return 0
        if command < _SE or command == IAC:
            text.append(IAC)
            return 1 if command != IAC else 2
        self.seen = True
        if command == _ERASE_CHARACTER:
            text += b"\b"
        if command == _SB:
            end = data.find(_END_OF_SB, start + 2)
            if end < 0:
                return 0 if len(data) - start < _LONGEST_SB else len(data) - start
            return end + 2 - start
        if command not in (_WILL, _WONT, _DO, _DONT):
            return 2
        if start + 2 >= len(data):
            return 0
        self._refuse(command, data[start + 2])
        return 3

    def _refuse(self, command: int, option: int) -> None:
        refusal = _REFUSALS.get(command)
        answer = bytes((IAC, refusal, option)) if refusal is not None else b""
        if answer and answer not in self._refused:
            self._refused.add(answer)
            self._reply += answer
