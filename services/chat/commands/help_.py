# SPDX-License-Identifier: GPL-3.0-or-later
"""HELP, and HELPOP, which is the same. Source: Modern IRC "HELP"."""

from protocol import numerics as n
from services.chat.context import Request
from services.chat.rules import Refused

INDEX = "*"
WIDTH = 60


def handle(request: Request) -> None:
    """HELP [subject]"""
    usage = request.house.usage
    subject = request.param(0).upper()
    if subject in ("", "INDEX", INDEX):
        lines = ["Commands; HELP COMMAND tells more of one:", *_columns(sorted(usage))]
    elif subject in usage:
        lines = usage[subject].split("\n")
    else:
        raise Refused(n.ERR_HELPNOTFOUND, request.param(0))
    request.reply(n.RPL_HELPSTART, subject, text=lines[0])
    for line in lines[1:]:
        request.reply(n.RPL_HELPTXT, subject, text=line)
    request.reply(n.RPL_ENDOFHELP, subject, text="End of HELP")


def _columns(words: list[str]) -> list[str]:
    lines = [""]
    for word in words:
        if len(lines[-1]) + len(word) > WIDTH:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".lstrip()
    return lines
