# SPDX-License-Identifier: GPL-3.0-or-later
"""METADATA. Source: IRCv3 metadata, its third draft; clients of the second get the second's names of errors.

People set keys on themselves, channel operators on their channel, server operators on everybody. All keys are
visible to everyone who can see whose they are.
"""

import re
from collections.abc import Callable, Coroutine, Iterable
from typing import Any, Final

from protocol import numerics as n
from protocol import standard_replies as codes
from protocol.splitting import MAX_LINE
from services.chat.context import Request
from services.chat.flows import metadata
from services.chat.flows.batches import Batch
from services.chat.flows.membership import packed
from services.chat.flows.pacing import WRITTEN, Pace, told
from services.chat.rules import Failed, at_least, muted_somewhere
from services.chat.state import Channel, User

KEY: Final = re.compile(r"[a-z0-9_./-]+", re.ASCII)
ALL: Final = "*ALL"
Subject = User | Channel | None  # None: oneself, before registration


async def handle(request: Request) -> None:
    """METADATA target GET|SET|LIST|CLEAR|SUB|UNSUB|SUBS|SYNC [key{ key} | key :value]"""
    subcommand = request.param(1).upper()
    row = SUBCOMMANDS.get(subcommand)
    if row is None:
        code = codes.METADATA_INVALID_PARAMS if _newest(request) else codes.METADATA_SUBCOMMAND_INVALID
        raise Failed(code, request.param(1) or "*", text="Unknown subcommand" if request.param(1) else None)
    action, fewest, most = row
    if not fewest <= len(request.params) - 2 <= most:
        raise Failed(codes.METADATA_INVALID_PARAMS, subcommand)
    if not request.session.is_open() and (not request.session.uid or subcommand == "SUB"):
        return  # nobody would ever forget it
    outcome = action(request)
    if outcome is not None:
        await outcome


def _newest(request: Request) -> bool:
    return metadata.newest(request.session)


def _subject(request: Request) -> Subject:
    """Whom it is about. Raises `Failed` when there is nobody, or nobody the asker may know of."""
    name, state, session = request.param(0), request.house.state, request.session
    if not session.uid:
        if name == "*":
            return None
        raise Failed(codes.METADATA_INVALID_TARGET, name)
    if name == "*":
        return request.user
    found: Subject = state.channel(name) if name[:1] == "#" else state.user(name)
    if found is None or (isinstance(found, Channel) and "s" in found.modes and session.uid not in found.members):
        raise Failed(codes.METADATA_INVALID_TARGET, name)
    return found


def _values(request: Request, subject: Subject) -> dict[str, str]:
    if subject is None:
        return request.house.subscriptions.drafts.setdefault(request.session, {})
    return subject.metadata if isinstance(subject, Channel) else metadata.values_of(request.house.state, subject)


def _name(request: Request, subject: Subject) -> str:
    if subject is None:
        return "*"
    return subject.name if isinstance(subject, Channel) else subject.nick


def _may_set(request: Request, subject: Subject, key: str) -> None:
    """Raises `Failed` unless they may. Those who muted somebody would read what they say of themselves."""
    state, user = request.house.state, request.session.user(request.house.state)
    if (
        user is None
        or "o" in user.modes
        or (subject is user and not (request.param(3) and muted_somewhere(state, user)))
    ):
        return
    if isinstance(subject, Channel) and at_least(subject, request.session.uid, "o"):
        return
    raise Failed(codes.METADATA_KEY_NO_PERMISSION, _name(request, subject), key)


def _valid(request: Request, key: str) -> bool:
    return len(key) <= request.house.settings.limits.metadata_key_bytes and KEY.fullmatch(key) is not None


def _invalid(request: Request, key: str, batch: Batch | None = None) -> None:
    """Tell of one bad key among several: a warning in the third draft, in the second a failure."""
    server = request.house.server
    code = codes.METADATA_INVALID_KEY if _newest(request) else codes.METADATA_KEY_INVALID
    line = code.warn(server, key) if _newest(request) else code.fail(server, key)
    (request if batch is None else batch).send(line)


async def _get(request: Request) -> None:
    subject = _subject(request)
    values, name, pace = _values(request, subject), _name(request, subject), Pace(request)
    with Batch(request, "metadata", name) as batch:
        for key in request.params[2:]:
            if pace.spend(WRITTEN):
                await pace.rest()
            if not _valid(request, key):
                _invalid(request, key, batch)
            elif key in values:
                batch.reply(n.RPL_KEYVALUE, name, key, "*", text=values[key])
            else:
                batch.reply(n.RPL_KEYNOTSET, name, key)


async def _list(request: Request) -> None:
    subject = _subject(request)
    name, pace = _name(request, subject), Pace(request)
    with Batch(request, "metadata", name) as batch:
        for key, value in tuple(_values(request, subject).items()):
            if pace.spend(WRITTEN):
                await pace.rest()
            batch.reply(n.RPL_KEYVALUE, name, key, "*", text=value)


