# SPDX-License-Identifier: GPL-3.0-or-later
"""PASS. Source: Modern IRC "PASS"."""

from services.chat.context import Request


def handle(request: Request) -> None:
    """PASS password"""
    request.session.registration.password = request.param(0)
