"""A consumer that stores one number ends with what the folder holds, whatever happens to those who publish."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[3]
KILLS = os.environ.get("PUMICE_KILLS", "6")
"""How many runs are killed; PUMICE_KILLS=100 for the long variant."""


def test_a_consumer_follows_through_kills(tmp_path: Path):
    """It never sees a torn or invalid article, a gap, or a line twice, and misses nothing."""
    command = [sys.executable, "-m", "tests.unit.store.following", str(tmp_path / "data"), KILLS]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) > int(KILLS), "hardly anything was published between the kills"


def test_the_doctor_finds_nothing_while_runs_publish(tmp_path: Path):
    """What is under way is no damage."""
    command = [sys.executable, "-m", "tests.unit.store.following", str(tmp_path / "data"), "examine"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) > 3, "the doctor hardly came to look"
