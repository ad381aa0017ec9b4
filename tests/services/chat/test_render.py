# SPDX-License-Identifier: GPL-3.0-or-later
"""Events as IRC lines: the short way for plain messages says what the rows of `TAGS` and `RENDER` say."""

import dataclasses
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from protocol import capabilities as caps
from protocol.message import Malformed, Message, Unrenderable, parse
from services.chat.events import MessageSent, MultilineSent
from services.chat.render import RENDER, SENDER, TAGS, render, sender_tags, tags
from services.chat.session import CLASSIC, VIEWS

BITS = [1 << place for place in range(VIEWS.bit_length()) if VIEWS & ~CLASSIC & 1 << place]
VIEW = st.lists(st.sampled_from(BITS), unique=True).map(sum)
WORD = st.text(st.characters(exclude_categories=["Cs", "Cc", "Z"], exclude_characters=":"), min_size=1, max_size=8)
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


HOSTILE = [
    "x;account=admin",
    "a\\b",
    "a b",
    "a\rb",
    "a\nb",
    "a\0b",
    ":a",
    "a\r\n:evil!u@h QUIT",
    "",
    "\\",
    "a;b=c d\r\n\\",
]
RENDERED = ("tags", "marks", "command")  # made by the escaper, or words of the server's


def parsed(line: str) -> Message:
    message = parse(line)
    assert not isinstance(message, Malformed)
    return message


def sample(kind: type[Any], **values: Any) -> Any:
    """An event of this kind, its texts harmless."""
    found = {
        "source": "a!u@h", "account": "alice", "command": "PRIVMSG", "tags": "+a=b", "marks": "Bo", "text": "one two",
        "changes": ("+i",) if kind.__name__ == "UserModesChanged" else (("+", "b", "x!*@*"),),
    }  # fmt: skip
    for field in dataclasses.fields(kind):
        if field.type in (int, "int"):
            found[field.name] = 1
        elif field.type in (str, "str"):
            found.setdefault(field.name, f"the{field.name}")
    names = {field.name for field in dataclasses.fields(kind)}
    return kind(**{name: value for name, value in (found | values).items() if name in names})


@pytest.mark.parametrize("kind", [*RENDER, MultilineSent], ids=lambda kind: kind.__name__)
def test_no_field_of_any_event_breaks_out_of_its_place(kind: type[Any]) -> None:
    """Security check 1, for tags as well: a line with a hostile value is refused, or has the parts of any other."""
    for view in (0, caps.MULTILINE.bit | caps.BATCH.bit | EVERY_TAG, sum(BITS)):
        harmless = [parsed(line) for line in render(sample(kind), view).split("\r\n")[:-1]]
        for field in dataclasses.fields(kind):
            if field.type not in (str, "str") or field.name in RENDERED:
                continue
            for value in HOSTILE:
                try:
                    text = render(sample(kind, **{field.name: value}), view)
                except Unrenderable:
                    continue
                shown = [parsed(line) for line in text.split("\r\n")[:-1]]
                if field.name == "text" and kind is MultilineSent:
                    assert {message.command for message in shown} <= {"BATCH", "PRIVMSG"}
                    continue
                if value:
                    assert [message.command for message in shown] == [message.command for message in harmless]
                    assert [len(message.params) for message in shown] == [len(message.params) for message in harmless]
                for message in shown:
                    assert message.tags.keys() <= harmless[0].tags.keys() | {"batch"}
                    assert message.tags.get("account", value) in ("alice", value)
                    assert message.tags.get("msgid", value) in ("themsgid", value)


@pytest.mark.parametrize("value", [value for value in HOSTILE if "\0" not in value])
def test_each_row_of_tags_escapes(value: str) -> None:
    for rows in (TAGS, SENDER):
        for bit, tag in rows:
            text = tag(sample(MessageSent, account=value, msgid=value))
            assert len(parsed(f"@{text} X").tags) <= 1, bit
            assert not set(text) & set(" \r\n")
    assert parsed(sender_tags(sample(MessageSent, account=value), EVERY_TAG) + "X").tags.get("account", "") == value
