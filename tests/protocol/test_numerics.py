# SPDX-License-Identifier: GPL-3.0-or-later
"""The rows as a table, and how a row becomes a line."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from protocol import numerics as n
from protocol.message import Message, Unrenderable, parse
from protocol.numerics import Numeric

SERVER = "irc.example.org"


def test_rows_are_in_order_and_named_after_their_constant():
    assert [row.code for row in n.ROWS] == sorted({row.code for row in n.ROWS})
    for row in n.ROWS:
        assert re.fullmatch(r"\d{3}", row.code)
        assert re.fullmatch(r"(RPL|ERR)_[A-Z0-9]+", row.name)
        assert getattr(n, row.name) is row
        assert n.BY_CODE[row.code] is n.BY_NAME[row.name] is row


# Codes and texts as the specifications print them; a sample of each document.
@pytest.mark.parametrize(
    ("line", "wire"),
    [
        (
            n.RPL_WELCOME.line(SERVER, "dan", text="Welcome to the X Network, dan"),
            "001 dan :Welcome to the X Network, dan",
        ),
        (n.RPL_MYINFO.line(SERVER, "dan", SERVER, "v1", "iw", "nt"), f"004 dan {SERVER} v1 iw nt"),
        (n.RPL_ISUPPORT.line(SERVER, "dan", "A", "B=1"), "005 dan A B=1 :are supported by this server"),
        (n.RPL_LOCALUSERS.line(SERVER, "dan", "3", "9"), "265 dan 3 9 :Current local users 3, max 9"),
        (n.RPL_CHANNELMODEIS.line(SERVER, "dan", "#a", "+kl", "key", "9"), "324 dan #a +kl key 9"),
        (n.RPL_CHANNELMODEIS.line(SERVER, "dan", "#a", "+"), "324 dan #a +"),
        (n.RPL_WHOISBOT.line(SERVER, "dan", "bot"), "335 dan bot :is a bot"),
        (n.RPL_INVITING.line(SERVER, "dan", "bob", "#a"), "341 dan bob #a"),
        (n.RPL_NAMREPLY.line(SERVER, "dan", "=", "#a", text="@dan bob"), "353 dan = #a :@dan bob"),
        (n.RPL_WHOSPCRPL.line(SERVER, "dan", "42", "dan", "Dan Oaks"), "354 dan 42 dan :Dan Oaks"),
        (n.ERR_INVALIDCAPCMD.line(SERVER, "", "FOO"), "410 * FOO :Invalid CAP command"),
        (n.ERR_INPUTTOOLONG.line(SERVER, "dan"), "417 dan :Input line was too long"),
        (n.ERR_NOTREGISTERED.line(SERVER, "*"), "451 * :You have not registered"),
        (n.ERR_LINKCHANNEL.line(SERVER, "dan", "#a", "#b"), "470 dan #a #b :Forwarding to another channel"),
        (n.ERR_INVALIDMODEPARAM.line(SERVER, "dan", "#a", "l", "x", text="no"), "696 dan #a l x :no"),
        (n.RPL_MONONLINE.line(SERVER, "dan", text="bob!u@h"), "730 dan :bob!u@h"),
        (n.ERR_MONLISTFULL.line(SERVER, "dan", "9", "a,b"), "734 dan 9 a,b :Monitor list is full."),
        (n.RPL_KEYVALUE.line(SERVER, "dan", "#a", "url", "*", text="x"), "761 dan #a url * :x"),
        (n.RPL_METADATASUBS.line(SERVER, "dan", "avatar", "url"), "772 dan avatar url"),
        (n.RPL_LOGGEDIN.line(SERVER, "*", "*!*@h", "acc"), "900 * *!*@h acc :You are now logged in as acc"),
        (n.RPL_SASLMECHS.line(SERVER, "*", "PLAIN"), "908 * PLAIN :are available SASL mechanisms"),
    ],
    ids=lambda text: text.split()[0] if text[0] != ":" else "",
)
def test_lines(line, wire):
    assert line == f":{SERVER} {wire}"


def test_the_specifications_codes_are_all_here():
    named = {
        "monitor": range(730, 735),
        "sasl": range(900, 909),
        "metadata": (760, 761, 766, 770, 771, 772, 774, 775),
        "knock": range(710, 715),
        "whox": (354,),
        "bot-mode": (335,),
        "modern": (
            *range(1, 6), 10, 212, 219, 221, 242, *range(251, 260), 263, 265, 266, 276, 300, 301, 302, 305, 306, 307,
            *range(311, 316), *range(317, 325), *range(329, 334), 336, 337, 338, 341, *range(346, 350),
            *range(351, 354),
            *range(364, 370), 371, 372, 374, 375, 376, 378, 379, 381, 382, 391, *range(400, 407), 409,
            411, 412, 417, 421,
            422, *range(431, 434), 436, *range(441, 444), 451, 461, 462, 464, 465, 468, *range(471, 477),
            *range(481, 484),
            491, 501, 502, 524, 525, 671, 696, *range(704, 707), 723,
        ),
    }  # fmt: skip
    for document, codes in named.items():
        for code in codes:
            assert f"{code:03}" in n.BY_CODE, (document, code)
    assert not {"670", "691"} & set(n.BY_CODE), "STARTTLS has no place here"


def test_what_a_client_sent_is_made_safe():
    assert n.ERR_NOSUCHCHANNEL.line("s", "dan", "a b") == ":s 403 dan * :No such channel"
    assert n.ERR_NOSUCHCHANNEL.line("s", "dan", "") == ":s 403 dan * :No such channel"
    assert n.ERR_NOSUCHCHANNEL.line("s", "dan", ":a") == ":s 403 dan * :No such channel"


# Security check 1
@pytest.mark.parametrize("bad", ["\r", "\n", "\0"])
def test_line_ends_and_nul_raise(bad):
    with pytest.raises(Unrenderable):
        n.ERR_NOSUCHCHANNEL.line("s", "dan", f"#a{bad}")
    with pytest.raises(Unrenderable):
        n.RPL_TOPIC.line("s", "dan", "#a", text=f"x{bad}y")


@pytest.mark.parametrize("params", [(), ("#a",), ("#a", "bob", "x")])
def test_parameters_are_counted(params):
    with pytest.raises(ValueError, match="RPL_INVITING takes nick channel"):
        n.RPL_INVITING.line("s", "dan", *params)


def test_optional_and_repeated_parameters():
    row = Numeric("999", "X", "one [two] [three]", "text")
    assert row.line("s", "c", "1") == ":s 999 c 1 :text"
    assert row.line("s", "c", "1", "2", "3") == ":s 999 c 1 2 3 :text"
    with pytest.raises(ValueError, match="takes"):
        row.line("s", "c")
    row = Numeric("999", "X", "one…")
    assert row.line("s", "c", *"abcdefghijklmnopqrstuvwxyz") == ":s 999 c " + " ".join("abcdefghijklmnopqrstuvwxyz")
    with pytest.raises(ValueError, match="takes"):
        row.line("s", "c")


def test_text_that_only_the_caller_knows_must_be_given():
    for row in (n.RPL_TOPIC, n.RPL_WELCOME, n.RPL_LOCALUSERS):
        with pytest.raises(ValueError, match="needs its text"):
            row.line("s", "dan", *(["#a"] if row is n.RPL_TOPIC else []))


def test_braces_in_a_callers_text_are_text():
    assert n.RPL_TOPIC.line("s", "dan", "#a", text="{topic} {0}") == ":s 332 dan #a :{topic} {0}"
    assert (
        n.RPL_LOGGEDIN.line("s", "dan", "a!b@c", "{mask}") == ":s 900 dan a!b@c {mask} :You are now logged in as {mask}"
    )


@given(st.sampled_from(n.ROWS), st.text(st.characters(blacklist_categories=("Cs",), blacklist_characters="\r\n\0")))
def test_every_row_with_any_value_stays_in_place(row, value):
    count = row._least
    message = parse(row.line("s", "dan", *[value] * count, text="t" if row.text is not None else None))
    assert isinstance(message, Message)
    assert message.command == row.code
    assert len(message.params) == 1 + count + (row.text is not None)
