# SPDX-License-Identifier: GPL-3.0-or-later
"""What the wire itself forbids in names. Which letters a network likes is the server's matter (PRECIS, settings).

Rules kept here: a name that passes can stand in a parameter, a tag, a list, a source, a mask and behind a prefix
without being read as something else. Each function says what is wrong in words for people, or None.

Sources: Modern IRC "Clients" (nicknames), "Channels" (names), "Servers"; RFC 1123 2.1 for hosts; irc-parser-tests.
"""

_NICK_FORBIDDEN = " ,;=*?!@:\x00\r\n"
_NICK_FIRST = "$:#&~@%+-0123456789"
_CHANNEL_FORBIDDEN = " ,;\x07:\x00\r\n"


def nickname_fault(nick: str) -> str | None:
    """What makes `nick` impossible as a nickname or an account's name."""
    if not nick:
        return "it is empty"
    if any(char < " " or char == "\x7f" for char in nick):
        return "it contains a control character"
    for char in _NICK_FORBIDDEN:
        if char in nick:
            return "it contains a space" if char == " " else f"it contains {char}"
    if nick[0] in _NICK_FIRST:
        return f"it begins with {nick[0]}"
    if "." in nick:
        return "it contains a dot, as servers' names do"
    return None


def channel_fault(channel: str, chantypes: str = "#") -> str | None:
    """What makes `channel` impossible as a channel's name."""
    if channel[:1] not in chantypes or not channel:
        return f"it does not begin with {' or '.join(chantypes)}"
    if len(channel) == 1:
        return "it is empty"
    if any(char < " " or char == "\x7f" for char in channel):
        return "it contains a control character"
    for char in _CHANNEL_FORBIDDEN:
        if char in channel:
            return "it contains a space" if char == " " else f"it contains {char}"
    if "*" in channel or "?" in channel:
        return "it contains * or ?, which mean other characters in searches"
    return None


def is_hostname(host: str) -> bool:
    """Whether `host` can be a server's or a client's host name: two labels or more, by the letter of RFC 1123."""
    labels = host.split(".")
    return len(host) <= 253 and len(labels) > 1 and all(_is_label(label) for label in labels)


def _is_label(label: str) -> bool:
    return (
        0 < len(label) <= 63
        and label.isascii()
        and label.replace("-", "").isalnum()
        and label[0] != "-"
        and label[-1] != "-"
    )
