#!/bin/sh
# Runs the tests of the agents service in a venv of its own, which is kept in the user's cache, outside the checkout.
# Arguments are passed to pytest, whose exit code is passed on; 1 when the set-up fails.
set -eu
cd "$(dirname "$0")"
export PYTHONDONTWRITEBYTECODE=1 PIP_DISABLE_PIP_VERSION_CHECK=1

fail() {
  echo "services/agents/test.sh: $1" >&2
  exit 1
}

python=$(command -v python3) || fail "python3 is missing, got none on PATH; expected Python 3.11 to 3.13. Install it."
version=$("$python" -c 'import sys; print("%d.%d.%d" % sys.version_info[:3])') ||
  fail "python3 does not run, got $python; expected Python 3.11 to 3.13. Install it."
"$python" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' ||
  fail "python3 cannot be used, got $version; expected Python 3.11 to 3.13. Install one and put it first on PATH."

# One venv per set of pins and Python.
key=$("$python" -c 'import hashlib, sys
files = b"".join(open(name, "rb").read() for name in ("pyproject.toml", "constraints.txt"))
print(hashlib.sha256(files + (sys.version + sys.executable).encode()).hexdigest()[:16])')
venv="${XDG_CACHE_HOME:-$HOME/.cache}/tandem/agents-venv-$key"

if ! "$venv/bin/python" -c '' 2>/dev/null; then
  echo "services/agents: setting up Python packages (once per set of pins)" >&2
  fresh="$venv.$$" # moved into place when complete, so that a run that was cut off leaves nothing half done
  trap 'rm -rf "$fresh"' EXIT
  trap 'exit 1' HUP INT TERM
  mkdir -p "$(dirname "$venv")"
  "$python" -m venv "$fresh" >"$fresh.log" 2>&1 || { rm -f "$fresh.log"
    fail "no venv could be made, got an error of python3 -m venv; expected one that has ensurepip. On Debian, install python3-venv."; }
  rm -f "$fresh.log"
  "$python" -c 'import tomllib
project = tomllib.load(open("pyproject.toml", "rb"))
print("\n".join(project["project"]["dependencies"] + project["dependency-groups"]["test"]))' >"$fresh/requirements.txt"
  "$fresh/bin/python" -m pip install -q -r "$fresh/requirements.txt" -c constraints.txt >&2 ||
    fail "pip could not install the packages, got the error above; expected a package index. Check the network."
  rm -rf "$venv"
  mv "$fresh" "$venv" || fail "the venv could not be kept, got $venv; expected a folder to write to. Set XDG_CACHE_HOME."
  trap - EXIT HUP INT TERM
fi

exec "$venv/bin/python" -m pytest -q -p no:cacheprovider "$@"