async def _set(request: Request) -> None:
    subject = _subject(request)
    values, name, key, value = _values(request, subject), _name(request, subject), request.param(2), request.param(3)
    limits = request.house.settings.limits
    if not _valid(request, key):
        raise Failed(codes.METADATA_INVALID_KEY if _newest(request) else codes.METADATA_KEY_INVALID, key)
    _may_set(request, subject, key)
    if len(value.encode()) > limits.metadata_value_bytes:
        raise Failed(
            codes.METADATA_INVALID_VALUE if _newest(request) else codes.METADATA_VALUE_INVALID, key,
            text=f"The value is longer than {limits.metadata_value_bytes} bytes",
        )  # fmt: skip
    if value and key not in values and len(values) >= limits.metadata_keys:
        context = ("SET", name, str(limits.metadata_keys)) if _newest(request) else (name,)
        raise Failed(codes.METADATA_LIMIT_REACHED, *context)
    if not value and key not in values and not _newest(request):
        raise Failed(codes.METADATA_KEY_NOT_SET, name, key)
    if values.get(key, "") != value:
        await _change(request, subject, {key: value})
    if value:
        request.reply(n.RPL_KEYVALUE, name, key, "*", text=value)
    else:
        request.reply(n.RPL_KEYNOTSET, name, key)


async def _clear(request: Request) -> None:
    subject = _subject(request)
    _may_set(request, subject, "*")
    name, keys = _name(request, subject), tuple(_values(request, subject))
    if keys:
        await _change(request, subject, dict.fromkeys(keys, ""))
    with Batch(request, "metadata", name) as batch:
        for key in keys:
            batch.reply(n.RPL_KEYNOTSET, name, key)


async def _change(request: Request, subject: Subject, changes: dict[str, str]) -> None:
    if subject is None:
        drafts = _values(request, None)
        drafts.update(changes)
        for key in [key for key, value in drafts.items() if not value]:
            del drafts[key]
        return
    Pace(request).spend(told(request.house.state, subject))
    await metadata.submit(request, metadata.change(request.house, request.user, subject, changes))


def _own(request: Request) -> None:
    """Subscriptions are one's own. Raises `Failed` for anybody else's."""
    name = request.param(0)
    user = request.session.user(request.house.state)
    if name != "*" and (user is None or request.house.state.user(name) is not user):
        raise Failed(codes.METADATA_INVALID_TARGET, name)


async def _sub(request: Request) -> None:
    _own(request)
    house, session = request.house, request.session
    most = house.settings.limits.metadata_subs
    accepted: dict[str, None] = {}
    added: list[str] = []
    refused = ""
    for key in request.params[2:]:
        if not _valid(request, key):
            _invalid(request, key)
            continue
        keys = house.subscriptions.of(session)
        if len(keys) >= most and (key not in keys or not _newest(request)):
            refused = key
            break
        if key not in keys:
            house.subscriptions.add(session, key)
            added.append(key)
        accepted[key] = None
    if accepted:
        _keys(request, n.RPL_METADATASUBOK, accepted)
    if refused and _newest(request):
        request.fail(codes.METADATA_LIMIT_REACHED, "SUB", refused, str(most))
    elif refused:
        request.fail(codes.METADATA_TOO_MANY_SUBS, refused)
    if added and session.uid and metadata.aware(session):
        await metadata.send(request, ALL, await metadata.everywhere(request, added))


def _unsub(request: Request) -> None:
    _own(request)
    removed: dict[str, None] = {}
    for key in request.params[2:]:
        if _valid(request, key):
            request.house.subscriptions.remove(request.session, key)
            removed[key] = None
        else:
            _invalid(request, key)
    if removed:
        _keys(request, n.RPL_METADATAUNSUBOK, removed)


def _subs(request: Request) -> None:
    _own(request)
    keys = list(request.house.subscriptions.of(request.session))
    with Batch(request, "metadata-subs") as batch:
        _keys(request, n.RPL_METADATASUBS, keys, batch)


def _keys(request: Request, row: n.Numeric, keys: Iterable[str], batch: Batch | None = None) -> None:
    """Keys as parameters, as many lines as they take."""
    room = MAX_LINE - len(row.line(request.house.server, request.nick, "").encode())
    for text in packed(keys, room):
        (request if batch is None else batch).reply(row, *text.split(" "))


async def _sync(request: Request) -> None:
    if not request.session.uid:
        raise Failed(codes.METADATA_INVALID_TARGET, request.param(0))
    if request.param(0) == ALL:
        await metadata.send(request, ALL, await metadata.everywhere(request))
        return
    subject = _subject(request)
    name = _name(request, subject)
    if isinstance(subject, Channel):
        await metadata.send(request, name, [value async for value in metadata.in_channel(request, subject)])
    else:
        await metadata.send(request, name, tuple(metadata.subscribed(request, name, _values(request, subject))))


SUBCOMMANDS: Final[dict[str, tuple[Callable[[Request], Coroutine[Any, Any, None] | None], int, int]]] = {
    "GET": (_get, 1, 100),
    "LIST": (_list, 0, 0),
    "SET": (_set, 1, 2),
    "CLEAR": (_clear, 0, 0),
    "SUB": (_sub, 1, 100),
    "UNSUB": (_unsub, 1, 100),
    "SUBS": (_subs, 0, 0),
    "SYNC": (_sync, 0, 0),
}
