# SPDX-License-Identifier: GPL-3.0-or-later
"""The goals, judged by what was measured. A new goal: a line in `judged`."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from benchmarks import results

OURS = "Hubbub"
RELAXED = "Hubbub, not synced"
PEERS = ("InspIRCd", "InspIRCd, with tags", "ngIRCd", "Ergo")


class Goal(NamedTuple):
    """One goal with its judgement; `reached` is None where it was not measured."""

    text: str
    target: str
    found: str
    reached: bool | None


def judged() -> list[Goal]:
    """All of them, in the order of the page."""
    return [*_ratios(), *_room_of_three(), *_rest()]


def _ratios() -> Iterator[Goal]:
    for shape, peer, least in (
        ("200 receivers, 4 × 8", "InspIRCd", 1.0),
        ("200 receivers, 4 × 8", "InspIRCd, with tags", 1.0),
        ("200 receivers, 4 × 8", "ngIRCd", 1.25),
        ("200 receivers, 4 × 8", "Ergo", 5.0),
        ("200 receivers, 8 × 64", "InspIRCd", 4.0),
        ("200 receivers, 8 × 64", "InspIRCd, with tags", 4.0),
        ("1,000 receivers, 10 × 8", "InspIRCd", 2.5),
        ("1,000 receivers, 10 × 8", "InspIRCd, with tags", 2.5),
        ("200 receivers, 1 × 1", RELAXED, 0.9),
    ):
        yield _at_least(f"{shape}: deliveries, of those of {peer}", _ratio(shape, peer), least)
    shape = "200 receivers, 1 × 1"
    rates = {peer: rate for peer in PEERS if (rate := _value("shapes", shape, peer, "rate"))}
    fastest = max(rates, key=lambda peer: rates[peer], default="InspIRCd")
    yield _at_least(f"{shape}: deliveries, of those of the fastest ({fastest})", _ratio(shape, fastest), 0.75)
    yield _at_least(
        "different messages a second stored (8 × 64)",
        _value("shapes", "200 receivers, 8 × 64", OURS, "sent"), 20_000, "{:,.0f}",
    )  # fmt: skip


def _room_of_three() -> Iterator[Goal]:
    append = _value("append", "4 KiB appended and synced", "p50, ms")
    synced = _value("shapes", "room of 3, 1 × 1", OURS, "p50")
    relaxed = _value("shapes", "room of 3, 1 × 1", RELAXED, "p50")
    text = "room of 3: p50, with the machine's own synced append of {} ms + 0.2 ms"
    known = append is not None and synced is not None
    yield _at_most(
        text.format(f"{append:.3f}" if append else "?"), synced / 1000 if known and synced else None,
        (append or 0) + 0.2, "{:.3f} ms",
    )  # fmt: skip
    yield _at_most("room of 3, not synced: p50", relaxed / 1000 if relaxed else None, 0.2, "{:.3f} ms")


def _rest() -> Iterator[Goal]:
    yield _at_most("memory of an idle, registered client", _value("crowd", OURS, "idle, KiB each"), 8, "{:.1f} KiB")
    storm = _value("crowd", OURS, "register and join one room, s")
    count = _value("crowd", OURS, "connections")
    yield Goal(
        "clients registered and joined in one room", "10,000",
        f"{count:,.0f}, in {storm:.0f} s" if storm and count else "" if count is None else "no",
        None if count is None else storm is not None and count >= 10_000,
    )  # fmt: skip
    for size, row in results.rows("storage").items():
        yield _at_most(f"a page of history with {size} messages", row.get("page of 100, ms"), 1, "{:.2f} ms")
    yield _at_most("event-loop lag at half load: p99 of a PING", _value("lag", OURS, "p99, ms"), 10, "{:.1f} ms")


def _value(part: str, *keys: str) -> float | None:
    found: Any = results.rows(part)
    for key in keys:
        found = found.get(key) if isinstance(found, dict) else None
    return found if isinstance(found, int | float) else None


def _ratio(shape: str, peer: str) -> float | None:
    ours, theirs = _value("shapes", shape, OURS, "rate"), _value("shapes", shape, peer, "rate")
    return ours / theirs if ours and theirs else None


def _at_least(text: str, value: float | None, target: float, form: str = "{:.2f}") -> Goal:
    return Goal(text, f"≥ {form.format(target)}", *_found(value, form, value is not None and value >= target))


def _at_most(text: str, value: float | None, target: float, form: str) -> Goal:
    return Goal(text, f"≤ {form.format(target)}", *_found(value, form, value is not None and value <= target))


def _found(value: float | None, form: str, reached: bool) -> tuple[str, bool | None]:
    return ("", None) if value is None else (form.format(value), reached)
