#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# `make fresh`: the proof that the README is true. In a bare Debian, with nothing but git, make, Python and the
# certificate authorities, clone the commit at hand and run the README's two commands; once per release and user.
#   fresh.sh all | bookworm-root | bookworm-user | trixie-root | trixie-user …
set -eu
cd "$(dirname "$0")/.."
. scripts/common.sh

need_docker
[ "${*:-all}" != all ] || set -- bookworm-root bookworm-user trixie-root trixie-user
[ -z "$(git status --porcelain)" ] || say "Note: what is not committed is not tried."

container=
trap '[ -z "$container" ] || docker rm --force "$container" >/dev/null' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

try_variant() {
    suite=${1%-*} user=${1#*-} image=hubbub-fresh-${1%-*}
    docker image inspect "$image" >/dev/null 2>&1 ||
        scripts/base-image.sh "$image" "$suite" git,make,python3,python3-venv,ca-certificates || return 1
    # How this host's pip reaches its packages, where the environment says so.
    container=$(docker run --detach --init --env PIP_INDEX_URL --env PIP_EXTRA_INDEX_URL --env PIP_TRUSTED_HOST \
        --env PIP_DEFAULT_TIMEOUT "$image" sleep infinity) || return 1
    if [ "$user" != root ]; then
        docker exec "$container" useradd --create-home --shell /bin/sh "$user"
    fi
    git bundle create --quiet - HEAD | docker exec --interactive "$container" sh -c 'cat >/tmp/hubbub.bundle'
    worked=0
    docker exec --interactive --user "$user" "$container" sh -c 'cd && exec python3 -' <scripts/fresh_inside.py ||
        worked=1
    docker rm --force "$container" >/dev/null
    container=
    return "$worked"
}

failed=
for variant in "$@"; do
    case $variant in
    bookworm-root | bookworm-user | trixie-root | trixie-user) ;;
    *) die "There is no $variant; there are bookworm-root, bookworm-user, trixie-root and trixie-user." ;;
    esac
    say "=== $variant: the README's two commands on a bare Debian ${variant%-*}, as ${variant#*-} ==="
    if try_variant "$variant"; then
        say "=== $variant: they work ==="
    else
        failed="$failed $variant"
        say "=== $variant: they do NOT work; why is above ==="
    fi
done
[ -z "$failed" ] || die "The README's two commands do not work on:$failed"
