#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# `make run`: set up, start the server, wait until it answers, open the desktop client, stop the server when it closes.
# Without a display, or without what Qt needs, the server alone in the foreground. HUBBUB_… settings are respected.
set -eu
cd "$(dirname "$0")/.."
. scripts/common.sh

export HUBBUB_LISTEN="${HUBBUB_LISTEN:-127.0.0.1:9090}"
export HUBBUB_DATA_DIR="${HUBBUB_DATA_DIR:-$PWD/.hubbub/data}"
export HUBBUB_LOG_DIR="${HUBBUB_LOG_DIR:-$PWD/.hubbub/logs}"
address=${HUBBUB_LISTEN%%,*}

serve_alone() {
    host=${address%:*}
    host=${host#\[}
    say "$1: the server alone, until Ctrl+C." \
        "Join with \`make terminal SERVER=irc://$address\`, with \`nc ${host%\]} ${address##*:}\`, with any IRC client at $address, or with the desktop client (\`make client\`) where there is a display."
    exec .venv/bin/python -m services.chat
}

scripts/setup.sh server
mkdir -p "$HUBBUB_DATA_DIR" "$HUBBUB_LOG_DIR"
has_display || serve_alone "There is no display here"
scripts/setup.sh desktop
scripts/system-libraries.sh || serve_alone "The desktop client cannot open here"

.venv/bin/python -m services.chat &
server=$!
client=
# Each is told, whatever it has heard of a Ctrl+C itself: a client that is only just starting may miss one. The server
# says goodbye to everyone and finishes writing before it ends.
stop_both() {
    for process in $client $server; do
        kill -TERM "$process" 2>/dev/null || true
        wait "$process" || true
    done
}
trap stop_both EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

until .venv/bin/python -m services.chat.health "$address" >/dev/null 2>&1; do
    kill -0 "$server" 2>/dev/null || { trap - EXIT; wait "$server" || exit "$?"; exit 1; }
    sleep 0.1
done
.venv/bin/python -m clients.desktop --new-window "irc://$address" &
client=$!
wait "$client"
