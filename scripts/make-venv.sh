#!/bin/sh
# Make a virtual environment, or say what is missing:  make-venv.sh PYTHON FOLDER
# Debian and Ubuntu keep part of venv in a package of its own; root gets it installed, others are told the command.
set -eu
python=$1 folder=$2

if ! "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
    echo "tarjoman needs Python 3.11 or newer; '$python' is $("$python" --version 2>&1 || true)." >&2
    echo "Install one (apt-get install python3), or name it: make PYTHON=python3.12 …" >&2
    exit 1
fi
if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
        echo "Installing Debian's python3-venv …"
        apt-get update -qq && apt-get install -y -qq python3-venv >/dev/null
    else
        echo "$python cannot make virtual environments. Run: sudo apt-get install python3-venv" >&2
        exit 1
    fi
fi
exec "$python" -m venv --clear "$folder"
