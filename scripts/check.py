"""Types and style: mypy --strict, ruff's rules, ruff's format."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
CHECKS = (("mypy",), ("ruff", "check", "."), ("ruff", "format", "--check", "."))


def main() -> int:
    """Run every check, so that one visit shows all there is to mend."""
    statuses = [subprocess.run([sys.executable, "-m", *check], cwd=ROOT, check=False).returncode for check in CHECKS]
    return max(statuses)


if __name__ == "__main__":
    sys.exit(main())
