#!/bin/sh
# Prints the path of the virtual environment of Open WebUI and of the servers beside it; see services/venv.sh.
set -eu
cd "$(dirname "$0")"
# Nothing beside what lock.py has pinned: Open WebUI's wheel would bring what it leaves out.
sh ../../services/venv.sh services python/requirements.txt --no-deps
