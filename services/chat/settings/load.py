# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads the settings from a TOML file and the environment, and says in one sentence what is wrong with them.

Rules: the environment wins over the file; every failure is a `SettingsError`; a secret's value is never in its text.
`keys()` walks the model, for the page of settings and for suggestions.
"""

from __future__ import annotations

import difflib
import os
import re
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo
from pydantic_settings import BaseSettings, EnvSettingsSource, SettingsConfigDict
from pydantic_settings import SettingsError as _EnvironmentError

from services.chat.files import why
from services.chat.settings.model import Settings

PREFIX = "HUBBUB_"
_SECRET = {"password"}
# What container platforms put into the environment by themselves for services that are called hubbub, hubbub-chat …
# A variable that an administrator might have meant as a setting is told by its value.
_PLATFORM = re.compile(
    r"HUBBUB_(PORT|NAME)=.*"
    r"|HUBBUB_(\w+_)?(SERVICE_(HOST|PORT(_\w+)?)|PORT_\d+_(TCP|UDP|SCTP)(_(PROTO|PORT|ADDR))?|ENV_\w+)=.*"
    r"|HUBBUB_\w+_(PORT=(tcp|udp|sctp)://|NAME=/).*",
    re.DOTALL,
)


class SettingsError(Exception):
    """The settings cannot be used; the text is one plain sentence for the administrator."""


class Key(NamedTuple):
    """One key as an administrator knows it; a table of names has `NAME` in its path."""

    path: tuple[str, ...]
    field: FieldInfo

    @property
    def name(self) -> str:
        return ".".join(self.path)

    @property
    def variable(self) -> str:
        return PREFIX + "__".join(self.path).upper()


class _Environment(Settings, BaseSettings):
    """Settings as pydantic-settings wants them described; only its source is used."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, env_nested_delimiter="__")


def keys(model: type[BaseModel] = Settings, above: tuple[str, ...] = ()) -> Iterator[Key]:
    """Every key, in order, those inside tables too."""
    for name, field in model.model_fields.items():
        path = (*above, name)
        inner, named = _table(field)
        if named:
            yield Key(path, field)
        if inner:
            yield from keys(inner, (*path, "NAME") if named else path)
        elif not named:
            yield Key(path, field)


def load(path: Path | None, environment: Mapping[str, str] | None = None) -> Settings:
    """Read the settings; `environment` is the process's own unless given."""
    variables = dict(os.environ if environment is None else environment)
    values = _read_toml(path) if path is not None else {}
    _check_variables(variables)
    try:
        return Settings.model_validate(_merged(values, _read_environment(variables)))
    except ValidationError as error:
        raise SettingsError(_sentence(error)) from None


def _table(field: FieldInfo) -> tuple[type[BaseModel] | None, bool]:
    """The model behind a field that is a table, and whether it is a table of names."""
    kind = field.annotation
    named = get_origin(kind) is Mapping
    inner = get_args(kind)[1] if named else kind
    return (inner if isinstance(inner, type) and issubclass(inner, BaseModel) else None), named


def _read_toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except OSError as error:
        raise SettingsError(
            f"The settings file {str(path)!r} cannot be read: {why(error, path, reading=True)}."
        ) from None
    except UnicodeDecodeError:
        raise SettingsError(f"The settings file {str(path)!r} is not UTF-8 text.") from None
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"The settings file {str(path)!r} is not valid TOML: {str(error).rstrip('.')}.") from None


def _read_environment(variables: Mapping[str, str]) -> dict[str, Any]:
    source = EnvSettingsSource(_Environment)
    source.env_vars = {name.lower(): value for name, value in variables.items()}
    try:
        return source()
    except _EnvironmentError as error:
        found = re.search(r'field "(\w+)"', str(error))
        name = PREFIX + (found.group(1).upper() if found else "…")
        raise SettingsError(
            f"The environment variable {name} must be JSON, because it stands for a table; "
            f"a single key of it is set as {name}__KEY."
        ) from None


def _check_variables(variables: Mapping[str, str]) -> None:
    patterns = {key.variable: re.compile(key.variable.replace("__NAME", r"__\w+?")) for key in keys()}
    tables = {PREFIX + name.upper() for name, field in Settings.model_fields.items() if _table(field)[0]}
    # A name's short form, and any key inside a name's table: the model itself says what is wrong there.
    named = tuple(PREFIX + name.upper() + "__" for name, field in Settings.model_fields.items() if _table(field)[1])
    for name, value in variables.items():
        upper = name.upper()
        if not upper.startswith(PREFIX) or _PLATFORM.fullmatch(f"{upper}={value}"):
            continue
        if upper in tables or upper.startswith(named):
            continue
        if not any(pattern.fullmatch(upper) for pattern in patterns.values()):
            known = [pattern.removeprefix(PREFIX) for pattern in patterns]
            suggestion = _suggest(upper.removeprefix(PREFIX), known).replace("did you mean ", f"did you mean {PREFIX}")
            raise SettingsError(f"The environment variable {name} is not known; {suggestion}")


def _suggest(wrong: str, known: list[str]) -> str:
    near = difflib.get_close_matches(wrong, known, 1)
    return f"did you mean {near[0]}?" if near else "docs/settings.md lists what can be set."


def _merged(below: Mapping[str, Any], above: Mapping[str, Any]) -> dict[str, Any]:
    result = dict(below)
    for name, value in above.items():
        old = result.get(name)
        result[name] = _merged(old, value) if isinstance(old, Mapping) and isinstance(value, Mapping) else value
    return result


def _sentence(error: ValidationError) -> str:
    errors = error.errors(include_url=False, include_context=False)
    # A misspelt key also leaves the right one missing; the misspelling is what helps.
    first = next((each for each in errors if each["type"] == "extra_forbidden"), errors[0])
    path = [str(part) for part in first["loc"]]
    if not path:
        return first["msg"].removeprefix("Value error, ")
    if first["type"] == "extra_forbidden":
        name = ".".join(path)
        return f"The setting {name} is not known; {_suggest(name, [key.name for key in keys()])}"
    field, shown = _find(path)
    name = ".".join(shown)
    if field is None or _table(field)[0]:
        return f"The setting {name} must be a table of settings."
    allowed = _extra(field)["allowed"]
    if first["type"] == "missing":
        return f"The setting {name} is missing; it must be {allowed}."
    if shown[-1] in _SECRET:
        return f"The setting {name} must be {allowed}; the given value is not."
    return f"The setting {name} must be {allowed}, not {_shown(first['input'])}."


def _shown(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 80 else text[:79] + "…"


def _extra(field: FieldInfo) -> Mapping[str, Any]:
    return field.json_schema_extra if isinstance(field.json_schema_extra, Mapping) else {}


def _find(path: list[str]) -> tuple[FieldInfo | None, list[str]]:
    """The deepest key on an error's path, and the part of the path that names it."""
    model: type[BaseModel] | None = Settings
    found: FieldInfo | None = None
    depth = position = 0
    while model is not None and position < len(path) and path[position] in model.model_fields:
        found = model.model_fields[path[position]]
        depth = position + 1
        model, named = _table(found)
        position += 2 if named else 1
    return found, path[:depth]
