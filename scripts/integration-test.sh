#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# `make integration-test`: the container, seen from outside through its port and from inside with the Docker SDK.
# The tests bring it up under a project name and port of their own and remove everything; see tests/integration/.
set -eu
cd "$(dirname "$0")/.."
. scripts/common.sh

need_docker
scripts/setup.sh dev
scripts/base-image.sh --if-needed
scripts/terminal-clients.sh
# The desktop client plays no part here, so its plugin, which needs Qt's libraries, stays out.
exec .venv/bin/python -m pytest -q -p no:pytest-qt -m integration tests/integration "$@"
