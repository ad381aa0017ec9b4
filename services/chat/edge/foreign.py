# SPDX-License-Identifier: GPL-3.0-or-later
"""Protocols that are not spoken here: what a connection's first bytes show of them, and what each is answered.

Scanners, misconfigured programs and people who mistake the port speak them. Each gets one short answer in its own
words where there are such, and is closed: none becomes a person in the room, and nothing that it sends a message.
Pure: bytes in, an answer out.

| first bytes | protocol | answer |
|---|---|---|
| `PRI * HTTP/2.0` | HTTP/2 without TLS (RFC 9113) | SETTINGS, and GOAWAY with HTTP_1_1_REQUIRED |
| `METHOD target NAME/1.0`, NAME not HTTP | RTSP, SIP, ICAP … | `NAME/1.0 501 Not Implemented` |
| `*1` and CRLF | Redis (RESP) | `-ERR …` |
| `set key 0 0 5` and the like | memcached | `SERVER_ERROR …` |
| `EHLO`, `HELO`, `LHLO`, `MAIL FROM:` | SMTP, LMTP | `554 …` (RFC 5321 4.2.2) |
| `SSH-` | SSH | a sentence (RFC 4253 4.2) |
| `<?xml`, `<stream:` | XMPP | `</stream:stream>` |
| a word that is a command elsewhere | Redis, memcached, ZooKeeper, POP3 … | a sentence |
| NUL, or a control character first | RDP, SMB, databases, MQTT, SOCKS … | a sentence |
| a UTF-16 byte order mark | text in UTF-16 | a sentence: UTF-8 only |
"""

from __future__ import annotations

import re
from typing import Final

_IAC: Final = b"\xff"
SENTENCE: Final = b"ERROR :This is a chat server, and that is no language it speaks\r\n"
_UTF_16: Final = b"ERROR :Only UTF-8 is understood here, not UTF-16\r\n"
# RFC 9113 6.5, 6.8: an empty SETTINGS frame, which has to be the first, and GOAWAY with HTTP_1_1_REQUIRED (0x0d).
_GOAWAY: Final = b"\0\0\0\4\0\0\0\0\0" + b"\0\0\x08\7\0\0\0\0\0" + b"\0\0\0\0" + b"\0\0\0\x0d"
_HTTP_2: Final = b"PRI * HTTP/2.0"
_REQUEST: Final = re.compile(rb"[A-Z][A-Z_-]{2,19} \S+ ([A-Z]{3,8}/[0-9]\.[0-9])\r?\n")
_REQUEST_BEGUN: Final = re.compile(
    rb"[A-Z][A-Z_-]{0,19}|[A-Z][A-Z_-]{2,19} (\S+( ([A-Z]{1,8}(/([0-9.]{0,3}\r?)?)?)?)?)?"
)
_REDIS: Final = re.compile(rb"\*[0-9]{1,7}\r?\n")
_REDIS_BEGUN: Final = re.compile(rb"\*([0-9]{1,7}\r?)?")
_MEMCACHED: Final = re.compile(rb"(set|add|replace|append|prepend|cas) \S{1,250} [0-9]+ [0-9]+ [0-9]+( [0-9]+)?[ \r\n]")
_WORDS: Final = frozenset(b"flush_all FLUSHALL FLUSHDB ruok mntr srvr CAPA STARTTLS NOOP JDWP-Handshake".split())
_BEGINNINGS: Final = (
    (b"EHLO ", b"554 This is a chat server, no mail is taken here\r\n"),
    (b"HELO ", b"554 This is a chat server, no mail is taken here\r\n"),
    (b"LHLO ", b"554 This is a chat server, no mail is taken here\r\n"),
    (b"MAIL FROM:", b"554 This is a chat server, no mail is taken here\r\n"),
    (b"SSH-", b"This is a chat server, no SSH is spoken here.\r\n"),
    (b"<?xml", b"</stream:stream>"),
    (b"<stream:", b"</stream:stream>"),
    (_HTTP_2, _GOAWAY),
    (b"\xfe\xff", _UTF_16),
)
# Telnet's IAC (0xff) is classic's; backspace, tab, line ends, escape and delete are what a terminal sends.
_TYPED: Final = frozenset(b"\b\t\n\r\x1b\x7f")


def answer(first: bytes) -> bytes | None:
    """What to answer a connection that began with `first`, before it is closed; None if that shows nothing foreign."""
    if first[:1] == _IAC:  # telnet, unless it is the other byte order mark with a letter behind it
        return _UTF_16 if first[1:2] == b"\xfe" and first[3:4] == b"\0" else None
    for beginning, sentence in _BEGINNINGS:
        if first.startswith(beginning):
            return sentence
    if is_binary(first):
        return SENTENCE
    line = first.partition(b"\n")[0].removesuffix(b"\r")
    if line in _WORDS:
        return SENTENCE
    if _REDIS.match(first):
        return b"-ERR this is a chat server, not Redis\r\n"
    if _MEMCACHED.match(first):
        return b"SERVER_ERROR this is a chat server\r\n"
    protocol = requested(first)
    return b"%s 501 Not Implemented\r\n\r\n" % protocol if protocol else None


def requested(first: bytes) -> bytes:
    """The protocol and version, such as `RTSP/1.0`, of a request that has HTTP's form and is not HTTP."""
    request = _REQUEST.match(first)
    return request[1] if request is not None and not request[1].startswith(b"HTTP/") else b""


def begun(first: bytes) -> bool:
    """Whether more bytes could show that it is foreign."""
    if b"\n" in first:
        return False
    return (
        any(beginning.startswith(first) for beginning, _ in _BEGINNINGS)
        or _REDIS_BEGUN.fullmatch(first) is not None
        or _REQUEST_BEGUN.fullmatch(first) is not None
    )


def is_binary(data: bytes) -> bool:
    """Whether these bytes of a beginning are none that people's programs send. CR NUL is a line end of telnet."""
    if not data:
        return False
    first = data[0]
    return (
        (first < 0x20 and first not in _TYPED)
        or 0x80 <= first < 0xC0
        or b"\0" in data.partition(b"\n")[0].replace(b"\r\0", b"")
    )
