#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# See that the terminal clients that tests drive are here: with apt when root, else the tests say so.
set -eu
cd "$(dirname "$0")/.."
. scripts/common.sh

packages="irssi weechat-curses tmux netcat-openbsd"
command -v irssi >/dev/null && command -v weechat >/dev/null && command -v tmux >/dev/null &&
    command -v nc >/dev/null && exit 0
if is_root && command -v apt-get >/dev/null 2>&1; then
    say "Installing $packages, which tests drive, with apt …"
    { apt-get update -qq && apt-get install -qq -y --no-install-recommends $packages; } >/dev/null ||
        say "apt could not install them; the tests of terminal clients are skipped."
fi
