"""The whole test suite: what needs no server in parallel, then the few tests that start one, one after the other."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
NO_TESTS = 5


def pytest(*arguments: str) -> int:
    """Run pytest; that no test matched is no failure of its own."""
    command = [sys.executable, "-m", "pytest", *arguments, *sys.argv[1:]]
    status = subprocess.run(command, cwd=ROOT, check=False).returncode
    return 0 if status == NO_TESTS else status


def main() -> int:
    """Exit status: that of the first part that failed."""
    workers = str(min(os.cpu_count() or 1, 8))
    quick = pytest("-m", "not server and not browser", "-n", workers, "--dist", "worksteal")
    real = pytest("-m", "server or browser")
    return quick or real


if __name__ == "__main__":
    sys.exit(main())
