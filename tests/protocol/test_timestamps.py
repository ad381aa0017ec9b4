# SPDX-License-Identifier: GPL-3.0-or-later
"""Times on the wire, against the standard library's calendar."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from protocol.timestamps import read, write

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MOMENTS = st.datetimes(datetime(1, 1, 1), datetime(9999, 12, 31, 23, 59, 59)).map(lambda at: at.replace(tzinfo=UTC))  # noqa: DTZ001


def test_the_specifications_example():
    assert write(1319042451620) == "2011-10-19T16:40:51.620Z"
    assert read("2011-10-19T16:40:51.620Z") == 1319042451620


@given(MOMENTS)
@example(datetime(2000, 2, 29, tzinfo=UTC))
@example(datetime(2100, 2, 28, 23, 59, 59, 999000, tzinfo=UTC))
@example(datetime(1969, 12, 31, 23, 59, 59, 999000, tzinfo=UTC))
def test_the_calendar(moment):
    milliseconds = (moment - EPOCH) // timedelta(milliseconds=1)
    text = f"{moment.year:04d}{moment:-%m-%dT%H:%M:%S}.{milliseconds % 1000:03d}Z"
    assert write(milliseconds) == text
    assert read(text) == milliseconds


def test_without_the_fraction():
    assert read("2011-10-19T16:40:51Z") == 1319042451000


def test_a_leap_second_is_the_instant_after():
    # server-time: "@time=2012-06-30T23:59:60.419Z"
    assert read("2012-06-30T23:59:60.419Z") == read("2012-07-01T00:00:00.419Z")


@pytest.mark.parametrize(
    "text",
    [
        "", "*", "2011-10-19", "2011-10-19T16:40:51.620", "2011-10-19 16:40:51.620Z", "2011-10-19T16:40:51,620Z",
        "2011-10-19T16:40:51.62Z", "2011-10-19T16:40:51.6200Z", "2011-13-19T16:40:51.620Z", "2011-00-19T16:40:51.620Z",
        "2011-02-29T16:40:51.620Z", "2011-10-32T16:40:51.620Z", "2011-10-00T16:40:51.620Z", "2011-10-19T24:40:51.620Z",
        "2011-10-19T16:60:51.620Z", "2011-10-19T16:40:61.620Z", "+011-10-19T16:40:51.620Z", "2011-10-19T16:40:51.-20Z",
        "２０11-10-19T16:40:51.620Z", "2011-10-19T16:40:51.620z", "2011_10_19T16:40:51.620Z",
        "2011-10-19T16:4 :51.620Z",
    ],
)  # fmt: skip
def test_what_is_no_time(text):
    assert read(text) is None


@given(st.text(max_size=30))
def test_reading_never_raises(text):
    read(text)
