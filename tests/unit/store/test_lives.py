"""Who is alive is known from the kernel's locks, so a kill -9 is noticed at once and nobody else is taken for dead."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from pumice.store.folders import Folders
from pumice.store.lives import bury, find_dead, live

WAITING = """
import sys, time
from pathlib import Path
from pumice.store.folders import Folders
from pumice.store.lives import live
with live(Folders(Path(sys.argv[1])), "killed"):
    print("alive", flush=True)
    time.sleep(60)
"""


def test_the_living_are_not_dead_and_leave_nothing(tmp_path: Path):
    """Nor while they live, nor when they have ended as they should, even by an exception."""
    folders = Folders(tmp_path)
    assert find_dead(folders) == []
    with live(folders, "one"), live(folders, "two"):
        assert find_dead(folders) == []
    assert find_dead(folders) == []
    assert list((tmp_path / "locks" / "runs").iterdir()) == []


def test_who_was_killed_is_found_dead_until_buried(tmp_path: Path):
    """By another process, while others live."""
    folders = Folders(tmp_path)
    process = subprocess.Popen([sys.executable, "-c", WAITING, str(tmp_path)], stdout=subprocess.PIPE)
    assert process.stdout is not None
    assert process.stdout.readline() == b"alive\n"
    with live(folders, "alive"):
        assert find_dead(folders) == []
        process.kill()
        process.communicate()
        assert find_dead(folders) == ["killed"]
        bury(folders, "killed")
        assert find_dead(folders) == []
