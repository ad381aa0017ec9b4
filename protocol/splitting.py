# SPDX-License-Identifier: GPL-3.0-or-later
"""Long text cut into lines that fit, and text cut to a limit.

Rules kept here:
- Sizes are bytes of UTF-8. Nothing is cut within a code point, nor, where it can be helped, between characters that
  show as one (a letter and its accent, a joined emoji).
- The cut is after a space if the line has one; the space stays at the line's end. So the pieces joined are the text
  again, and no piece begins with a space: what multiline recommends.
- A line that is too long (`fit_line`) loses the end of its longest parameter, so its shape and its other parameters
  stay. Tags have a limit of their own.

Sources: Modern IRC "Message Format"; IRCv3 multiline "Splitting long lines", utf8-only "Implementation considerations".
"""

import unicodedata

MAX_LINE = 510  # 512 without CRLF
SAFETY = 10  # what multiline recommends to leave for what a server adds
_JOINER = "\u200d"
_LONGEST_CLUSTER = 32  # code points; beyond it a cluster is no honest text


def room(source: str, command: str, target: str, spare: int = 0) -> int:
    """The bytes that the text of `:source COMMAND target :text` can have."""
    return MAX_LINE - spare - len(f":{source} {command} {target} :".encode())


def split_text(text: str, size: int) -> list[str]:
    """`text`, without line breaks in it, as pieces of at most `size` bytes. Empty text is one empty piece."""
    if size < 4:
        raise ValueError("a piece must hold a code point")
    pieces: list[str] = []
    start = 0
    while True:
        window = text[start : start + size + 1]  # if it fits, it is all that is left
        if len(window.encode()) <= size:
            return [*pieces, window] if window or not pieces else pieces
        end = _fits(window, size)
        space = window.rfind(" ", 0, end)
        blank = not window[: space + 1].strip(" ")  # no word ends here, or only spaces stand before
        end = _between_characters(window, end) if blank else space + 1
        pieces.append(window[:end])
        start += end


def split_lines(text: str, size: int) -> list[tuple[str, bool]]:
    """`text` with line breaks as the lines of a multiline batch: each piece, and whether it continues the one before
    (`draft/multiline-concat`). For those without multiline, send the pieces that are not blank."""
    out: list[tuple[str, bool]] = []
    for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        out += [(piece, number > 0) for number, piece in enumerate(split_text(line, size))]
    return out


def truncate(text: str, size: int) -> str:
    """The beginning of `text` that fits `size` bytes, without half a character."""
    if len(text.encode()) <= size:
        return text
    if size <= 0:
        return ""
    return text[: _between_characters(text, _fits(text, size), empty=True)]


def fit_line(line: str, size: int = MAX_LINE) -> str:
    """`line`, tags in front and without its end, such that what follows its tags has at most `size` bytes.

    "IRC messages … shall not exceed 512 characters in length, counting all characters including the trailing CR-LF".
    """
    start = line.find(" ") + 1 if line[:1] == "@" else 0
    excess = len(line.encode()) - len(line[:start].encode()) - size
    if excess <= 0:
        return line
    head, colon, trailing = line[start:].partition(" :")
    words = head.split(" ")
    fixed = 2 if head[:1] == ":" else 1  # the source and the command
    params = [*words[fixed:], trailing] if colon else words[fixed:]
    while excess > 0 and params:
        place = max(range(len(params)), key=lambda place: len(params[place].encode()))
        before = len(params[place].encode())
        last = bool(colon) and place == len(params) - 1
        params[place] = truncate(params[place], before - excess) or ("" if last else "*")
        saved = before - len(params[place].encode())
        if saved <= 0:
            break
        excess -= saved
    if colon:
        params[-1] = f":{params[-1]}"
    return line[:start] + truncate(" ".join(words[:fixed] + params), size)


def _fits(text: str, size: int) -> int:
    """How many code points of `text` fit `size` bytes."""
    return len(text.encode()[:size].decode("utf-8", "ignore"))


def _between_characters(text: str, end: int, empty: bool = False) -> int:
    """`end`, moved to the left out of the middle of what shows as one character."""
    place = end
    while place > 0 and end - place < _LONGEST_CLUSTER and _joined(text, place):
        place -= 1
    if _joined(text, place) or (place == 0 and not empty):
        return end
    return place


def _joined(text: str, place: int) -> bool:
    """Whether the code points before and after `place` show as one character."""
    if not 0 < place < len(text):
        return False
    before, after = text[place - 1], text[place]
    if after.isascii():
        return False
    return (
        before == _JOINER
        or after == _JOINER
        or unicodedata.category(after) in ("Mn", "Me", "Mc")
        or "\U0001f3fb" <= after <= "\U0001f3ff"  # skin tones
        or (_regional(after) and _regional(before) and _regionals_before(text, place) % 2 == 1)
    )


def _regional(char: str) -> bool:
    return "\U0001f1e6" <= char <= "\U0001f1ff"


def _regionals_before(text: str, place: int) -> int:
    """How many halves of flags stand before `place`: an odd number means that it is within a flag."""
    count = 0
    while place - count > 0 and _regional(text[place - count - 1]):
        count += 1
    return count
