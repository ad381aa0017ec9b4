# SPDX-License-Identifier: GPL-3.0-or-later
"""What a page says it is: its title and a description, as plain text in one line each. Nothing of its markup is kept.

Only the head of the page is read, cut into elements first: `html.parser` on a whole hostile page takes time by the
square of its length.
"""

import html.parser
import re
from dataclasses import dataclass
from itertools import islice

from clients.session.text import label

HEAD = 256 << 10  # bytes of the page that are looked at
ELEMENTS = 300  # of the head that are looked at
LONGEST = 6000  # characters of one
TITLE = 200  # characters
DESCRIPTION = 400
CHARSETS = re.compile(
    r"utf-?8|us-ascii|iso-8859-\d{1,2}|latin-?1|windows-125\d|koi8-[ru]|shift[_-]jis|euc-(?:jp|kr)|gbk|gb2312|gb18030|big5"
)
_META_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset=[\"']?([A-Za-z0-9_-]{1,20})", re.IGNORECASE)
_END = re.compile(rb"</head\b|<body\b", re.IGNORECASE)
_RAW = re.compile(r"<(script|style|noscript|svg)\b.*?(?:</\1\s*>|\Z)|<!--.*?(?:-->|\Z)", re.IGNORECASE | re.DOTALL)
_START = re.compile(r"<(?:meta|title)\b", re.IGNORECASE)
_ELEMENT = re.compile(
    r"""<meta\b(?:[^<>"']|"[^"]{0,4000}"|'[^']{0,4000}')*>|<title\b[^<>]{0,200}>[^<]{0,4000}</title\s*>""",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Preview:
    """A page in a few words; what it does not say is empty."""

    title: str = ""
    description: str = ""
    site: str = ""


class _Head(html.parser.HTMLParser):
    """Collects <title> and <meta> of pieces that are each one such element."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.said: dict[str, str] = {}
        self._in_title = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._in_title = tag == "title"
        if tag == "meta":
            values = {name: value or "" for name, value in attrs}
            name = (values.get("property") or values.get("name") or "").lower()
            self.said.setdefault(name, values.get("content", ""))

    def handle_endtag(self, tag: str) -> None:
        self._in_title = False

    def handle_data(self, data: str) -> None:
        if self._in_title:
            self.said.setdefault("title", data)


def decoded(data: bytes, charset: str) -> str:
    """The head of a page as text; what makes no sense becomes U+FFFD."""
    head = data[:HEAD]
    end = _END.search(head)
    head = head[: end.start()] if end else head
    if not charset:
        found = _META_CHARSET.search(head[:4096])
        charset = found[1].decode("ascii").lower() if found else ""
    return head.decode(charset if CHARSETS.fullmatch(charset) else "utf-8", "replace")


def read(data: bytes, charset: str = "") -> Preview:
    """The preview of a page."""
    parser, text = _Head(), _RAW.sub(" ", decoded(data, charset))
    for start in islice(_START.finditer(text), ELEMENTS):
        element = _ELEMENT.match(text, start.start(), start.start() + LONGEST)
        parser.feed(element.group() if element else "")
        parser.close()
        parser.reset()
    said = parser.said

    def first(*names: str, longest: int) -> str:
        value = next((said[name] for name in names if said.get(name, "").strip()), "")
        return label(" ".join(value[: 8 * longest].split()), longest)

    return Preview(
        first("og:title", "twitter:title", "title", longest=TITLE),
        first("og:description", "twitter:description", "description", longest=DESCRIPTION),
        first("og:site_name", longest=60),
    )
