# SPDX-License-Identifier: GPL-3.0-or-later
"""Strict transport security: a server that wants to be spoken to with TLS only, and remembering that.

    plain text, `sts=port=6697`  ->  leave before anything of the person was said, come back to that port with TLS
    TLS, `sts=duration=…`        ->  the policy: this host with TLS only, at this port, until then

Rules: a stored policy is followed before the first byte, and nothing ever goes round it. A port that only an
unencrypted line told us of is given up when no connection comes of it, for then it may have been anybody's: the next
attempt asks anew, and like every attempt it waits longer than the one before (`connection`). A policy ends as long
after the connection as it was told to last.
Source: IRCv3 sts ("Mechanism", "Rescheduling expiry on disconnect").
"""

from __future__ import annotations

from clients.session import connection
from clients.session.core import Core
from clients.session.sentences import Sentence

NAME = "sts"
LONGEST = 10 * 365 * 86400  # seconds
SWITCHING = Sentence("Switching to an encrypted connection, as the server asks.")


def follow(core: Core) -> bool:
    """Heed what the server offers. True: the connection was left for an encrypted one."""
    if NAME not in core.link.offered:
        return False
    pairs = (part.partition("=") for part in core.link.offered[NAME].split(","))
    policy = {key: value for key, _, value in pairs}
    if core.network.secure:
        if "duration" in policy:
            core.link.sts_seconds = _number(policy["duration"], LONGEST)
            core.policies.save_sts(core.config.host, core.port, int(core.clock.now) + core.link.sts_seconds)
        return False
    port = _number(policy.get("port", ""), 65535)
    if not port:
        return False
    core.upgrade_port = port
    core.link.upgrading = True
    connection.drop(core, SWITCHING)
    return True


def _number(text: str, highest: int) -> int:
    return min(int(text), highest) if text.isascii() and text.isdigit() and len(text) < 12 else 0
