# SPDX-License-Identifier: GPL-3.0-or-later
"""Certificates: which can be used, what is said of the others, and what happens when the files change."""

from __future__ import annotations

import hashlib
import socket
import ssl
from pathlib import Path

import pytest

from services.chat.edge.tls import Certificates, TlsError, build_context
from tests.support.certificates import Pair, client_context, make_pair
from tests.support.server import Server


@pytest.fixture
def pair(tmp_path: Path) -> Pair:
    return make_pair(tmp_path)


def test_only_tls_1_2_and_newer(pair: Pair) -> None:
    assert build_context(pair.certificate, pair.key).minimum_version is ssl.TLSVersion.TLSv1_2


def test_each_unusable_pair_is_one_sentence(tmp_path: Path, pair: Pair) -> None:
    other = make_pair(tmp_path, "other")
    locked = make_pair(tmp_path, "locked", b"secret")
    text = tmp_path / "text"
    text.write_text("no certificate")
    nowhere = tmp_path / "nowhere"
    said = {}
    for certificate, key in [
        (pair.certificate, other.key),
        (locked.certificate, locked.key),
        (text, pair.key),
        (pair.certificate, nowhere),
        (nowhere, pair.key),
    ]:
        with pytest.raises(TlsError) as caught:
            build_context(certificate, key)
        said[certificate.name, key.name] = str(caught.value).replace(f"{tmp_path}/", "")
    assert said == {
        ("server.crt", "other.key"): "The key 'other.key' does not belong to the certificate 'server.crt'.",
        ("locked.crt", "locked.key"): "The file 'locked.key' of the setting tls_key is protected by a password; "
        "give one without.",
        ("text", "server.key"): "The certificate 'text' and the key 'server.key' cannot be used: not in PEM format.",
        (
            "server.crt",
            "nowhere",
        ): "The file 'nowhere' of the setting tls_key cannot be read: no such file or directory.",
        ("nowhere", "server.key"): "The file 'nowhere' of the setting tls_certificate cannot be read: "
        "no such file or directory.",
    }


def test_a_replaced_pair_is_a_new_context(tmp_path: Path, pair: Pair) -> None:
    certificates = Certificates(pair.certificate, pair.key)
    first = certificates.context
    assert certificates.reload()
    assert certificates.context is first
    make_pair(tmp_path)
    assert certificates.reload()
    assert certificates.context is not first


def test_between_the_two_replacements_the_old_pair_stays(
    tmp_path: Path, pair: Pair, caplog: pytest.LogCaptureFixture
) -> None:
    certificates = Certificates(pair.certificate, pair.key)
    first = certificates.context
    new = make_pair(tmp_path, "new")
    new.certificate.replace(pair.certificate)
    assert not certificates.reload()
    assert not certificates.reload()
    assert certificates.context is first
    assert [record.message for record in caplog.records] == ["the new certificate is not in use yet"]
    new.key.replace(pair.key)
    assert certificates.reload()
    assert certificates.context is not first


def test_a_running_server_takes_a_new_pair_and_drops_nobody(tmp_path: Path) -> None:
    pair = make_pair(tmp_path)
    with Server(tmp_path, tls_certificate=pair.certificate, tls_key=pair.key) as server:
        alice = server.client("alice", tls=client_context())
        for _ in range(3):
            new = make_pair(tmp_path)
            while presented(server.port) != new.fingerprint:
                assert alice.lines() == []
        assert alice.lines() == []


def presented(port: int) -> str:
    """The fingerprint of the certificate that the server shows now."""
    with (
        socket.create_connection(("127.0.0.1", port), timeout=10) as plain,
        client_context().wrap_socket(plain) as secure,
    ):
        return hashlib.sha256(secure.getpeercert(binary_form=True) or b"").hexdigest()


def test_a_removed_file_changes_nothing(pair: Pair) -> None:
    certificates = Certificates(pair.certificate, pair.key)
    first = certificates.context
    pair.key.unlink()
    assert not certificates.reload()
    assert certificates.context is first
