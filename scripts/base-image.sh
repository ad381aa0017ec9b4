#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Build a stand-in for the container's base image, for a host that reaches Debian's packages but no image registry:
# Debian with Python and this host's own certificate authorities, from this host's own mirror, under the name in BASE.
#   base-image.sh              build it
#   base-image.sh --if-needed  build it if, and only if, BASE is neither here nor pullable
#   base-image.sh NAME SUITE PACKAGE,…   another such image (`make fresh` uses it)
set -eu
cd "$(dirname "$0")/.."
. scripts/common.sh

name=${BASE:-python:3.13-slim}
suite=trixie # the Debian release with the Python that the name promises
packages=python3,python3-venv,ca-certificates

need_docker
if [ "${1:-}" = --if-needed ]; then
    ! docker image inspect "$name" >/dev/null 2>&1 || exit 0
    ! docker pull --quiet "$name" >/dev/null 2>&1 || exit 0
    say "The base image $name is neither here nor can it be pulled: building a stand-in for it from Debian's packages."
elif [ $# -eq 3 ]; then
    name=$1 suite=$2 packages=$3
fi

if ! command -v mmdebstrap >/dev/null 2>&1; then
    is_root || die "This needs mmdebstrap; this installs it: sudo apt-get install mmdebstrap"
    say "Installing mmdebstrap with apt …"
    { apt-get update -qq && apt-get install -qq -y --no-install-recommends mmdebstrap >/dev/null; } ||
        die "apt could not install mmdebstrap."
fi

# This host's proxy, and the authorities somebody added to it.
eval "$(apt-config shell proxy Acquire::http::Proxy)"
authorities=/usr/local/share/ca-certificates

say "Building $name: Debian $suite with $packages …"
log=$(mktemp)
trap 'rm -f "$log"' EXIT
set -- --quiet --variant=minbase --include="$packages" ${proxy:+--aptopt="Acquire::http::Proxy \"$proxy\""} \
    --dpkgopt='path-exclude=/usr/share/man/*' --dpkgopt='path-exclude=/usr/share/locale/*' \
    --dpkgopt='path-exclude=/usr/share/doc/*' --dpkgopt='path-include=/usr/share/doc/*/copyright' \
    --customize-hook='rm -f "$1/etc/hostname" "$1/etc/resolv.conf"' # copies of this host's
if [ -n "$(ls "$authorities" 2>/dev/null)" ]; then
    set -- "$@" --customize-hook="copy-in $authorities /usr/local/share" \
        --customize-hook='chroot "$1" update-ca-certificates'
fi
mmdebstrap "$@" "$suite" - "$(debian_mirror)" 2>"$log" |
    docker import --change 'CMD ["python3"]' --change 'LABEL org.hubbub.stand-in=true' - "$name" >/dev/null ||
    { cat "$log" >&2; die "$name could not be built; what mmdebstrap says about it is above."; }
docker run --rm --network none "$name" python3 -c 'import ensurepip' >/dev/null 2>"$log" ||
    { cat "$log" >&2; docker rmi --force "$name" >/dev/null 2>&1; die "$name was built but does not work; why is above."; }
say "Built $name, $(docker image inspect --format '{{.Size}}' "$name" | awk '{printf "%d", $1 / 1000000}') MB."
