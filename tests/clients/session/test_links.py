# SPDX-License-Identifier: GPL-3.0-or-later
"""Which pieces of a text are links: schemes and hosts are, names of files are not, marks of emphasis stay outside."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clients.session.links import SCHEMES, links


def found(text: str) -> list[str]:
    return [text[start:end] for start, end, _ in links(text)]


@pytest.mark.parametrize(
    "text",
    [
        "readme.md and main.py and node.js",
        "build.sh x.rs todo.pl index.in a.cc libfoo.so kernel.ps notes.do x.ai a.ml page.zip b.mov",
        "setup.py, README.md; (main.py) docs/readme.md:12",
        "ASP.NET and COMMAND.COM",
        "a.com.py",
        "v1.2.3 e.g. foo.bar",
    ],
)
def test_names_of_files_are_no_links(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("www.foo.md", "http://www.foo.md"),
        ("see example.org.", "http://example.org"),
        ("github.com/x/main.py", "http://github.com/x/main.py"),
        ("foo.com:80/x", "http://foo.com:80/x"),
        ("http://main.py/x", "http://main.py/x"),
    ],
)
def test_hosts_and_schemes_are(text: str, expected: str) -> None:
    assert [target for _, _, target in links(text)] == [expected]


@pytest.mark.parametrize(
    "address",
    [
        "http://[::1]:8080/",
        "http://[::1]",
        "https://[2001:db8::1]/x_(y)?a=b#c",
        "http://u@[::1]:1/",
        "http://[::ffff:1.2.3.4]:80/a",
        "irc://[::1]:6667/#a",
        "irc://[::1]",
    ],
)
def test_a_host_may_be_an_address_in_brackets(address: str) -> None:
    for text in (address, f"see ({address}).", f"<{address}>,"):
        assert [(text[start:end], target) for start, end, target in links(text)] == [(address, address)]


@pytest.mark.parametrize("text", ["http://[zz]/", "http://[::1]x", "http://[[::1]]/", "http://[1:2]/", "http://[::1"])
def test_what_is_no_address_is_no_link(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize("mark", ["*", "**", "***", "_", "__", "~~", "||"])
@pytest.mark.parametrize("address", ["https://x", "https://x.org", "https://x.org/a", "https://x.org/__init__.py"])
@pytest.mark.parametrize("after", ["", ".", ", and", " and"])
def test_marks_of_emphasis_stay_outside(mark: str, address: str, after: str) -> None:
    text = f"{mark}{address}{mark}{after}"
    assert [(text[start:end], target) for start, end, target in links(text)] == [(address, address)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("**see https://x.org/a.**", "https://x.org/a"),
        ("_see https://x.org/a_", "https://x.org/a"),
        ("https://x.org/Foo_", "https://x.org/Foo_"),
        ("https://x.org/~a/b_c_d/", "https://x.org/~a/b_c_d/"),
        ("https://x.org/*/y", "https://x.org/*/y"),
        ("**x.org**", "x.org"),
        ("**[x](https://x.org/a)**", "https://x.org/a"),
    ],
)
def test_what_belongs_to_the_address_stays(text: str, expected: str) -> None:
    assert found(text) == [expected]


@given(st.text(alphabet="*_~|[]():./ahtpwmor #@1f", max_size=60))
def test_each_is_in_its_place_and_goes_where_it_says(text: str) -> None:
    end_before = 0
    for start, end, target in links(text):
        assert end_before <= start < end <= len(text)
        assert target.partition(":")[0].lower() in SCHEMES
        assert target.endswith(text[start:end]) or target.lower().endswith(text[start:end].lower())
        end_before = end
