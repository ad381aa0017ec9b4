# SPDX-License-Identifier: GPL-3.0-or-later
# What the other scripts share; read with `.`, from the checkout's top folder. POSIX sh only.

say() {
    printf '%s\n' "$*"
}

die() {
    printf '%s\n' "$*" >&2
    exit 1
}

is_root() {
    [ "$(id -u)" -eq 0 ]
}

# Whether a window could open here.
has_display() {
    [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ] || [ "$(uname -s)" = Darwin ]
}

need_docker() {
    command -v docker >/dev/null 2>&1 || die "This needs Docker, and there is no docker command on this machine."
    docker info >/dev/null 2>&1 || die "This needs a running Docker engine that $(id -un) may use, and \`docker info\` cannot reach one."
}

# The Debian mirror that this host's own packages come from.
debian_mirror() {
    mirror=$(apt-get indextargets --format '$(REPO_URI)|$(ORIGIN)|$(LABEL)' 'Created-By: Packages' 2>/dev/null |
        sed -n 's/|Debian|Debian$//p' | sort -u | head -n 1)
    echo "${mirror:-http://deb.debian.org/debian}"
}
