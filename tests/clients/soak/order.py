# SPDX-License-Identifier: GPL-3.0-or-later
"""Which steps a day has, and in which order: a seed decides."""

import itertools
import random
from collections.abc import Callable, Iterator

from tests.clients.soak import steps
from tests.clients.soak.day import Day

Step = Callable[[Day], None]

ALL: tuple[Step, ...] = (
    steps.others_talk_while_one_looks,
    steps.others_talk_elsewhere,
    steps.one_looks_away,
    steps.one_reads_above,
    steps.a_burst,
    steps.a_netsplit,
    steps.people_come_and_go,
    steps.one_talks,
    steps.half_a_sentence,
    steps.a_paste,
    steps.a_reply_and_a_reaction,
    steps.try_again,
    steps.another_kind_of_server,
    steps.the_server_stops_and_starts,
    steps.the_server_is_killed,
    steps.the_server_hangs,
    steps.the_other_server_hangs,
    steps.the_connection_breaks,
    steps.a_slow_line,
    steps.every_room,
    steps.up_and_back,
    steps.sizes,
    steps.looks,
    steps.a_search,
    steps.the_window_is_closed_and_opened,
    steps.a_certificate_changes,
    steps.the_keyring_never_answers,
)


def in_order(seed: int) -> Iterator[Step]:
    """Each step once, in an order of its own, and then again in another, for ever."""
    chance = random.Random(seed)
    while True:
        yield from chance.sample(ALL, len(ALL))


def short(seed: int) -> Iterator[Step]:
    """Each step once."""
    return itertools.islice(in_order(seed), len(ALL))
