#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Give this user `docker compose` (Compose v2, what people use) where a Debian host has none: the binary of Debian
# trixie's docker-compose package, from the host's own mirror, as a CLI plugin. Nothing of apt's own state is touched.
set -eu
cd "$(dirname "$0")/.."
. scripts/common.sh

need_docker
! docker compose version >/dev/null 2>&1 || exit 0
command -v apt-get >/dev/null 2>&1 || die "\`docker compose\` is missing, and without apt it has to be installed by hand."

say "\`docker compose\` is missing: taking Debian trixie's as a plugin …"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
chmod 755 "$work"
mkdir -p "$work/lists/partial" "$work/cache/archives/partial" "$work/parts"
echo "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $(debian_mirror) trixie main" >"$work/sources.list"
apt() {
    apt-get -qq -o Dir::Etc::SourceList="$work/sources.list" -o Dir::Etc::SourceParts="$work/parts" \
        -o Dir::State::Lists="$work/lists" -o Dir::Cache="$work/cache" -o APT::Sandbox::User=root "$@"
}
(apt update && cd "$work" && apt download docker-compose) >"$work/log" 2>&1 ||
    { cat "$work/log" >&2; die "Debian trixie's docker-compose could not be downloaded."; }
dpkg-deb --extract "$work"/docker-compose_*.deb "$work/package"
mkdir -p "$HOME/.docker/cli-plugins"
binary=$(find "$work/package" -name docker-compose -type f -size +1M | head -n 1)
install -m 755 "$binary" "$HOME/.docker/cli-plugins/docker-compose"
docker compose version || die "The plugin was put in place but does not run."
