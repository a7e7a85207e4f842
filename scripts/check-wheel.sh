#!/bin/sh
# Build dist/, install its wheel into a clean environment outside the checkout, with the oldest libraries that
# pyproject.toml allows, and translate a sentence with it:  check-wheel.sh PYTHON   (one that has the package `build`)
set -eu
python=$(realpath -s "$1")
root=$(cd "$(dirname "$0")/.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

rm -f "$root"/dist/tarjoman-*
"$python" -m build --outdir "$root/dist" "$root" >"$work/log" 2>&1 || { cat "$work/log" >&2; exit 1; }
"$python" -m venv "$work/venv"
"$work/venv/bin/python" -m pip install -qq --disable-pip-version-check \
    --constraint "$root/constraints-lowest.txt" "$root"/dist/*.whl
cd "$work"
english=$(echo 'وزیر خارجه روسیه روز دوشنبه وارد تهران شد.' | venv/bin/tarjoman translate -)
echo "$(ls "$root"/dist/*.whl): $english"
case $english in *Russia*Tehran*) ;; *) echo "not a translation" >&2; exit 1 ;; esac
