"""A scrape survives being killed at any moment; PUMICE_KILLS sets how often it is tried."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
KILLS = os.environ.get("PUMICE_KILLS", "6")


def test_a_killed_scrape_loses_nothing_and_is_gone_on_with(tmp_path: Path):
    """No acknowledged answer is lost, no torn file is visible, and what was stored is not fetched again."""
    command = [sys.executable, "-m", "tests.unit.scrape_killing", str(tmp_path), KILLS, "20261127"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == KILLS, "most runs ended before they were killed; is the moment drawn too late?"
