#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Make .venv hold the pinned packages of the named sets: `setup.sh server desktop`, or `setup.sh dev` for all.
# A set is a file in requirements/. A stamp in .venv remembers what is installed, so a second run does nothing.
set -eu
cd "$(dirname "$0")/.."
. scripts/common.sh

python=${PYTHON:-python3}
new_enough='import sys; sys.exit(sys.version_info < (3, 11))'

[ -w . ] || die "The folder $PWD cannot be written to by $(id -un), and .venv has to go there: make a checkout of your own."

if ! .venv/bin/python -c "$new_enough" 2>/dev/null; then
    command -v "$python" >/dev/null 2>&1 || die "There is no $python here: Hubbub needs Python 3.11 or newer (PYTHON=… names another)."
    "$python" -c "$new_enough" || die "Hubbub needs Python 3.11 or newer, and this is $("$python" -V) (PYTHON=… names another)."
    "$python" -c 'import ensurepip, venv' 2>/dev/null || die "Python's venv module is missing here; on Debian: apt-get install python3-venv"
    say "Making .venv with $("$python" -V) …"
    "$python" -m venv --clear .venv
fi

fingerprint() {
    sha256sum "requirements/$1.txt" | cut -d ' ' -f 1
}

# Whether set $1 is in .venv, by itself or as a part of dev, which holds every set.
installed() {
    for stamp in "$1" dev; do
        [ "$(cat ".venv/.installed-$stamp" 2>/dev/null)" = "$(fingerprint "$stamp")" ] && return 0
    done
    return 1
}

for set in "$@"; do
    installed "$set" && continue
    say "Installing the pinned packages of requirements/$set.txt into .venv …"
    .venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r "requirements/$set.txt" ||
        die "Some packages could not be installed; what pip says about it is above. Running the same command again continues."
    fingerprint "$set" >".venv/.installed-$set"
done

# The commands that an installed Hubbub has (pyproject.toml), for this checkout: nothing has to be built for them.
command_for() {
    printf '#!/bin/sh\nPYTHONSAFEPATH=1 PYTHONPATH="%s" exec "%s/.venv/bin/python" -m %s "$@"\n' "$PWD" "$PWD" "$2" \
        >".venv/bin/$1"
    chmod +x ".venv/bin/$1"
}
command_for hubbub-server services.chat
command_for hubbub clients.desktop
command_for hubbub-terminal clients.terminal
