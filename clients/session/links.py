# SPDX-License-Identifier: GPL-3.0-or-later
"""Where links stand in a text, and where they go.

    links("see https://a.example/b, **http://[::1]:8080/** and main.py")
    -> [(4, 23, "https://a.example/b"), (27, 46, "http://[::1]:8080/")]

Rules:
- A link's scheme is one of SCHEMES; its target is what is shown, so a text cannot link to something else.
- A name without a scheme is a link when it begins with "www." or ends with one of BARE, in small letters: whoever owns
  main.py or readme.md must not learn of a click on the name of a file.
- Marks of emphasis around a link (`**`, `_`, `~~`, `||`) belong to the text, not to the link.
- A host may be an IPv6 address in brackets (RFC 3986, section 3.2.2, IP-literal).
"""

from __future__ import annotations

import re
from functools import cache
from ipaddress import AddressValueError, IPv6Address
from typing import Any

from linkify_it import LinkifyIt

SCHEMES = ("http", "https", "irc", "ircs", "mailto")
BARE = frozenset({"com", "org", "net", "edu", "gov"})  # of all top-level domains those that name hosts, not files
_LITERAL = re.compile(r"//(?:[^\s/?#@\[\]<>\"]{1,100}@)?\[([0-9A-Fa-f:.]{2,45})\](?::\d{1,5})?(?![\w:\[\]])")
_IRC_REST = re.compile(r"[^\s<>\"'`]*[^\s<>\"'`.,;:!?)\]]")
_IRC_URL = re.compile(r"//[^\s<>\"'`]+[^\s<>\"'`.,;:!?)\]]")
_HOST = re.compile(r"[^/?#:]+")
_MARKED = re.compile(
    r"(?<!\w)(\*{1,3}|_{1,3}|~~|\|\|)((?:(?:https?|ircs?)://|www\.)\S{1,500}?)\1(?=[.,;:!?)\]]{0,4}(?:\s|$))",
    re.IGNORECASE,
)
_BEFORE = 200  # characters in which a mark of emphasis is looked for
_UNOPENED = "*|"  # no address anybody writes ends so
_AFTER = ".,;:!?"


def links(text: str) -> list[tuple[int, int, str]]:
    """(start, end, target) of each link, in order."""
    if "." not in text and "://" not in text:
        return []
    text = _MARKED.sub(_blanked, text)
    found = []
    for match in _linkifier().match(text) or []:
        if match.url.partition(":")[0].lower() not in SCHEMES or (not match.schema and not _named_host(match.raw)):
            continue
        end = _without_marks(text, match.index, match.last_index)
        cut = match.last_index - end
        found.append((match.index, end, match.url[:-cut] if cut else match.url))
    return found


def _named_host(text: str) -> bool:
    """Whether a link without a scheme surely names a host."""
    host = _HOST.match(text)
    return text[:4].lower() == "www." or (host is not None and host.group().rpartition(".")[2] in BARE)


def _blanked(marked: re.Match[str]) -> str:
    """Blanks in place of the marks around a link, so that all offsets stay."""
    blanks = " " * len(marked.group(1))
    return f"{blanks}{marked.group(2)}{blanks}"


def _without_marks(text: str, start: int, end: int) -> int:
    """Where the link ends when the marks of emphasis that follow it are left out."""
    while end > start:
        last = text[end - 1]
        if last in _UNOPENED or (last in "_~" and _opened(text, start, last)):
            end = len(text[start:end].rstrip(last)) + start
            end = len(text[start:end].rstrip(_AFTER)) + start
        else:
            break
    return end


def _opened(text: str, start: int, mark: str) -> bool:
    """Whether a piece in emphasis begins before the link."""
    return re.search(rf"(?:^|[\s(]){re.escape(mark)}\w", text[max(0, start - _BEFORE) : start]) is not None


@cache
def _linkifier() -> Any:
    """Made once, when the first link may be near."""
    linkify = LinkifyIt(options={"fuzzy_link": True, "fuzzy_email": True, "fuzzy_ip": False})
    named = linkify._validate_http
    path = re.compile(linkify.re["src_path"], re.IGNORECASE)

    def web(_linkify: object, text: str, place: int) -> int:
        literal = _literal(text, place)
        if not literal:
            return int(named(text, place))
        rest = path.match(text, place + literal)
        return literal + (len(rest.group()) if rest else 0)

    for scheme in ("ftp:", "//"):
        linkify.add(scheme, None)
    for scheme in ("http:", "https:"):
        linkify.add(scheme, {"validate": web})
    for scheme in ("irc:", "ircs:"):
        linkify.add(scheme, {"validate": _irc_url})
    return linkify


def _literal(text: str, place: int) -> int:
    """The length of `//[address]:port` at `place`, 0 when it is none."""
    match = _LITERAL.match(text, place)
    if match is None:
        return 0
    try:
        IPv6Address(match.group(1))
    except AddressValueError:
        return 0
    return match.end() - place


def _irc_url(_linkify: object, text: str, place: int) -> int:
    literal = _literal(text, place)
    match = (_IRC_REST if literal else _IRC_URL).match(text, place + literal)
    return match.end() - place if match else literal
