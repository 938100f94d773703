"""Quality and speed beside the peers: every report of bench/, one after the other, or those named on the command line.

The peers live in .venv-peers, made here from bench/requirements-peers.lock on the first call. The development data is
found by PUMICE_BENCH (default: ../shared/bench); a report that needs it says so where it is absent.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
LOCK = ROOT / "bench" / "requirements-peers.lock"
PEERS = ROOT / ".venv-peers"


def make_peers() -> str | None:
    """Path of the peers' Python; None, with a line that says why, where their environment cannot be made."""
    python = PEERS / "bin" / "python"
    ready = PEERS / ".ready"
    if ready.exists() and ready.stat().st_mtime >= LOCK.stat().st_mtime:
        return str(python)
    steps = (
        [sys.executable, "-m", "venv", str(PEERS)],
        # The locked pip installs: the one that Python brings stumbles over an extra that two of the peers ask for.
        [
            sys.executable,
            "-m",
            "pip",
            "--python",
            str(python),
            "install",
            "--quiet",
            "--require-hashes",
            "-r",
            str(LOCK),
        ],
    )
    for step in steps:
        if subprocess.run(step, check=False).returncode:
            print(f"The peers' environment could not be made ({step[-1]}); pumice is measured alone.")
            return None
    ready.touch()
    return str(python)


def main() -> int:
    """Exit status: that of the first report that failed."""
    named = sys.argv[1:]
    reports = sorted(path for path in (ROOT / "bench").glob("*.py") if not path.name.startswith("_"))
    chosen = [path for path in reports if not named or path.stem in named]
    if not chosen:
        print(f"No report named {', '.join(named)}; there are {', '.join(path.stem for path in reports)}.")
        return 2
    python = make_peers()
    environment = {**os.environ, "PYTHONPATH": str(ROOT), **({"PUMICE_PEERS": python} if python else {})}
    statuses = []
    for path in chosen:
        print(f"\n# {path.stem}", flush=True)
        status = subprocess.run([sys.executable, str(path)], cwd=ROOT, env=environment, check=False).returncode
        statuses.append(status)
    return max(statuses)


if __name__ == "__main__":
    sys.exit(main())
