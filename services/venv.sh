#!/bin/sh
# Prints the path of a virtual environment that holds what REQUIREMENTS pins, and makes it where it is missing: one for
# each set of pins and Python, kept in the user's cache. Usage: venv.sh NAME REQUIREMENTS [pip's arguments]
set -eu
export PIP_DISABLE_PIP_VERSION_CHECK=1
name=$1 requirements=$2
shift 2

fail() {
  echo "services/venv.sh: $1" >&2
  exit 1
}

python=$(command -v python3) || fail "python3 is missing, got none on PATH; expected Python 3.11 to 3.13. Install it."
version=$("$python" -c 'import sys; print("%d.%d.%d" % sys.version_info[:3])') ||
  fail "python3 does not run, got $python; expected Python 3.11 to 3.13. Install it."
"$python" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' ||
  fail "python3 cannot be used, got $version; expected Python 3.11 to 3.13. Install one and put it first on PATH."

key=$("$python" - "$requirements" "$@" <<'PYTHON'
import hashlib, os, sys
given = b"".join(open(word, "rb").read() if os.path.isfile(word) else word.encode() for word in sys.argv[1:])
print(hashlib.sha256(given + (sys.version + sys.executable).encode()).hexdigest()[:16])
PYTHON
)
venv="${XDG_CACHE_HOME:-$HOME/.cache}/tandem/$name-venv-$key"

if ! "$venv/bin/python" -c '' 2>/dev/null; then
  echo "services/$name: setting up Python packages (once per set of pins)" >&2
  fresh="$venv.$$" # moved into place when complete, so that a run that was cut off leaves nothing half done
  trap 'rm -rf "$fresh" "$fresh.log"' EXIT
  trap 'exit 1' HUP INT TERM
  mkdir -p "$(dirname "$venv")"
  "$python" -m venv "$fresh" >"$fresh.log" 2>&1 ||
    fail "no venv could be made, got an error of python3 -m venv; expected one that has ensurepip. On Debian, install python3-venv."
  "$fresh/bin/python" -m pip install -q -r "$requirements" "$@" >&2 ||
    fail "pip could not install the packages, got the error above; expected a package index. Check the network."
  rm -rf "$venv"
  mv "$fresh" "$venv" || fail "the venv could not be kept, got $venv; expected a folder to write to. Set XDG_CACHE_HOME."
  trap - EXIT HUP INT TERM
  rm -f "$fresh.log"
fi
echo "$venv"
