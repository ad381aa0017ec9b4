# SPDX-License-Identifier: GPL-3.0-or-later
"""CAP. Source: IRCv3 capability-negotiation (302)."""

from collections.abc import Iterable

from protocol import capabilities as caps
from protocol import numerics as n
from protocol.capabilities import BY_NAME
from protocol.message import line
from protocol.splitting import MAX_LINE
from services.chat.context import Request
from services.chat.flows import metadata
from services.chat.flows.membership import packed
from services.chat.flows.registration import complete

FIRST = 301  # the version of who names none


async def handle(request: Request) -> None:
    """CAP LS [version] | LIST | REQ :caps | END"""
    subcommand = request.param(0).upper()
    action = SUBCOMMANDS.get(subcommand)
    if action is None:
        request.reply(n.ERR_INVALIDCAPCMD, request.param(0))
        return
    if subcommand == "END":
        request.session.registration.negotiating = False
        await complete(request)
    else:
        if not request.session.uid and subcommand != "LIST":
            request.session.registration.negotiating = True
        action(request)


def _ls(request: Request) -> None:
    """The answer fits the version that is asked for now; what lasts is the highest one."""
    session, asked = request.session, request.param(1)
    version = int(asked[:4]) if asked.isascii() and asked.isdigit() else FIRST
    session.cap_version = max(session.cap_version, version)
    modern = version >= 302
    if modern:
        _apply(request, session.caps | caps.CAP_NOTIFY.bit)
    offered = request.house.features.offered_to(session.peer)
    if not modern:
        offered.pop(caps.STS, None)  # it is nothing without its value
    _list(request, "LS", [f"{row}={value}" if value and modern else str(row) for row, value in offered.items()], modern)


def _listing(request: Request) -> None:
    bits = request.session.caps
    modern = request.session.cap_version >= 302
    _list(request, "LIST", [str(row) for row in request.house.features.capabilities if bits & row.bit], modern)


def _list(request: Request, subcommand: str, words: Iterable[str], modern: bool) -> None:
    """Several lines only where they are understood: in version 302. Before it, as much as one line holds."""
    start = f":{request.house.server} CAP {request.nick} {subcommand}"
    lines = list(packed(iter(words), 510 - len(start.encode()) - 4)) or [""]
    if not modern:
        lines = lines[:1]
    for more in lines[:-1]:
        request.send(line(request.house.server, "CAP", request.nick, subcommand, "*", text=more))
    request.send(line(request.house.server, "CAP", request.nick, subcommand, text=lines[-1]))


def _req(request: Request) -> None:
    session = request.session
    wanted = request.param(1)
    offered = request.house.features.capabilities
    bits = session.caps
    accepted = True
    for word in wanted.split():
        row = BY_NAME.get(word.removeprefix("-"))
        if row is None or row not in offered or row.informational:
            accepted = False
        elif word.startswith("-"):
            accepted = accepted and not (row is caps.CAP_NOTIFY and session.cap_version >= 302)
            bits &= ~row.bit
        else:
            bits |= row.bit
    if bits & metadata.EITHER == metadata.EITHER:
        accepted = False  # IRCv3 metadata: "Servers MUST NOT accept these requests either"
    if accepted:
        _apply(request, bits)
    answer = "ACK" if accepted else "NAK"
    room = MAX_LINE - len(line(request.house.server, "CAP", request.nick, answer, text="").encode())
    if len(wanted.encode()) > room:  # "clients SHOULD … send multiple REQ messages"
        wanted = " ".join(dict.fromkeys(wanted.split()))
    words = list(packed(wanted.split(" "), room))
    for text in words if accepted else words[:1]:  # one refusal refuses all of it
        request.send(line(request.house.server, "CAP", request.nick, answer, text=text))


def _end(request: Request) -> None:
    request.session.registration.negotiating = False


def _apply(request: Request, bits: int) -> None:
    given_up = request.session.caps & ~bits
    request.session.set_caps(bits)
    if not bits & metadata.EITHER or given_up & caps.BATCH.bit:
        request.house.subscriptions.forget(request.session)
    user = request.session.user(request.house.state)
    if user is not None:
        request.house.fanout.forget(user.channels)


SUBCOMMANDS = {"LS": _ls, "LIST": _listing, "REQ": _req, "END": _end}
