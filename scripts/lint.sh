#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Everything that judges the code without running it. All of it is run, so that one go shows all there is to mend.
set -u
cd "$(dirname "$0")/.."

failed=0
.venv/bin/ruff check --quiet . || failed=1
.venv/bin/ruff format --quiet --check . || { failed=1; .venv/bin/ruff format --check . ; }
.venv/bin/python -m mypy --no-error-summary || failed=1
.venv/bin/python -c 'from importlinter.cli import lint_imports_command; lint_imports_command()' >.venv/lint-imports.log 2>&1 || { failed=1; cat .venv/lint-imports.log; }
[ "$failed" -eq 0 ] && echo "Lint: ruff, mypy --strict and the import laws are content."
exit "$failed"
