# SPDX-License-Identifier: GPL-3.0-or-later
"""FAIL, WARN, NOTE: the rows, their lines, and reading them back."""

import pytest

from protocol import standard_replies as r
from protocol.message import Message, Unrenderable, parse
from protocol.standard_replies import Kind, StandardReply


def test_rows_are_named_after_command_and_code():
    assert len(r.BY_CODE) == len(r.ROWS) > 50
    for row in r.ROWS:
        command = "ANY" if row.command == "*" else row.command
        assert getattr(r, f"{command}_{row.code}") is row
        assert row.spec
        assert row.text


# As the specifications print them.
@pytest.mark.parametrize(
    ("line", "start"),
    [
        (r.BATCH_MULTILINE_INVALID_TARGET.fail("s", "#foo", "#bar"), "FAIL BATCH MULTILINE_INVALID_TARGET #foo #bar :"),
        (r.BATCH_MULTILINE_MAX_BYTES.fail("s", "40000"), "FAIL BATCH MULTILINE_MAX_BYTES 40000 :"),
        (r.CHATHISTORY_INVALID_PARAMS.fail("s", "LATEST"), "FAIL CHATHISTORY INVALID_PARAMS LATEST :"),
        (
            r.CHATHISTORY_INVALID_PARAMS.fail("s", "LATEST", "timestamp=x"),
            "FAIL CHATHISTORY INVALID_PARAMS LATEST timestamp=x :",
        ),
        (r.CHATHISTORY_INVALID_TARGET.fail("s", "LATEST", "#x"), "FAIL CHATHISTORY INVALID_TARGET LATEST #x :"),
        (r.RENAME_CHANNEL_NAME_IN_USE.fail("s", "#evil", "#good"), "FAIL RENAME CHANNEL_NAME_IN_USE #evil #good :"),
        (r.REDACT_UNKNOWN_MSGID.fail("s", "#a", "123"), "FAIL REDACT UNKNOWN_MSGID #a 123 :"),
        (r.REGISTER_NEED_NICK.fail("s", "*"), "FAIL REGISTER NEED_NICK * :"),
        (r.SETNAME_INVALID_REALNAME.fail("s"), "FAIL SETNAME INVALID_REALNAME :Realname is not valid"),
        (r.MARKREAD_NEED_MORE_PARAMS.fail("s"), "FAIL MARKREAD NEED_MORE_PARAMS :Missing parameters"),
        (r.ANY_INVALID_UTF8.warn("s", command="PRIVMSG"), "WARN PRIVMSG INVALID_UTF8 :"),
        (r.ANY_INVALID_UTF8.fail("s"), "FAIL * INVALID_UTF8 :"),
        (r.METADATA_KEY_NO_PERMISSION.note("s", "*", "k"), "NOTE METADATA KEY_NO_PERMISSION * k :"),
    ],
)
def test_lines(line, start):
    assert line.startswith(f":s {start}")


def test_own_words_and_unsafe_context():
    assert r.RENAME_CANNOT_RENAME.fail("s", "a b", "", text="No.") == ":s FAIL RENAME CANNOT_RENAME * * :No."
    assert r.ANY_INTERNAL_ERROR.fail("s", command="a b") == ":s FAIL * INTERNAL_ERROR :The server could not do this"


def test_context_is_counted():
    with pytest.raises(ValueError, match="takes old new"):
        r.RENAME_CANNOT_RENAME.fail("s", "#a")
    with pytest.raises(ValueError, match="takes no context"):
        r.BATCH_MULTILINE_INVALID.fail("s", "#a")


# Security check 1
def test_line_ends_raise():
    with pytest.raises(Unrenderable):
        r.ANY_INVALID_UTF8.fail("s", text="a\nb")


def test_reading():
    message = parse(":s fail batch multiline_invalid_target #foo #bar :No")
    assert r.read(message) == StandardReply(Kind.FAIL, "BATCH", "MULTILINE_INVALID_TARGET", ("#foo", "#bar"), "No")
    assert r.read(Message("NOTE", ["*", "X", "text"])) == StandardReply(Kind.NOTE, "*", "X", (), "text")
    assert r.read(Message("NOTE", ["*", "X"])) is None
    assert r.read(Message("NOTICE", ["*", "X", "text"])) is None
