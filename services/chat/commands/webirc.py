# SPDX-License-Identifier: GPL-3.0-or-later
"""WEBIRC: a gateway says for whom it connects. Source: IRCv3 webirc.

From then on they count for themselves, as anybody who connects from there: for limits, exemptions, bans and throttles.
Believed from the networks of `settings.webirc` alone, with the gateway's password, and before anything else is said.
"""

import dataclasses
import hmac
import ipaddress
import logging
import re
from typing import Final

from services.chat.context import Request
from services.chat.session import Registration
from services.chat.settings.model import WebircGateway
from services.chat.settings.values import plain_ip

logger: Final = logging.getLogger(__name__)
_HOST: Final = re.compile(r"[A-Za-z0-9.:_-]{1,255}")


def handle(request: Request) -> None:
    """WEBIRC password gateway hostname ip [:options]"""
    session = request.session
    password, _, host, ip = request.params[:4]
    options = {word.partition("=")[0]: word.partition("=")[2] for word in request.param(4).split(" ") if word}
    name = _gateway(request, password)
    if name is None or session.caps or session.registration != Registration():
        logger.warning("a gateway was refused", extra={"ip": session.peer.ip})
        session.close("Invalid WebIRC password")
        return
    try:
        address = plain_ip(ip)
    except ValueError:
        session.close("Invalid WebIRC address")
        return
    host = host if _HOST.fullmatch(host) and len(host) <= request.house.settings.limits.host_length else address
    port = options.get("remote-port", "")
    peer = dataclasses.replace(
        session.peer,
        ip=address,
        port=int(port) if re.fullmatch("[0-9]{1,5}", port) else 0,
        host=f"0{host}" if host.startswith(":") else host,
        secure="secure" in options and session.peer.secure,
        fingerprint="",
        gateway=name,
    )
    refusal = session.move(peer)
    if refusal:
        session.close(refusal)
    else:
        request.house.bans.admit(session)


def _gateway(request: Request, password: str) -> str | None:
    ip = ipaddress.ip_address(request.session.peer.ip)

    def fits(gateway: WebircGateway) -> bool:
        wanted = gateway.password.get_secret_value().encode()
        return any(ip in network for network in gateway.networks) and hmac.compare_digest(wanted, password.encode())

    return next((name for name, gateway in request.house.settings.webirc.items() if fits(gateway)), None)
