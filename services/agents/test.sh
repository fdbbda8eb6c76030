#!/bin/sh
# Runs the tests of the agents service in a virtual environment of its own, outside the checkout. Arguments are passed to
# pytest, whose exit code is passed on; 1 when the set-up fails.
set -eu
cd "$(dirname "$0")"
export PYTHONDONTWRITEBYTECODE=1
venv=$(./venv.sh)
exec "$venv/bin/python" -m pytest -q -p no:cacheprovider "$@"
