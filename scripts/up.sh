#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# `make up`: the container of docker-compose.yml, built and healthy. Ends when it is; the container stays.
set -eu
cd "$(dirname "$0")/.."
. scripts/common.sh

scripts/base-image.sh --if-needed
scripts/compose.sh up -d --build
container=$(scripts/compose.sh ps -q chat)
while :; do
    state=$(docker inspect --format '{{.State.Status}} {{.State.Health.Status}}' "$container")
    case $state in
    "running healthy") break ;;
    "running starting") sleep 0.5 ;;
    *)
        docker logs --tail 20 "$container" >&2
        die "The server did not become healthy ($state); its last words are above."
        ;;
    esac
done
say "Hubbub is up and healthy on port ${HUBBUB_PORT:-9090}: nc 127.0.0.1 ${HUBBUB_PORT:-9090} joins; \`make down\` stops it."
