#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Renew requirements/: one file per extra of pyproject.toml, exact versions with hashes, for every Python and system.
# dev.txt holds all extras at once and decides; the others take its versions, so that any two agree.
set -eu
cd "$(dirname "$0")/.."

export UV_CUSTOM_COMPILE_COMMAND="make pins"
compile() {
    output=requirements/$1.txt
    shift
    .venv/bin/uv pip compile --quiet --no-config --generate-hashes --universal --python-version 3.11 \
        --no-emit-index-url --no-emit-find-links ${UPGRADE:+--upgrade} "$@" pyproject.toml -o "$output"
}

mkdir -p requirements
compile dev --all-extras
for extra in server desktop terminal; do
    compile "$extra" --extra "$extra" --constraints requirements/dev.txt
done
