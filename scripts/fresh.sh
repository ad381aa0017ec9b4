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

for variant in "$@"; do
    suite=${variant%-*} user=${variant#*-}
    case $variant in
    bookworm-root | bookworm-user | trixie-root | trixie-user) ;;
    *) die "There is no $variant; there are bookworm-root, bookworm-user, trixie-root and trixie-user." ;;
    esac
    image=hubbub-fresh-$suite
    docker image inspect "$image" >/dev/null 2>&1 ||
        scripts/base-image.sh "$image" "$suite" git,make,python3,python3-venv,ca-certificates

    say "=== $variant: the README's two commands on a bare Debian $suite, as $user ==="
    # How this host's pip reaches its packages, where the environment says so.
    container=$(docker run --detach --init --env PIP_INDEX_URL --env PIP_EXTRA_INDEX_URL --env PIP_TRUSTED_HOST \
        --env PIP_DEFAULT_TIMEOUT "$image" sleep infinity)
    if [ "$user" != root ]; then
        docker exec "$container" useradd --create-home --shell /bin/sh "$user"
    fi
    git bundle create --quiet - HEAD | docker exec --interactive "$container" sh -c 'cat >/tmp/hubbub.bundle'
    docker exec --interactive --user "$user" "$container" sh -c 'cd && exec python3 -' <scripts/fresh_inside.py ||
        die "$variant: the README's two commands do not work there; why is above."
    docker rm --force "$container" >/dev/null
    container=
    say "=== $variant: they work ==="
done
