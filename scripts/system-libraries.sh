#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# See that the system libraries and a font that Qt needs are here: with apt when root, else by saying the command.
# Exit 0: a window can be made. Exit 1: it cannot, and a sentence said why. Nothing is printed when nothing is missing.
set -eu
cd "$(dirname "$0")/.."
. scripts/common.sh

# Debian's names; docs of Qt: "Qt for X11 Requirements". The fonts are what text and emoji are drawn with.
packages="libegl1 libgl1 libglib2.0-0 libdbus-1-3 libfontconfig1 libfreetype6 libx11-xcb1 libxkbcommon0 libxkbcommon-x11-0
libxcb1 libxcb-cursor0 libxcb-icccm4 libxcb-image0 libxcb-keysyms1 libxcb-randr0 libxcb-render0 libxcb-render-util0
libxcb-shape0 libxcb-shm0 libxcb-sync1 libxcb-util1 libxcb-xfixes0 libxcb-xkb1 fonts-dejavu-core fonts-inter fonts-noto-color-emoji"
packages=$(echo $packages)

[ "$(uname -s)" = Linux ] || exit 0
qt=$(.venv/bin/python -c 'import PyQt6, pathlib; print(pathlib.Path(PyQt6.__file__).parent / "Qt6")' 2>/dev/null) ||
    die "PyQt6 is not in .venv; \`make setup\` puts it there."

# What the loader would not find: asked of Qt's own files, so that other systems than Debian are judged rightly too.
missing() {
    ldd "$qt"/plugins/platforms/libqxcb.so "$qt"/plugins/platforms/libqoffscreen.so \
        "$qt"/lib/libQt6Widgets.so.6 "$qt"/lib/libQt6Network.so.6 "$qt"/lib/libQt6Svg.so.6 2>/dev/null |
        sed -n 's/^[[:space:]]*\([^ ]*\) => not found.*/\1/p' | sort -u
    find /usr/share/fonts /usr/local/share/fonts "${HOME:-/}/.fonts" "${HOME:-/}/.local/share/fonts" \
        \( -name '*.ttf' -o -name '*.otf' -o -name '*.ttc' \) 2>/dev/null | grep -q . || echo "a font"
}

[ -n "$(missing)" ] || exit 0
if ! command -v apt-get >/dev/null 2>&1; then
    die "The desktop client needs system libraries that are missing here: $(missing | paste -sd ' ' -)"
fi
if ! is_root; then
    die "The desktop client needs system libraries that are missing here; this installs them: sudo apt-get install $packages"
fi

say "Installing the system libraries that Qt needs, with apt …"
export DEBIAN_FRONTEND=noninteractive
log=$(mktemp)
trap 'rm -f "$log"' EXIT
{ apt-get update -qq && apt-get install -qq -y --no-install-recommends $packages; } >"$log" 2>&1 ||
    { cat "$log" >&2; die "apt could not install what Qt needs; why is above."; }
[ -z "$(missing)" ] || die "Qt still misses, after apt-get: $(missing | paste -sd ' ' -)"
