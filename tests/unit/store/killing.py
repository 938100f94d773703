"""Kill a run at each of its steps, and see that the next one makes good. Run by test_kill.py in a process of its own.

A step is a durable statement to the ledger, a file written, renamed, removed or brought to disk; the process ends
before it, without any clean-up, as the kernel would end it.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import sqlite3
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from pumice.model import Capture, Cleaned
from pumice.settings import Settings
from tests.unit.store.making import LONG, articles_in, feed_of, obey, page, tree_of, work_through

IN_TWOS = Settings.model_validate({"run": {"batch_size": 2}})
DIED = 9
DURABLE = ("COMMIT", "DELETE FROM intents", "INSERT OR IGNORE INTO runs", "UPDATE runs")
"""Statements that reach the disk; the others are undone with their transaction."""

GONE = page("https://press.example/gone", withdrawn_by="the second run")
MENDED = page("https://press.example/mended", day=None, fault="too-deep")
BEFORE = [page("https://press.example/kept"), page("https://press.example/edited"), GONE, MENDED]
AFTER = [
    *BEFORE,
    page("https://press.example/edited", day=1, body=f"Edited. {LONG}"),
    page("https://press.example/new"),
    page("https://press.example/kept_fr", body=f"https://press.example/kept {LONG}", interface="fr"),
    page("https://other.example/broken", fault="bad-charset"),
    page("https://other.example/one"),
]


def obey_later(capture: Capture) -> Cleaned:
    """As obey, but today's rules reject one page and read another."""
    later = {GONE.url: page(GONE.url, rejected="listing"), MENDED.url: page(MENDED.url, body=LONG)}
    stand_in = later.get(capture.url)
    return obey(stand_in if stand_in is not None else capture)


def second_run(data: Path) -> None:
    """The run that is killed: everything that can happen to an article happens in it."""
    settings = IN_TWOS.model_copy(update={"policy": IN_TWOS.policy.model_copy(update={"review_letters": 1})})
    work_through(AFTER, data, settings=settings, clean=obey_later)


def die_at(step: int) -> Callable[[], None]:
    """Something to call before each step."""
    left = [step]

    def count() -> None:
        left[0] -= 1
        if left[0] < 0:
            os._exit(DIED)

    return count


def arm(step: int) -> None:
    """Let this process die before that step."""
    count = die_at(step)

    def before(function: Callable[..., object]) -> Callable[..., object]:
        def wrapped(*args: object, **named: object) -> object:
            count()
            return function(*args, **named)

        return wrapped

    connect = sqlite3.connect

    def connect_counted(*args: object, **named: object) -> sqlite3.Connection:
        connection = connect(*args, **named)  # type: ignore[call-overload]
        connection.set_trace_callback(lambda statement: count() if statement.startswith(DURABLE) else None)
        return connection

    sqlite3.connect = connect_counted  # type: ignore[assignment]
    os.fsync = before(os.fsync)  # type: ignore[assignment]
    for name in ("replace", "unlink", "write_bytes", "mkdir"):
        setattr(Path, name, before(getattr(Path, name)))


def is_killed_at(step: int, data: Path) -> bool:
    """Do the second run in a child that dies at the step; False if it came to its end before."""
    child = os.fork()
    if child == 0:
        arm(step)
        second_run(data)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    code = os.waitstatus_to_exitcode(status)
    assert code in {0, DIED}, f"the run ended with {code} at step {step}"
    return code == DIED


def check_whole(data: Path) -> None:
    """What every reader may rely on at any moment: whole articles, whole lines up to the last."""
    articles_in(data)
    text = (data / "clean" / "changes.jsonl").read_text(encoding="utf-8")
    for line in text.splitlines()[: text.count("\n")]:
        json.loads(line)


def check_agreement(data: Path) -> None:
    """Ledger, files, feed and leftovers after the next run."""
    clean = data / "clean"
    files = {name: hashlib.sha256((clean / name).read_bytes()).hexdigest() for name in articles_in(data)}
    with closing(sqlite3.connect(data / "ledger.sqlite")) as ledger:
        rows = ledger.execute("SELECT site || '/' || id || '.json', sha256 FROM articles WHERE sha256 != ''").fetchall()
        assert dict(rows) == files, "the ledger and the clean folder differ"
        assert ledger.execute("SELECT count(*) FROM intents").fetchone() == (0,)
        assert ledger.execute("SELECT count(*) FROM runs WHERE ended IS NULL").fetchone() == (0,)
    followed: dict[object, object] = {}
    for number, line in enumerate(feed_of(data), start=1):
        assert line["sequence"] == number, "the feed has a gap or a repetition"
        followed.pop(line["path"], None)
        if line["change"] != "withdrawn":
            followed[line["path"]] = line["sha256"]
    assert followed == files, "following the feed does not lead to the clean folder"
    for name in files:
        assert (data / "audit" / name).is_file(), "an article without its evidence"
    assert not [path for path in data.rglob(".*.tmp") if "raw" not in path.parts], "temporary files were left"
    current = json.loads((clean / "current.json").read_bytes())
    assert current["articles"] == len(files)
    assert current["sequence"] == len(feed_of(data))


def main(folder: Path) -> int:
    """Kill at every step in turn; returns how many steps there were."""
    start, wanted = folder / "start", folder / "wanted"
    work_through(BEFORE, start, settings=IN_TWOS)
    shutil.copytree(start, wanted)
    second_run(wanted)
    step = 0
    while True:
        data = folder / f"killed-{step}"
        shutil.copytree(start, data)
        if not is_killed_at(step, data):
            return step
        check_whole(data)
        second_run(data)
        check_agreement(data)
        assert articles_in(data) == articles_in(wanted), f"killed at step {step}, the result is another"
        quarantined = {path.name for path in (data / "quarantine").iterdir()}
        assert quarantined == {path.name for path in (wanted / "quarantine").iterdir()}
        before = tree_of(data / "clean")
        second_run(data)
        assert tree_of(data / "clean") == before, "a run without anything due wrote to the clean folder"
        shutil.rmtree(data)
        step += 1


if __name__ == "__main__":
    print(main(Path(sys.argv[1])))  # noqa: T201 - the test reads it
