#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# `make bench`: measure beside the peers that Debian offers, and write docs/performance.md. With apt when root; without,
# it says what it lacks and measures what is here. ERGO and ERGO_CONFIG name Ergo's binary and configuration, if any.
set -eu
cd "$(dirname "$0")/.."
. scripts/common.sh

scripts/setup.sh dev
if ! { command -v cc && command -v ngircd && command -v inspircd; } >/dev/null 2>&1; then
    if is_root && command -v apt-get >/dev/null 2>&1; then
        say "Installing a C compiler, ngircd and inspircd with apt …"
        # Debian starts a server when it installs one; here the benchmark does that itself.
        { apt-get update -qq && RUNLEVEL=1 apt-get install -qq -y --no-install-recommends gcc libc6-dev ngircd inspircd; } >/dev/null
    else
        say "For all peers: sudo apt-get install gcc libc6-dev ngircd inspircd"
    fi
fi
exec .venv/bin/python -m benchmarks --write --parts shapes,latency,crowd,storage,stages "$@"
