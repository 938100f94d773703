"""Locks: one holder at a time, released by the kernel, and a message that names the holder."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from pumice.errors import LockedError
from pumice.store.folders import Folders
from pumice.store.locks import Lock, hold

HOLDER = """
import sys, time
from pathlib import Path
from pumice.store.folders import Folders
from pumice.store.locks import Lock, hold
with hold(Folders(Path(sys.argv[1])), Lock.PUBLISH):
    print("held", flush=True)
    time.sleep(60)
"""


def test_a_held_lock_is_refused_with_its_holder(tmp_path: Path):
    """Two in one process exclude each other as two processes do."""
    with (
        hold(Folders(tmp_path), Lock.PUBLISH),
        pytest.raises(LockedError, match=rf"process {os.getpid()}, since 20\d\d-"),
        hold(Folders(tmp_path), Lock.PUBLISH, wait_seconds=0),
    ):
        pytest.fail("the lock was given twice")


def test_the_locks_are_independent(tmp_path: Path):
    """Who publishes does not keep others from writing raw."""
    with hold(Folders(tmp_path), Lock.PUBLISH), hold(Folders(tmp_path), Lock.RAW, wait_seconds=0):
        assert len(list((tmp_path / "locks").iterdir())) == 2


def test_a_killed_holder_leaves_no_lock(tmp_path: Path):
    """The kernel releases it; the file that stays means nothing."""
    command = [sys.executable, "-c", HOLDER, str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"held\n"
        folders = Folders(tmp_path)
        with pytest.raises(LockedError, match=f"process {holder.pid},"), hold(folders, Lock.PUBLISH, wait_seconds=0):
            pytest.fail("the lock was given twice")
        holder.send_signal(signal.SIGKILL)
    with hold(Folders(tmp_path), Lock.PUBLISH, wait_seconds=0):
        assert (tmp_path / "locks" / "publish.lock").exists()
