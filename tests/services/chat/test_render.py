# SPDX-License-Identifier: GPL-3.0-or-later
"""Events as IRC lines: the short way for plain messages says what the rows of `TAGS` and `RENDER` say."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from protocol import capabilities as caps
from protocol.message import Unrenderable
from services.chat.events import MessageSent
from services.chat.render import RENDER, TAGS, render, tags
from services.chat.session import CLASSIC, VIEWS

BITS = [1 << place for place in range(VIEWS.bit_length()) if VIEWS & ~CLASSIC & 1 << place]
VIEW = st.lists(st.sampled_from(BITS), unique=True).map(sum)
WORD = st.text(st.characters(exclude_categories=["Cs", "Cc", "Z"]), min_size=1, max_size=8)
EVERY_TAG = sum({bit for bit, _ in TAGS})


def by_rows(event: MessageSent, view: int) -> str:
    """What `render` would say without its short way."""
    lines = RENDER[MessageSent](event, view)
    return "".join(f"{tags(event, view)}{line}\r\n" for line in lines)


@given(
    view=VIEW,
    time=st.integers(0, 1 << 42),
    account=st.just("") | WORD,
    command=st.sampled_from(["PRIVMSG", "NOTICE", "TAGMSG"]),
    target=WORD,
    text=st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r\n\0")),
    rare=st.sampled_from([{}, {"tags": "+a=b"}, {"marks": "B"}, {"marks": "o"}, {"recipient": "u2"}, {"floor": "@"}]),
)
@example(0, 0, "", "PRIVMSG", "#a", "", {})
@example(EVERY_TAG, 0, "%s", "PRIVMSG", "%d", "100 %s %% %(x)s", {})
@example(caps.ACCOUNT_TAG.bit, 0, "", "NOTICE", "#a", "=", {})
def test_a_message_is_what_the_rows_say(
    view: int, time: int, account: str, command: str, target: str, text: str, rare: dict[str, str]
) -> None:
    sent = MessageSent(time, "m1", "u1", "a%s!u@h", account, "#a", command, target, text, **rare)  # type: ignore[arg-type]
    assert render(sent, view) == by_rows(sent, view)


@pytest.mark.parametrize("account", ["", "alice"])
@pytest.mark.parametrize("view", range(1 << len({bit for bit, _ in TAGS})))
def test_with_every_set_of_tags(view: int, account: str) -> None:
    bits = sum(bit for place, bit in enumerate(sorted({bit for bit, _ in TAGS})) if view >> place & 1)
    sent = MessageSent(1, "m1", "u1", "a!u@h", account, "#a", "PRIVMSG", "#a", "hello")
    assert render(sent, bits) == by_rows(sent, bits)


@pytest.mark.parametrize("broken", ["a\nb", "a\rb", "a\0b"])
def test_a_message_can_not_break_out_of_its_line(broken: str) -> None:
    """Security check 1."""
    for text, source, target in ((broken, "a!u@h", "#a"), ("x", broken, "#a"), ("x", "a!u@h", broken)):
        with pytest.raises(Unrenderable):
            render(MessageSent(1, "m1", "u1", source, "", "#a", "PRIVMSG", target, text), 0)
