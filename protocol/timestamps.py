# SPDX-License-Identifier: GPL-3.0-or-later
"""Times on the wire, `YYYY-MM-DDThh:mm:ss.sssZ`, and in the program, milliseconds since 1970 in UTC.

Pure functions: nothing here asks what time it is, and `datetime`, which could, is not imported; the calendar is
twenty lines of arithmetic. `read` takes the exact form and, because some servers leave it out, the form without the
fraction; a leap second (`:60`) is the instant after it. What is not a time is None.

Sources: IRCv3 server-time; chathistory, read-marker and search for `timestamp=`.
"""

from functools import lru_cache

_DAY = 86400
_ERA = 146097  # days in 400 years
_EPOCH = 719468  # days from 0000-03-01 to 1970-01-01


@lru_cache(maxsize=1024)  # a batch is written once for each view of it
def write(milliseconds: int) -> str:
    """The time as a `time` tag has it."""
    seconds, rest = divmod(milliseconds, 1000)
    return f"{_whole(seconds)}.{rest:03d}Z"


@lru_cache(maxsize=64)  # a busy second writes thousands of times
def _whole(seconds: int) -> str:
    days, second = divmod(seconds, _DAY)
    year, month, day = _date(days)
    return f"{year:04d}-{month:02d}-{day:02d}T{second // 3600:02d}:{second // 60 % 60:02d}:{second % 60:02d}"


def read(text: str) -> int | None:
    """The milliseconds of a time, None if `text` is not one."""
    if not text.isascii() or len(text) not in (20, 24) or text[-1] != "Z":
        return None
    whole, fraction = text[:19], text[19:-1]
    if whole[4] + whole[7] + whole[10] + whole[13] + whole[16] + fraction[:1] not in ("--T::", "--T::."):
        return None
    fields = (whole[:4], whole[5:7], whole[8:10], whole[11:13], whole[14:16], whole[17:], fraction[1:] or "0")
    if not "".join(fields).isdigit():
        return None
    year, month, day, hour, minute, second, millisecond = map(int, fields)
    if not (1 <= month <= 12 and hour < 24 and minute < 60 and second <= 60):
        return None
    days = _days(year, month, day)
    if _date(days) != (year, month, day):
        return None
    return ((days * 24 + hour) * 60 + minute) * 60_000 + second * 1000 + millisecond


def _days(year: int, month: int, day: int) -> int:
    """Days since 1970. Years are counted from March, so that the leap day is a year's last."""
    year -= month <= 2
    day_of_year = (153 * ((month + 9) % 12) + 2) // 5 + day - 1
    return year * 365 + year // 4 - year // 100 + year // 400 + day_of_year - _EPOCH


def _date(days: int) -> tuple[int, int, int]:
    """The year, month and day, `days` after 1970-01-01."""
    era, day_of_era = divmod(days + _EPOCH, _ERA)
    year_of_era = (day_of_era - day_of_era // 1460 + day_of_era // 36524 - day_of_era // (_ERA - 1)) // 365
    day_of_year = day_of_era - (365 * year_of_era + year_of_era // 4 - year_of_era // 100)
    month = (5 * day_of_year + 2) // 153
    day = day_of_year - (153 * month + 2) // 5 + 1
    return era * 400 + year_of_era + (month >= 10), (month + 2) % 12 + 1, day
