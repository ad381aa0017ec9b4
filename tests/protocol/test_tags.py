# SPDX-License-Identifier: GPL-3.0-or-later
"""Names of tags, and which of a client's tags go on."""

from protocol import tags
from protocol.message import is_tag_key


def test_names_are_well_formed():
    names = {name: value for name, value in vars(tags).items() if name.isupper() and isinstance(value, str)}
    assert all(is_tag_key(value) for name, value in names.items() if name != "BATCH_SEARCH_SOJU")
    kinds = [value for name, value in names.items() if name.startswith("BATCH_")]
    assert len(set(kinds)) == len(kinds)
    keys = [value for name, value in names.items() if not name.startswith("BATCH_")]
    assert len(set(keys)) == len(keys)


def test_only_client_tags_are_passed_on():
    # "Tags without the client-only prefix MUST be removed by the server before being relayed"
    assert tags.client_only({"+typing": "active", "label": "1", "account": "x", "+a": ""}) == {
        "+typing": "active",
        "+a": "",
    }
