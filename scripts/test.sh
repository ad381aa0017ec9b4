#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# `make test`: set up, lint, run every test this machine can run, and say what was skipped and why.
# What follows goes to pytest, so `make test PYTEST_ARGS=tests/protocol` runs a part.
set -eu
cd "$(dirname "$0")/.."
. scripts/common.sh

scripts/setup.sh dev
desktop=yes
scripts/system-libraries.sh || desktop=no
lint=0
scripts/lint.sh || lint=1

export QT_QPA_PLATFORM=offscreen
if [ "$desktop" = no ]; then
    say "Skipped: the desktop client's tests (tests/clients/desktop, tests/clients/soak), for the reason above."
    set -- -p no:pytest-qt --ignore tests/clients/desktop --ignore tests/clients/soak "$@"
fi
.venv/bin/python -m pytest -q -n auto --dist worksteal "$@"
[ "$lint" -eq 0 ] || die "The tests pass, but lint does not: see above the tests."
