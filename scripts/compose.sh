#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Docker Compose under whichever of its names it has here: `docker compose`, else `docker-compose`.
set -eu
cd "$(dirname "$0")/.."
. scripts/common.sh

need_docker
if docker compose version >/dev/null 2>&1; then
    exec docker compose "$@"
elif command -v docker-compose >/dev/null 2>&1; then
    exec docker-compose "$@"
fi
die "This needs Docker Compose: neither \`docker compose\` nor docker-compose is on this machine."
