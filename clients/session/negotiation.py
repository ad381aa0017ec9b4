# SPDX-License-Identifier: GPL-3.0-or-later
"""Capability negotiation, and what it means for the person (Features).

    CAP LS 302 -> requests in lines that fit -> ACK/NAK each (a refused line again, one by one) -> login -> CAP END

Rules: we ask for what we handle and the server offers, never for `sts`. A server that answers nothing is IRC as well:
001 ends the negotiation. A capability comes and goes with CAP NEW and DEL. To use another capability: a row in
protocol, its name in WANTED, and its effect where it belongs.
Sources: IRCv3 capability-negotiation.
"""

from __future__ import annotations

from collections.abc import Callable

from clients.session import sts
from clients.session.core import Core
from clients.session.events import FeaturesChanged
from clients.session.model import Features
from protocol import capabilities as caps
from protocol.message import Message

EDIT = "draft/message-edit"  # no server of ours offers it; some others do
WANTED = (
    *(caps.BATCH.name, caps.MESSAGE_TAGS.name, caps.SERVER_TIME.name, caps.ACCOUNT_TAG.name, caps.ECHO_MESSAGE.name),
    *(caps.LABELED_RESPONSE.name, caps.CAP_NOTIFY.name, caps.STANDARD_REPLIES.name, caps.SASL.name),
    *(caps.MULTI_PREFIX.name, caps.USERHOST_IN_NAMES.name, caps.ACCOUNT_NOTIFY.name, caps.AWAY_NOTIFY.name),
    *(caps.CHGHOST.name, caps.EXTENDED_JOIN.name, caps.EXTENDED_MONITOR.name, caps.INVITE_NOTIFY.name),
    *(caps.SETNAME.name, caps.ACCOUNT_REGISTRATION.name, caps.CHANNEL_RENAME.name, caps.CHATHISTORY.name),
    *(caps.EVENT_PLAYBACK.name, caps.MESSAGE_REDACTION.name, caps.METADATA.name, caps.MULTILINE.name),
    *(caps.READ_MARKER.name, caps.SEARCH.name, EDIT),
)
MAX_OFFERED = 300


def start(core: Core) -> None:
    core.send("CAP", "LS", "302")


def on_cap(core: Core, message: Message, listed: Callable[[Core], None], settled: Callable[[Core], None]) -> None:
    """`listed` is called when the server has said what it offers, and that it does not send us to another port;

    `settled` when nothing is left to negotiate (login comes next, then CAP END)."""
    params = message.params
    if len(params) < 3:
        return
    subcommand = params[1].upper()
    names = params[-1].split()
    if subcommand in ("LS", "NEW"):
        for name in names[:MAX_OFFERED]:
            key, _, value = name.partition("=")
            if len(core.link.offered) < MAX_OFFERED or key in core.link.offered:
                core.link.offered[key] = value
        if subcommand == "LS" and params[2] == "*" and len(params) > 3:
            return  # more to come
        if sts.follow(core):
            return
        core.link.listed = True
        listed(core)
        if not core.connected:  # there was a reason to go
            return
        waiting = {name for line in core.link.asked for name in line}
        known = core.link.enabled | waiting
        _request(core, [name for name in WANTED if name in core.link.offered and name not in known])
    elif subcommand == "DEL":
        for name in (name for name in names if name != sts.NAME):  # "clients MUST ignore any attempts to do so"
            core.link.offered.pop(name, None)
            core.link.enabled.discard(name)
    elif subcommand in ("ACK", "NAK"):
        _answered(core, subcommand == "ACK", names)
    update_features(core)
    if core.link.listed and not core.link.asked and not core.link.ended:
        settled(core)


def _request(core: Core, names: list[str]) -> None:
    line: list[str] = []
    for name in names:
        if line and sum(map(len, line)) + len(line) + len(name) > 400:
            core.link.asked.append(line)
            core.send("CAP", "REQ", " ".join(line))
            line = []
        line.append(name)
    if line:
        core.link.asked.append(line)
        core.send("CAP", "REQ", " ".join(line))


def _answered(core: Core, granted: bool, names: list[str]) -> None:
    asked = core.link.asked
    line = next((line for line in asked if set(line) == {name.lstrip("-") for name in names}), None)
    if line is None:
        # The server may cut what it repeats: answers come in the order of the requests.
        line = asked[0] if asked else None
    if line is not None:
        asked.remove(line)
    if granted:
        for name in names:
            if name.startswith("-"):
                core.link.enabled.discard(name[1:])
            elif name in WANTED:
                core.link.enabled.add(name)
    elif line is not None and len(line) > 1:
        for name in line:
            _request(core, [name])


def values(text: str) -> dict[str, str]:
    """A capability's value of the form `key=value,key,…`."""
    pairs = (part.partition("=") for part in text.split(","))
    return {key: value for key, _, value in pairs if key}


def _number(text: str, highest: int) -> int:
    return min(int(text), highest) if text.isascii() and text.isdigit() and len(text) < 12 else 0


def update_features(core: Core) -> None:
    """Say what the server can do now, if that changed."""
    enabled, info = core.link.enabled, core.info
    tags = caps.MESSAGE_TAGS.name in enabled
    batches = caps.BATCH.name in enabled
    server_time = caps.SERVER_TIME.name in enabled
    limits = values(core.link.offered.get(caps.MULTILINE.name, ""))
    denied = set(info.tokens.get("CLIENTTAGDENY", "").split(","))

    def allowed(*tag_names: str) -> bool:
        return tags and any(name not in denied and ("*" not in denied or f"-{name}" in denied) for name in tag_names)

    features = Features(
        echo=caps.ECHO_MESSAGE.name in enabled,
        labels=caps.LABELED_RESPONSE.name in enabled and batches,
        server_time=server_time,
        history=caps.CHATHISTORY.name in enabled and batches and server_time,
        replies=allowed("reply", "draft/reply"),
        reactions=allowed("draft/react") and allowed("reply", "draft/reply"),
        typing=allowed("typing"),
        redact=caps.MESSAGE_REDACTION.name in enabled and tags,
        edit=EDIT in enabled and tags,
        multiline=caps.MULTILINE.name in enabled and batches and tags,
        multiline_lines=_number(limits.get("max-lines", ""), 10_000) or 100,
        multiline_bytes=_number(limits.get("max-bytes", ""), 1 << 20) or 4096,
        search=caps.SEARCH.name in enabled and batches,
        read_marker=caps.READ_MARKER.name in enabled,
        metadata=caps.METADATA.name in enabled,
        monitor="MONITOR" in info.tokens,
        register=caps.ACCOUNT_REGISTRATION.name in enabled,
        login=caps.SASL.name in enabled,
        setname=caps.SETNAME.name in enabled,
    )
    if features != core.network.features:
        core.network.features = features
        core.emit(FeaturesChanged(features))
