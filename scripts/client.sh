#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# `make client`: one more desktop client. SERVER=irc://host:port/#room names another server than the one of `make run`.
set -eu
cd "$(dirname "$0")/.."
. scripts/common.sh

has_display || die "There is no display here to open the desktop client on; \`make terminal${SERVER:+ SERVER=$SERVER}\` joins from a terminal."
scripts/setup.sh desktop
scripts/system-libraries.sh
exec .venv/bin/python -m clients.desktop --new-window ${SERVER:+"$SERVER"}
