#!/bin/sh
# Rewrites requirements.lock from pyproject.toml: every version with its hashes, no registry named.
set -eu
cd "$(dirname "$0")/.."
CUSTOM_COMPILE_COMMAND="make lock" .venv/bin/python -m piptools compile --quiet --generate-hashes --allow-unsafe \
    --no-emit-index-url --no-emit-trusted-host --no-emit-find-links --no-emit-options \
    --all-extras --all-build-deps --strip-extras --output-file requirements.lock pyproject.toml "$@"
CUSTOM_COMPILE_COMMAND="make lock" .venv/bin/python -m piptools compile --quiet --generate-hashes --allow-unsafe \
    --no-emit-index-url --no-emit-trusted-host --no-emit-find-links --no-emit-options --strip-extras \
    --output-file bench/requirements-peers.lock bench/requirements-peers.in "$@"
