#!/bin/sh
# Installs Chromium for the browser tests, where the system's package manager is Debian's and this user may use it.
set -eu
if command -v chromium >/dev/null 2>&1; then exit 0; fi
if command -v apt-get >/dev/null 2>&1 && [ "$(id -u)" = 0 ]; then
    apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium chromium-driver
else
    echo "Install Chromium with your system's package manager; without it the browser tests say why they did not run." >&2
    exit 1
fi
