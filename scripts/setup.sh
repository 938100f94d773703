#!/bin/sh
# Makes .venv with the locked dependencies and the project itself. Safe to run again: it starts from what is there.
set -eu
cd "$(dirname "$0")/.."
PYTHON=${PYTHON:-python3}
"$PYTHON" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || {
    echo "pumice needs Python 3.11 or later, but $PYTHON is $("$PYTHON" --version 2>&1). Try: make PYTHON=python3.12 $*" >&2
    exit 1
}
export PIP_DISABLE_PIP_VERSION_CHECK=1
[ -x .venv/bin/python ] || "$PYTHON" -m venv .venv
# The lock is its own constraint too: older pips else look at the newest of what a package asks for with an extra.
.venv/bin/python -m pip install --quiet --require-hashes -r requirements.lock -c requirements.lock
.venv/bin/python -m pip install --quiet --no-deps --no-build-isolation -e .
touch .venv/.ready
