"""The clean folder survives a kill at every step of publishing."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[3]


def test_a_run_killed_at_any_step_is_made_good_by_the_next(tmp_path: Path):
    """Ledger, articles, feed, quarantine and leftovers agree after a kill before each step and one more run."""
    command = [sys.executable, "-m", "tests.unit.store.killing", str(tmp_path)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) > 50, "hardly any step was met; does the run still change anything?"
