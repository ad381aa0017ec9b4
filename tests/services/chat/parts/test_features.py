# SPDX-License-Identifier: GPL-3.0-or-later
"""What is announced follows the settings."""

from pathlib import Path
from typing import Any

from protocol import capabilities as caps
from services.chat.parts.features import OFFERED, Features
from services.chat.settings.model import Settings

TLS: dict[str, Any] = {"tls_certificate": Path("cert.pem"), "tls_key": Path("key.pem")}


def of(**settings: Any) -> Features:
    return Features.of(Settings.model_validate(settings))


def test_sts_needs_a_duration() -> None:
    """IRCv3 sts: "this capability MUST be made available as an optional configuration setting"."""
    assert caps.STS not in of(**TLS).capabilities
    assert of(**TLS, sts={"duration": 300}).capabilities[caps.STS] == "duration=300,port=9090"
    everything = of(**TLS, sts={"duration": 300, "port": 6697, "preload": True})
    assert everything.capabilities[caps.STS] == "duration=300,port=6697,preload"


def test_metadata_tells_its_limits() -> None:
    value = of(limits={"metadata_subs": 7, "metadata_keys": 8}).capabilities[caps.METADATA_3]
    assert value == "before-connect,max-subs=7,max-keys=8,max-key-bytes=64,max-value-bytes=300"


def test_an_icon_is_a_token() -> None:
    """IRCv3 network-icon: "the value MUST be a URL to an image", draft/ICON=https://example.net/icon.png?size={size}"""
    assert "draft/ICON=https://example.org/i.png?a=1" in of(icon="https://example.org/i.png?a=1").tokens
    assert not any(token.startswith("draft/ICON") for token in of().tokens)


def test_everything_is_offered_with_everything_on() -> None:
    assert set(of(**TLS, sts={"duration": 1}).capabilities) == set(OFFERED)


def test_tokens_are_in_order_and_once() -> None:
    names = [token.partition("=")[0] for token in of().tokens]
    assert names == sorted(set(names))
