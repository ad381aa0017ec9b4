# SPDX-License-Identifier: GPL-3.0-or-later
"""The standalone build: the spec takes along every file the client reads; the desktop entry is right."""

import ast
import configparser
from fnmatch import fnmatch
from pathlib import Path

DESKTOP = Path(__file__).resolve().parents[3] / "clients" / "desktop"
PACKAGING = DESKTOP / "packaging"


def listed() -> dict[str, str]:
    """pattern below clients/desktop -> folder in the build, as the spec's DATA says."""
    tree = ast.parse((PACKAGING / "hubbub.spec").read_text("utf-8"))
    data = next(n.value for n in tree.body if isinstance(n, ast.Assign) and ast.unparse(n.targets[0]) == "DATA")
    assert isinstance(data, ast.List)
    found = {}
    for entry in data.elts:
        source, folder = (ast.unparse(part) for part in entry.elts)  # type: ignore[attr-defined]
        parts = [p.strip("'\"()") for p in source.removeprefix("str(").removesuffix(")").split(" / ")]
        assert parts[0] == "DESKTOP"
        found["/".join(parts[1:])] = folder.strip("'")
    return found


def test_the_spec_lists_every_file_that_is_read() -> None:
    data = listed()
    read = [
        path.relative_to(DESKTOP).as_posix()
        for path in DESKTOP.rglob("*")
        if path.is_file() and path.suffix not in (".py", ".pyc") and PACKAGING not in path.parents
    ]
    assert len(read) > 40
    for name in read:
        folder = next((folder for pattern, folder in data.items() if fnmatch(name, pattern)), None)
        assert folder == f"clients/desktop/{name}".rpartition("/")[0], name
    for pattern in data:
        assert list(DESKTOP.glob(pattern)), pattern


def test_the_desktop_entry_is_right() -> None:
    entry = configparser.ConfigParser(interpolation=None)
    entry.optionxform = str  # type: ignore[assignment, method-assign]
    entry.read(PACKAGING / "hubbub.desktop", "utf-8")
    said = entry["Desktop Entry"]
    assert said["Type"] == "Application"
    assert said["Exec"] == "hubbub %u"
    assert said["Terminal"] == "false"
    assert said["StartupWMClass"] == said["Icon"] == "hubbub"
    assert (DESKTOP / "icons" / f"{said['Icon']}.svg").is_file()
    assert "InstantMessaging" in said["Categories"].split(";")
    for key in ("Categories", "Keywords", "MimeType"):
        assert said[key].endswith(";")
