# SPDX-License-Identifier: GPL-3.0-or-later
"""Times on the wire, `YYYY-MM-DDThh:mm:ss.sssZ`, and in the program, milliseconds since 1970 in UTC.

Pure functions: nothing here asks what time it is. `read` takes the exact form and, because some servers leave it
out, the form without the fraction; a leap second (`:60`) is the instant after it. What is not a time is None.

Sources: IRCv3 server-time; chathistory, read-marker and search for `timestamp=`.
"""

from datetime import UTC, datetime, timedelta
from functools import lru_cache

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def write(milliseconds: int) -> str:
    """The time as a `time` tag has it."""
    seconds, rest = divmod(milliseconds, 1000)
    return f"{_whole(seconds)}.{rest:03d}Z"


@lru_cache(maxsize=64)  # a busy second writes thousands of times
def _whole(seconds: int) -> str:
    return (_EPOCH + timedelta(seconds=seconds)).strftime("%Y-%m-%dT%H:%M:%S")


def read(text: str) -> int | None:
    """The milliseconds of a time, None if `text` is not one."""
    if not text.isascii() or len(text) not in (20, 24) or text[-1] != "Z":
        return None
    whole, fraction = text[:19], text[19:-1]
    digits = whole[:4] + whole[5:7] + whole[8:10] + whole[11:13] + whole[14:16] + whole[17:19]
    if not digits.isdigit() or whole[4] + whole[7] + whole[10] + whole[13] + whole[16] != "--T::":
        return None
    if fraction and (fraction[0] != "." or not fraction[1:].isdigit()):
        return None
    second = int(whole[17:19])
    leap = second == 60
    try:
        moment = datetime(
            int(whole[:4]),
            int(whole[5:7]),
            int(whole[8:10]),
            int(whole[11:13]),
            int(whole[14:16]),
            59 if leap else second,
            tzinfo=UTC,
        )
    except ValueError:
        return None
    return (moment - _EPOCH) // timedelta(milliseconds=1) + leap * 1000 + int(fraction[1:] or 0)
