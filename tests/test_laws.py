# SPDX-License-Identifier: GPL-3.0-or-later
"""The laws of the project that no linter knows: licence lines, sizes, pins, and that the tests and the docs keep up.

Import laws are import-linter's (pyproject.toml). A law that has to be broken is broken here, by name and
with the reason; an exception that is no longer needed fails, too.
"""

import ast
import re
import subprocess
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from protocol.version import VERSION

ROOT = Path(__file__).parents[1]
PACKAGES = ("protocol", "services", "clients")

MAX_FILE_LINES = 400
MAX_FUNCTION_LINES = 40

# file -> why it may be longer
LONG_FILES: dict[str, str] = {}
# file:function -> why it may be longer
LONG_FUNCTIONS: dict[str, str] = {}


def tracked(*suffixes: str) -> list[str]:
    """The project's files: what git tracks and what it would, so that a new file is judged before it is committed."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.splitlines()
    return sorted(name for name in set(names) if name.endswith(suffixes) and (ROOT / name).is_file())


def sources() -> list[str]:
    return tracked(".py")


def test_there_is_something_to_judge() -> None:
    assert {"protocol/version.py", "tests/test_laws.py"} <= set(sources())


# --- licence --------------------------------------------------------------------------------------------------------


def test_each_source_file_names_its_licence() -> None:
    named = tracked(".py", ".sh", ".yml", ".toml", ".qss", "Makefile", "Dockerfile", ".ci/run")
    unnamed = []
    for name in named:
        first_lines = (ROOT / name).read_text("utf-8").split("\n")[:2]
        if not any("SPDX-License-Identifier: GPL-3.0-or-later" in line for line in first_lines):
            unnamed.append(name)
    assert not unnamed


def test_the_licence_is_here_in_full() -> None:
    text = (ROOT / "LICENSE").read_text("utf-8")
    assert text.lstrip().startswith("GNU GENERAL PUBLIC LICENSE")
    assert len(text.splitlines()) > 600


# --- sizes ----------------------------------------------------------------------------------------------------------


def functions(tree: ast.AST, prefix: str = "") -> Iterator[tuple[str, int]]:
    """Each function with the lines it takes, its docstring not counted."""
    for node in ast.iter_child_nodes(tree):
        name = prefix
        if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            name = f"{prefix}.{node.name}".lstrip(".")
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            first = node.body[0]
            documented = ast.get_docstring(node) is not None
            prose = (first.end_lineno or first.lineno) - first.lineno + 1 if documented else 0
            yield name, (node.end_lineno or node.lineno) - node.lineno + 1 - prose
        yield from functions(node, name)


def test_files_stay_readable() -> None:
    lengths = {name: len((ROOT / name).read_text("utf-8").splitlines()) for name in sources()}
    long = {name: length for name, length in lengths.items() if length > MAX_FILE_LINES}
    assert {name: length for name, length in long.items() if name not in LONG_FILES} == {}
    assert set(LONG_FILES) - set(long) == set(), "no longer long: take the exception away"
    assert all(LONG_FILES.values()), "an exception has a reason"


def test_functions_stay_readable() -> None:
    long = {}
    for name in sources():
        for function, length in functions(ast.parse((ROOT / name).read_text("utf-8"))):
            if length > MAX_FUNCTION_LINES:
                long[f"{name}:{function}"] = length
    assert {key: length for key, length in long.items() if key not in LONG_FUNCTIONS} == {}
    assert set(LONG_FUNCTIONS) - set(long) == set(), "no longer long: take the exception away"
    assert all(LONG_FUNCTIONS.values()), "an exception has a reason"


# --- packages and pins ----------------------------------------------------------------------------------------------


def project() -> dict[str, dict[str, list[str]]]:
    parsed: dict[str, dict[str, list[str]]] = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    return parsed


def normalise(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def pins(extra: str) -> dict[str, str]:
    text = (ROOT / "requirements" / f"{extra}.txt").read_text("utf-8")
    return {normalise(name): version for name, version in re.findall(r"^([\w.-]+)==([^ \\;]+)", text, re.MULTILINE)}


EXTRAS = ("server", "desktop", "terminal", "dev")


@pytest.mark.parametrize("extra", EXTRAS)
def test_what_an_extra_asks_for_is_pinned(extra: str) -> None:
    asked = {normalise(re.split(r"[<>=!~ ;\[]", line)[0]) for line in project()["optional-dependencies"][extra]}
    assert asked <= set(pins(extra)), "run `make pins`"


@pytest.mark.parametrize("extra", EXTRAS)
def test_every_pin_is_exact_hashed_and_names_no_index(extra: str) -> None:
    text = (ROOT / "requirements" / f"{extra}.txt").read_text("utf-8")
    requirements = [line for line in text.replace("\\\n", " ").splitlines() if line.strip() and line.strip()[0] != "#"]
    assert requirements
    for line in requirements:
        assert re.match(r"[\w.-]+==\S+ ", line), line
        assert "--hash=sha256:" in line, line
    assert "://" not in text
    assert not re.search(r"(index|find-links|trusted-host)", text)


def test_all_extras_agree_on_versions() -> None:
    everything = pins("dev")
    for extra in EXTRAS:
        assert pins(extra).items() <= everything.items(), f"{extra}: run `make pins`"


def test_the_server_brings_no_tools_and_no_user_interface() -> None:
    asked = {normalise(re.split(r"[<>=!~ ;\[]", line)[0]) for line in project()["optional-dependencies"]["server"]}
    assert asked == {
        "argon2-cffi",
        "confusable-homoglyphs",
        "precis-i18n",
        "prometheus-client",
        "pydantic-settings",
        "structlog",
        "uvloop",
        "websockets",
    }
    assert not {"pyqt6", "textual", "pytest", "mypy", "ruff"} & set(pins("server"))


def test_one_version() -> None:
    assert re.fullmatch(r"\d+\.\d+\.\d+", VERSION)
    assert VERSION in (ROOT / "CHANGELOG.md").read_text("utf-8")
    elsewhere = [name for name in sources() if f'"{VERSION}"' in (ROOT / name).read_text("utf-8")]
    assert elsewhere == ["protocol/version.py"]


# --- tests and docs keep up -----------------------------------------------------------------------------------------


# folder -> why it mirrors none
TIERS = {"tests/clients/soak": "a whole day with the clients, and no part of them"}


def test_tests_mirror_the_tree() -> None:
    """tests/a/b/test_c.py is about the file a/b/c.py, or about something that the folder a/b does as a whole."""
    strays = []
    for name in tracked(".py"):
        path = Path(name)
        if path.parent.as_posix() in TIERS:
            continue
        if path.parts[0] == "tests" and path.parts[1] in PACKAGES and not ROOT.joinpath(*path.parts[1:-1]).is_dir():
            strays.append(name)
    assert not strays


@pytest.mark.parametrize("page", tracked(".md"))
def test_links_between_pages_lead_somewhere(page: str) -> None:
    text = (ROOT / page).read_text("utf-8")
    targets = re.findall(r"\]\(([^)\s]+)\)", text) + re.findall(r'(?:src|href|srcset)="([^"]+)"', text)
    for target in targets:
        if "://" not in target and not target.startswith(("#", "mailto:")):
            assert (ROOT / page).parent.joinpath(target.split("#")[0]).exists(), target


def test_the_architecture_page_names_every_room() -> None:
    """Each file at the top of the wire and of the server, each folder of theirs, and each folder of the project."""
    page = (ROOT / "docs/architecture.md").read_text("utf-8").partition("## Rooms")[2].partition("## Laws")[0]
    files = [Path(name) for name in sources()]
    rooms = {f.name for f in files if f.parent.as_posix() in ("protocol", "services/chat") and f.name != "__init__.py"}
    rooms |= {f"{f.parts[2]}/" for f in files if f.parts[:2] == ("services", "chat") and len(f.parts) > 3}
    rooms |= {f"{f.parts[0]}/" for f in files if len(f.parts) > 1}
    rooms |= {f"clients/{f.parts[1]}/" for f in files if f.parts[0] == "clients" and len(f.parts) > 2}
    assert {room for room in rooms if not re.search(rf"(?<![\w.]){re.escape(room)}", page)} == set()


def test_each_decision_has_its_row_and_a_number_of_its_own() -> None:
    index = (ROOT / "docs/decisions/README.md").read_text("utf-8")
    records = {Path(name).name for name in tracked(".md") if re.match(r"docs/decisions/\d{4}-", name)}
    assert records == set(re.findall(r"\((\d{4}-[\w-]+\.md)\)", index))
    titles = [(ROOT / "docs/decisions" / record).read_text("utf-8").split(".")[0] for record in sorted(records)]
    assert titles == [f"# {number}" for number in range(1, len(records) + 1)]


def test_make_alone_lists_every_target() -> None:
    listed = subprocess.run(["make", "--no-print-directory"], cwd=ROOT, capture_output=True, text=True, check=True)
    makefile = (ROOT / "Makefile").read_text("utf-8")
    targets = set(re.findall(r"^([a-z][a-z-]*):", makefile, re.MULTILINE))
    assert {line.split()[1] for line in listed.stdout.splitlines()} == targets
    (phony,) = re.findall(r"^\.PHONY: (.*)$", makefile, re.MULTILINE)
    assert set(phony.split()) == targets


@pytest.mark.parametrize("script", tracked(".sh", ".ci/run"))
def test_scripts_parse_as_plain_sh(script: str) -> None:
    done = subprocess.run(["sh", "-n", script], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_the_container_files_fit_old_tools_and_new() -> None:
    """The classic builder knows neither heredocs nor mounts; Compose 1.29 refuses `name`, v2 warns of `version`."""
    dockerfile = (ROOT / "Dockerfile").read_text("utf-8")
    assert "<<" not in dockerfile
    assert "--mount" not in dockerfile
    assert not dockerfile.startswith("# syntax")
    compose = (ROOT / "docker-compose.yml").read_text("utf-8")
    assert not re.search(r"^(name|version):", compose, re.MULTILINE)
