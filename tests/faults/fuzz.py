# SPDX-License-Identifier: GPL-3.0-or-later
"""Lines that nobody would send: random, mutated and truncated ones, always the same for a seed, and fast to make.

Most are nearly right, as those reach furthest: commands of the table with arguments drawn from names that are in use,
then spoiled. The rest is noise. Only the commands that would end the run too soon are rare.
"""

import random
from collections.abc import Iterator

from services.chat.commands import TABLE

NICKS = [f"f{i}" for i in range(8)] + ["alice", "ALICE", "NickServ", "ChanServ", "nobody", "*", "Ünïcode"]
ROOMS = ["#lobby", "#a", "#b", "#LOBBY", "#none", "&local", "#", "@#lobby", "+#a", "#ü", "#a,#b", "#lobby,alice"]
WORDS = [
    "", "*", "0", "-1", "1", "10", "99999999999999999999", "LS", "REQ", "END", "LIST", "302", "LATEST", "BEFORE",
    "AFTER", "AROUND", "BETWEEN", "TARGETS", "+o", "-o", "+b", "+beIklfn", "-k+v", "+nt-nt", "b", "GET", "SET", "SUB",
    "UNSUB", "SYNC", "CLEAR", "PLAIN", "SCRAM-SHA-256", "EXTERNAL", "AAAA", "=", "+", "-", "+ref", "-ref",
    "draft/multiline",
    "labeled-response", "msgid=x", "timestamp=2020-01-01T00:00:00.000Z", "timestamp=9999-99-99T99:99:99.999Z",
    "%tcuhnfdlaor,1",
    "*!*@*", "m:*!*@*", "~a:x", "secret", "hubbub.local", "127.0.0.1", "IDENTIFY", "REGISTER", "from:alice",
    "in:#lobby", "\x01ACTION waves\x01", "\x01VERSION\x01", "\x02bold\x0f", "\u202e", "\u200b", "💬" * 20, "a" * 600,
    ":",
    "::", "a:b", "/",
]  # fmt: skip
CAPABILITIES = [
    "echo-message", "message-tags", "server-time", "batch", "labeled-response", "draft/chathistory",
    "draft/multiline",
    "sasl", "draft/metadata-2", "away-notify", "no-such", "-echo-message", "cap-notify", "draft/event-playback",
]  # fmt: skip
TAGS = [
    "label=1", "label=" + "l" * 100, "+typing=active", "+draft/react=x", "+reply=m", "batch=ref", "msgid=forged",
    "time=x",
    "", ";", "=", "+=", "a=\\:\\s\\\\\\r\\n\\", "+x=" + "y" * 4000, "draft/multiline-concat", "\xff",
]  # fmt: skip
NOISE = [b"\0", b"\r", b"\xff", b"\xc3", b"\xed\xa0\x80", b"\x1b[2J", b" ", b":", b"@", b",", b"\xe2\x80\xae", b"\x7f"]
RARE = ("QUIT", "DIE", "KILL")


def lines(seed: int, count: int) -> Iterator[bytes]:
    """`count` lines with their ends, such as they are."""
    chance = random.Random(seed)
    commands = [name for name in TABLE if name not in RARE] + ["NOSUCH", "001", "999"]
    for number in range(count):
        kind = chance.random()
        if kind < 0.02:
            line = chance.randbytes(chance.randrange(1, 200)).replace(b"\n", b"")
        elif kind < 0.025:
            line = f"{chance.choice(RARE)} {chance.choice(NICKS)}".encode()
        elif kind < 0.06:
            line = f"CAP REQ :{' '.join(chance.sample(CAPABILITIES, 3))}".encode()
        else:
            line = _nearly_right(chance, chance.choice(commands))
        if chance.random() < 0.25:
            line = _spoiled(chance, line)
        yield line + (b"\r\n" if chance.random() < 0.97 else b"\n")
        if number % 50 == 0:
            yield b"JOIN #lobby,#a\r\n"


def _nearly_right(chance: random.Random, command: str) -> bytes:
    parts = []
    if chance.random() < 0.2:
        parts.append("@" + ";".join(chance.choices(TAGS, k=chance.randrange(1, 4))))
    if chance.random() < 0.03:
        parts.append(":" + chance.choice(NICKS))
    parts.append(command if chance.random() < 0.95 else command.lower())
    for _ in range(chance.randrange(6)):
        parts.append(chance.choice(chance.choice((NICKS, ROOMS, WORDS))))
    if chance.random() < 0.3:
        parts.append(":" + " ".join(chance.choices(WORDS, k=3)))
    return " ".join(parts).encode("utf-8", "surrogateescape")


def _spoiled(chance: random.Random, line: bytes) -> bytes:
    place = chance.randrange(len(line) + 1)
    match chance.randrange(5):
        case 0:
            return line[:place]
        case 1:
            return line[:place] + chance.choice(NOISE) + line[place:]
        case 2:
            return line[place:] + line[:place]
        case 3:
            return line[:place] + line[:place][-40:] * 12 + line[place:]
        case _:
            return line[:place] + bytes([chance.randrange(256)]).replace(b"\n", b"") + line[place + 1 :]
