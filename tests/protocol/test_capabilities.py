# SPDX-License-Identifier: GPL-3.0-or-later
"""The capabilities as a table, and sets of them as bits."""

from protocol import capabilities as c


def test_names_are_the_specifications():
    assert set(c.BY_NAME) == {
        "account-notify", "account-tag", "away-notify", "batch", "cap-notify", "chghost", "draft/account-registration",
        "draft/channel-rename", "draft/chathistory", "draft/event-playback", "draft/extended-isupport",
        "draft/message-redaction", "draft/metadata-2", "draft/metadata-3", "draft/multiline", "draft/oper-tag",
        "draft/pre-away", "draft/read-marker", "draft/search", "echo-message", "extended-join", "extended-monitor",
        "invite-notify", "labeled-response", "message-tags", "multi-prefix", "no-implicit-names", "sasl",
        "server-time", "setname", "soju.im/search", "standard-replies", "sts", "userhost-in-names",
    }  # fmt: skip


def test_each_bit_is_its_rows_place():
    assert [row.bit for row in c.ROWS] == [1 << place for place in range(len(c.ROWS))]
    assert c.BY_NAME["server-time"] is c.SERVER_TIME
    assert str(c.SERVER_TIME) == "server-time"


def test_requirements_are_the_specifications():
    assert {row.name: [required.name for required in row.requires] for row in c.ROWS if row.requires} == {
        "labeled-response": ["batch"],
        "draft/event-playback": ["draft/chathistory"],
        "draft/message-redaction": ["message-tags"],
        "draft/metadata-2": ["batch"],
        "draft/metadata-3": ["batch"],
        "draft/multiline": ["batch"],
    }
    for place, row in enumerate(c.ROWS):
        assert set(row.requires) <= set(c.ROWS[:place]), "requirements come first, effective() relies on it"


def test_only_sts_is_never_requested():
    assert [row.name for row in c.ROWS if row.informational] == ["sts"]


def test_sets():
    bits = c.mask([c.SASL, c.BATCH])
    assert bits == c.SASL.bit | c.BATCH.bit
    assert c.names(bits) == ["batch", "sasl"]
    assert c.names(0) == []


def test_what_lacks_its_requirement_has_no_effect():
    bits = c.mask([c.LABELED_RESPONSE, c.SERVER_TIME, c.EVENT_PLAYBACK])
    assert c.effective(bits) == c.SERVER_TIME.bit
    assert c.effective(bits | c.BATCH.bit) == c.mask([c.LABELED_RESPONSE, c.SERVER_TIME, c.BATCH])
    assert c.effective(bits | c.CHATHISTORY.bit) == c.mask([c.SERVER_TIME, c.EVENT_PLAYBACK, c.CHATHISTORY])
