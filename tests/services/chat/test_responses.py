# SPDX-License-Identifier: GPL-3.0-or-later
"""Labelled answers: what carries the label, and batches within them. Source: IRCv3 labeled-response, batch."""

import pytest

from protocol import capabilities as caps
from services.chat.responses import Response
from services.chat.session import Peer, Session


def answer(*lines: bytes, bits: int = caps.BATCH.bit) -> list[str]:
    session = Session(
        "s1", Peer("::1", 1, "host"), lambda data: None, lambda why: None, lambda call: None,
        lambda paused: None, lambda session, data: None,
    )  # fmt: skip
    session.set_caps(bits)
    response = Response(session, "l", "srv")
    response.add(b"".join(lines))
    return response.end().decode().splitlines()


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        # "Servers MUST respond with a labeled ACK message" when there is nothing else
        ((), ["@label=l :srv ACK"]),
        ((b":srv PONG x\r\n",), ["@label=l :srv PONG x"]),
        ((b"@time=t :srv PONG x\r\n",), ["@label=l;time=t :srv PONG x"]),
        # "If a response consists of more than one message, a batch MUST be used"
        (
            (b":srv A\r\n", b"@time=t :srv B\r\n"),
            [
                "@label=l :srv BATCH +l1 labeled-response", "@batch=l1 :srv A", "@batch=l1;time=t :srv B",
                ":srv BATCH -l1",
            ],
        ),
        # the type "MUST be one of: an existing type applicable to the entire response; labeled-response"
        (
            (b"@time=t :srv BATCH +h1 chathistory #c\r\n", b"@batch=h1 :srv A\r\n", b":srv BATCH -h1\r\n"),
            ["@label=l;time=t :srv BATCH +h1 chathistory #c", "@batch=h1 :srv A", ":srv BATCH -h1"],
        ),
        # nested: lines of the inner batch keep its reference, its own two lines have the outer one's
        (
            (b":srv BATCH +h1 x\r\n", b"@batch=h1 :srv A\r\n", b":srv BATCH -h1\r\n", b":srv B\r\n"),
            [
                "@label=l :srv BATCH +l1 labeled-response", "@batch=l1 :srv BATCH +h1 x", "@batch=h1 :srv A",
                "@batch=l1 :srv BATCH -h1", "@batch=l1 :srv B", ":srv BATCH -l1",
            ],
        ),
        (
            (b":srv BATCH +a x\r\n", b":srv BATCH -a\r\n", b":srv BATCH +b x\r\n", b":srv BATCH -b\r\n"),
            [
                "@label=l :srv BATCH +l1 labeled-response", "@batch=l1 :srv BATCH +a x", "@batch=l1 :srv BATCH -a",
                "@batch=l1 :srv BATCH +b x", "@batch=l1 :srv BATCH -b", ":srv BATCH -l1",
            ],
        ),
        # a client's own tag that looks like one of ours is none
        (
            (b"@msgid=m;+x=batch=1 :a PRIVMSG b\r\n", b":srv B\r\n"),
            [
                "@label=l :srv BATCH +l1 labeled-response", "@batch=l1;msgid=m;+x=batch=1 :a PRIVMSG b",
                "@batch=l1 :srv B", ":srv BATCH -l1",
            ],
        ),
    ],
)  # fmt: skip
def test_the_label_is_on_the_whole_answer(lines: tuple[bytes, ...], expected: list[str]) -> None:
    assert answer(*lines) == expected


def test_nothing_goes_out_before_all_of_it_is_there() -> None:
    session = Session(
        "s1", Peer("::1", 1, "host"), lambda data: None, lambda why: None, lambda call: None,
        lambda paused: None, lambda session, data: None,
    )  # fmt: skip
    response = Response(session, "l", "srv")
    response.expect()
    response.expect()
    response.add(b":srv A\r\n")
    assert response.end() == b""
    assert response.settled() == b""
    assert response.settled() == b"@label=l :srv A\r\n"


def test_without_batch_several_lines_have_no_label() -> None:
    """ "This specification depends on the batch capability which MUST be negotiated to use labeled responses." """
    assert answer(b":srv A\r\n", b":srv B\r\n", bits=0) == [":srv A", ":srv B"]
    assert answer(b":srv A\r\n", bits=0) == ["@label=l :srv A"]
