#!/bin/sh
# Prints the path of the agents service's virtual environment, tests included; see ../venv.sh.
set -eu
cd "$(dirname "$0")"
requirements=$(mktemp)
trap 'rm -f "$requirements"' EXIT
# The direct dependencies have one home, pyproject.toml.
sed -n '/^dependencies = \[/,/^\]/p; /^test = \[/,/\]/p' pyproject.toml | grep -oE '"[^"]+"' | tr -d '"' >"$requirements"
sh ../venv.sh agents "$requirements" -c constraints.txt
