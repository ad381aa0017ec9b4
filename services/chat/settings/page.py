# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes docs/settings.md from the settings themselves: `python -m services.chat.settings.page > docs/settings.md`.

A test compares the page with this module's output, so a key without its row fails the build.
"""

from __future__ import annotations

from pathlib import PurePath
from typing import Any

from pydantic_core import PydanticUndefined

from services.chat.settings.load import Key, keys

_HEAD = """\
# Settings

The server needs no settings: without any it listens on this machine alone. What you set comes from two places, and the
environment wins over the file:

- a TOML file, given as `hubbub-server --config FILE` or `python -m services.chat --config FILE`;
- the environment. A name is `HUBBUB_` and the key in upper case, with `__` for the dot of a table:
  `HUBBUB_LIMITS__NICK_LENGTH=20`. Lists are separated by commas. A list may be empty where that means something.

A setting that is unknown or wrong stops the start with one sentence that says what is allowed. `--check` looks at the
settings without starting. SIGHUP and the operator command REHASH read them again, and nobody is dropped; the server log
names those that take a restart. A certificate that is replaced is in use within a second, without either.

```toml
listen = ["0.0.0.0:9090", "[::]:9090"]
network = "Example"
autojoin = ["#lobby", "#news"]
tls_certificate = "/etc/hubbub/fullchain.pem"
tls_key = "/etc/hubbub/privkey.pem"
password_file = "/run/secrets/room_password"

[limits]
nick_length = 20

[operators.alice]
password = "$argon2id$v=19$m=65536,t=3,p=4$…"   # made with: hubbub-server --hash-password
mask = "*@10.0.0.*"
```

This page is generated: `python -m services.chat.settings.page > docs/settings.md`.
"""


def page() -> str:
    """The whole page."""
    sections: dict[str, list[str]] = {}
    for key in keys():
        sections.setdefault(key.path[0] if len(key.path) > 1 else "", []).append(_row(key))
    text = [_HEAD]
    for table, rows in sections.items():
        text.append(f"\n## {f'Table `{table}`' if table else 'Keys'}\n\n")
        text.append("| Key | Environment | Default | Meaning | Allowed |\n|---|---|---|---|---|\n")
        text.extend(rows)
    return "".join(text)


def _row(key: Key) -> str:
    extra = key.field.json_schema_extra
    allowed = extra["allowed"] if isinstance(extra, dict) else ""
    cells = [f"`{key.name}`", f"`{key.variable}`", _default(key.field.default), key.field.description, allowed]
    return "| " + " | ".join(str(cell).replace("|", "\\|") for cell in cells) + " |\n"


def _default(value: Any) -> str:
    if value is PydanticUndefined:
        return "needed"
    if value is None or value in ("", {}):
        return ""
    if isinstance(value, bool):
        return f"`{str(value).lower()}`"
    if isinstance(value, float):
        return f"`{value:g}`"
    return f"`{value.as_posix() if isinstance(value, PurePath) else value}`"


if __name__ == "__main__":
    print(page(), end="")
