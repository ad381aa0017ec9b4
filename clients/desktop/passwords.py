# SPDX-License-Identifier: GPL-3.0-or-later
"""Passwords of accounts: in the system's keyring or nowhere. Never in a file of ours, never in the message store.

Rules: a keyring that writes plain text, or none at all, counts as absent: then the person is asked each time, and told
so. The library is loaded when first needed, as it takes a third of a second. A keyring that fails is no keyring.
"""

from functools import cache

SERVICE = "hubbub"
SAFE = 1  # keyring's own mark: backends below it are "not recommended"


class Passwords:
    """The keyring, as far as there is one."""

    @cache  # noqa: B019  # one for the life of the program
    def _keyring(self) -> object | None:
        try:
            import keyring  # noqa: PLC0415
            from keyring.backends.chainer import ChainerBackend  # noqa: PLC0415

            found = keyring.get_keyring()
            # A chain falls back to whatever works, plain text too: its best link only.
            links = list(found.backends)[:1] if isinstance(found, ChainerBackend) else [found]
            return next((link for link in links if link.priority >= SAFE), None)
        except Exception:  # backends raise what they like
            return None

    def available(self) -> bool:
        """Whether a password can be kept."""
        return self._keyring() is not None

    def get(self, network: str, account: str) -> str:
        """The password of an account, "" if none is kept."""
        return str(self._call("get_password", network, account) or "") if account else ""

    def keep(self, network: str, account: str, password: str) -> bool:
        """Keep it. False: it could not be."""
        return self._call("set_password", network, account, password) is not False

    def forget(self, network: str, account: str) -> None:
        """It is no longer wanted."""
        if account and self.get(network, account):
            self._call("delete_password", network, account)

    def _call(self, what: str, network: str, account: str, *more: str) -> object:
        backend = self._keyring()
        if backend is None:
            return False
        try:
            return getattr(backend, what)(SERVICE, f"{account}@{network}", *more)
        except Exception:  # locked, refused, gone from the bus
            return False
