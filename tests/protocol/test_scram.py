# SPDX-License-Identifier: GPL-3.0-or-later
"""SCRAM-SHA-256: the RFC's exchange, our client with our server, and every way to get it wrong."""

import base64

import pytest

from protocol.scram import (
    MAX_ITERATIONS,
    ClientFirst,
    ScramClient,
    ScramError,
    ScramServer,
    derive,
    error,
    parse_client_first,
    saslprep,
)

SALT = base64.b64decode("W22ZaJ0SNY7soEsUEjb6gQ==")
KEYS = derive("pencil", SALT, 4096)
CLIENT_NONCE = "rOprNGfwEbeRWgbNEkqO"
SERVER_NONCE = "%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0"
FIRST = b"r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096"
FINAL = b"c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ="
VERDICT = b"v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4="


def client(password="pencil", user="user", authorization=""):
    return ScramClient(user, password, CLIENT_NONCE, authorization)


def server(first=b"n,,n=user,r=rOprNGfwEbeRWgbNEkqO"):
    return ScramServer(parse_client_first(first), KEYS, SERVER_NONCE)


def test_the_exchange_of_rfc_7677():
    us, them = client(), server()
    assert us.first() == b"n,,n=user,r=rOprNGfwEbeRWgbNEkqO"
    assert them.first() == FIRST
    assert us.final(FIRST) == FINAL
    assert them.final(FINAL) == VERDICT
    us.verify(VERDICT)


@pytest.mark.parametrize("user", ["user", "a,b=c", "Jürgen", "=2C"])
@pytest.mark.parametrize("authorization", ["", "user", "x,y=z"])
def test_our_client_and_our_server(user, authorization):
    us = client("pässwörd", user, authorization)
    first = parse_client_first(us.first())
    assert (first.user, first.authorization) == (user, authorization)
    them = ScramServer(first, derive("pässwörd", b"salt", 5000), "servers")
    us.verify(them.final(us.final(them.first())))


def test_a_wrong_password():
    us, them = client("pencils"), server()
    with pytest.raises(ScramError, match="invalid-proof"):
        them.final(us.final(them.first()))


def test_the_client_believes_only_one_who_knows_the_password():
    us = client()
    us.final(FIRST)
    for verdict in (b"v=" + base64.b64encode(b"x" * 32), b"v=", b"v=!", b"x=1", b"", b"\xff"):
        with pytest.raises(ScramError):
            us.verify(verdict)
    with pytest.raises(ScramError, match=r"^invalid-proof$"):
        us.verify(error("invalid-proof"))
    with pytest.raises(ScramError):
        client().verify(b"v=")  # nothing was proved yet


@pytest.mark.parametrize(
    "first",
    [
        b"", b"\xff", b"r=other,s=c2FsdA==,i=4096", b"r=rOprNGfwEbeRWgbNEkqO,s=c2FsdA==,i=4096",
        b"r=rOprNGfwEbeRWgbNEkqOx,s=c2FsdA==", b"r=rOprNGfwEbeRWgbNEkqOx,s=!,i=4096",
        b"r=rOprNGfwEbeRWgbNEkqOx,s=c2FsdA==,i=4095", b"r=rOprNGfwEbeRWgbNEkqOx,s=c2FsdA==,i=-5000",
        b"r=rOprNGfwEbeRWgbNEkqOx,s=c2FsdA==,i=" + str(MAX_ITERATIONS + 1).encode(),
        b"r=rOprNGfwEbeRWgbNEkqOx,s=c2FsdA==,i=" + b"9" * 5000,
        b"m=ext,r=rOprNGfwEbeRWgbNEkqOx,s=c2FsdA==,i=4096", b"s=c2FsdA==,r=rOprNGfwEbeRWgbNEkqOx,i=4096",
    ],
)  # fmt: skip
def test_a_server_that_lies(first):
    with pytest.raises(ScramError):
        client().final(first)


@pytest.mark.parametrize(
    ("first", "word"),
    [
        (b"", "invalid-encoding"),
        (b"\xff", "invalid-encoding"),
        (b"n", "invalid-encoding"),
        (b"n,,", "invalid-encoding"),
        (b"x,,n=user,r=abc", "invalid-encoding"),
        (b"n,b=c,n=user,r=abc", "invalid-encoding"),
        (b"n,,r=abc,n=user", "invalid-encoding"),
        (b"n,,n=user", "invalid-encoding"),
        (b"p=tls-unique,,n=user,r=abc", "channel-binding-not-supported"),
        (b"n,,m=ext,n=user,r=abc", "extensions-not-supported"),
        (b"n,,n=us=er,r=abc", "invalid-username-encoding"),
        (b"n,,n=,r=abc", "invalid-username-encoding"),
        (b"n,,n=user,r=", "other-error"),
        (b"n,,n=user,r=a b", "other-error"),
        ("n,,n=user,r=ä".encode(), "other-error"),
    ],
)
def test_a_client_first_that_is_none(first, word):
    with pytest.raises(ScramError, match=f"^{word}$"):
        parse_client_first(first)


def test_a_client_that_knows_of_channel_binding_may_say_so():
    assert parse_client_first(b"y,,n=user,r=abc") == ClientFirst("y,,", "", "user", "abc", "n=user,r=abc")


@pytest.mark.parametrize(
    ("final", "word"),
    [
        (b"", "invalid-encoding"),
        (b"\xff", "invalid-encoding"),
        (FINAL.replace(b"biws", b"eSws"), "channel-bindings-dont-match"),  # "y,,": it was "n,,"
        (FINAL.replace(b"biws", b"!"), "invalid-encoding"),
        (FINAL.replace(b"k0,", b"k1,"), "other-error"),
        (FINAL.replace(b"dHzb", b"eHzb"), "invalid-proof"),
        (FINAL.replace(b"p=dHzb", b"p="), "invalid-proof"),
        (FINAL.replace(b",p=", b",q="), "invalid-encoding"),
    ],
)
def test_a_client_final_that_proves_nothing(final, word):
    with pytest.raises(ScramError, match=f"^{word}$"):
        server().final(final)


def test_what_the_server_stores_is_no_password():
    assert b"pencil" not in b"".join([KEYS.salt, KEYS.stored_key, KEYS.server_key])
    assert len(KEYS.stored_key) == len(KEYS.server_key) == 32
    assert derive("pencil", b"other", 4096).stored_key != KEYS.stored_key


# RFC 4013 section 3
@pytest.mark.parametrize(
    ("text", "prepared"),
    [
        ("I\u00adX", "IX"),
        ("user", "user"),
        ("USER", "USER"),
        ("\u00aa", "a"),
        ("\u2168", "IX"),
        ("a\u00a0b", "a b"),
        ("", ""),
    ],
)
def test_saslprep(text, prepared):
    assert saslprep(text) == prepared


@pytest.mark.parametrize("text", ["\u0007", "\u0627\u0031", "\ue000", "\u200e", "a\u0627"])
def test_saslprep_refuses(text):
    with pytest.raises(ScramError):
        saslprep(text)
