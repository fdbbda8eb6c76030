#!/bin/sh
# What the tests of the real services need beside Node: in CI, as root on Debian, what is missing is installed; elsewhere it
# says what to install. Then the Python packages, outside the checkout: a broken set-up is one line, before any test.
set -eu
cd "$(dirname "$0")/../.."
missing=
wants() { # Debian's package, then the programs of which one must be there
  package=$1
  shift
  for program in "$@"; do command -v "$program" >/dev/null && return; done
  missing="$missing $package"
}
wants chromium chromium chromium-browser google-chrome
wants redis-server redis-server
wants redis-tools redis-cli
if [ -n "$missing" ]; then
  if [ "${CI:-}" = true ] && [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null; then
    echo "test/services: installing$missing" >&2
    # shellcheck disable=SC2086 # a list of words
    { apt-get update -qq && apt-get install -y -qq --no-install-recommends $missing; } >&2
  else
    echo "test/services: missing programs, got none of$missing on PATH; expected each. Install them; on Debian: apt-get install$missing" >&2
    exit 1
  fi
fi
sh test/services/venv.sh >/dev/null
sh services/agents/venv.sh >/dev/null
