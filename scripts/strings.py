# SPDX-License-Identifier: GPL-3.0-or-later
"""Bring clients/desktop/i18n/*.ts in step with the code: new strings come in untranslated, those that are gone leave.

    .venv/bin/python scripts/strings.py

Strings are what pylupdate6 finds in clients/desktop (`tr`, `translate`), and the literals within `Sentence(...)` in
clients/session, which knows no Qt: their context is "session". A test compares the files with the code.
"""

import ast
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree
from xml.sax.saxutils import escape

REPO = Path(__file__).resolve().parents[1]
I18N = REPO / "clients" / "desktop" / "i18n"
MARKERS = ("Sentence", "S")
FORMS = 2  # singular and plural, in every language there is so far
HEAD = """<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<!-- SPDX-License-Identifier: GPL-3.0-or-later -->
<TS version="2.1" language="{language}" sourcelanguage="en">
"""
Key = tuple[str, str]  # context, English


def sentences() -> Iterator[str]:
    """The session's sentences, in English."""
    for path in sorted((REPO / "clients" / "session").glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in MARKERS:
                first = node.args[0] if node.args else None
                if isinstance(first, ast.Constant) and isinstance(first.value, str):
                    yield first.value


def in_code() -> dict[Key, bool]:
    """Every string of the code; whether it has a singular and a plural."""
    sources = sorted(str(path) for path in (REPO / "clients" / "desktop").rglob("*.py"))
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "all.ts"
        tool = Path(sys.executable).with_name("pylupdate6")
        subprocess.run([tool, "--no-summary", "--ts", out, *sources], check=True, capture_output=True)
        found = {key: message.get("numerus") == "yes" for key, message in messages(out)}
    return found | {("session", sentence): False for sentence in sentences()}


def messages(path: Path) -> Iterator[tuple[Key, ElementTree.Element]]:
    """What stands in a .ts file."""
    for context in ElementTree.parse(path).getroot().iter("context"):
        for message in context.iter("message"):
            yield (context.findtext("name") or "", message.findtext("source") or ""), message


def words_of(message: ElementTree.Element) -> list[str]:
    """The translation: one text, or one for each form; empty ones while there is none."""
    translation = message.find("translation")
    if translation is None:
        return [""]
    forms = [form.text or "" for form in translation.iter("numerusform")]
    return forms or [translation.text or ""]


def write(path: Path, wanted: dict[Key, bool]) -> list[Key]:
    """Write a language's file anew; what is still to be translated is returned."""
    known = {key: words_of(message) for key, message in messages(path)} if path.exists() else {}
    lines, missing, last = [HEAD.format(language=path.stem)], [], ""
    for (context, english), numerus in sorted(wanted.items(), key=lambda pair: pair[0][0]):
        words = known.get((context, english), [""])
        if numerus and len(words) != FORMS:
            words = [""] * FORMS
        if not all(words):
            missing.append((context, english))
        if context != last:
            lines.append(f"{' </context>' + chr(10) if last else ''} <context>\n  <name>{escape(context)}</name>\n")
            last = context
        if numerus:
            forms = "".join(f"\n    <numerusform>{escape(form)}</numerusform>" for form in words)
            body = f'  <message numerus="yes">\n   <source>{escape(english)}</source>\n'
            body += f"   <translation>{forms}\n   </translation>\n  </message>\n"
        else:
            body = f"  <message>\n   <source>{escape(english)}</source>\n"
            body += f"   <translation>{escape(words[0])}</translation>\n  </message>\n"
        lines.append(body)
    text = "".join(lines) + " </context>\n</TS>\n"
    if not path.exists() or path.read_text("utf-8") != text:
        path.write_text(text, "utf-8")
    return missing


def main() -> int:
    """All languages; English itself needs words only where a number decides."""
    wanted = in_code()
    left = 0
    for path in sorted(I18N.glob("*.ts")):
        strings = {key: numerus for key, numerus in wanted.items() if numerus} if path.stem == "en" else wanted
        for context, english in write(path, strings):
            print(f"{path.name}: {context}: {english}")
            left += 1
    return 1 if left else 0


if __name__ == "__main__":
    sys.exit(main())
