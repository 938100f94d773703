"""Follow the change feed while runs publish and are killed at random. Run by test_follow.py in a process of its own.

Nothing here is waited for: the publisher is killed wherever it happens to be, as the kernel or a power cut would do it,
and the consumer reads whenever it likes.
"""

from __future__ import annotations

import hashlib
import os
import random
import signal
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import pumice
from pumice.doctor import examine
from pumice.errors import StartAfreshError
from pumice.model import Capture
from pumice.settings import Settings
from pumice.store.clean import list_clean, parse_article
from pumice.store.compaction import compact_feed
from pumice.store.folders import Folders
from pumice.store.ledger import open_ledger
from pumice.withdraw import welcome_back, withdraw_gone
from tests.unit.store.making import LONG, page, work_through

ADDRESSES = [f"https://{site}.example/{number}" for site in "ab" for number in range(12)]
_LONGEST_SECONDS = 5.0
_EXAMINED_SECONDS = 5.0
IN_THREES = Settings.model_validate({"run": {"batch_size": 3}})


def publish_for_ever(data: Path, seed: int) -> None:
    """Runs without end: new pages, edits, merges, withdrawals, returns, and now and then a shorter feed."""
    choose = random.Random(seed)  # noqa: S311 - a made-up course of events
    while True:
        work_through([_page(choose, seed) for _ in range(choose.randint(1, 9))], data, settings=IN_THREES)
        if choose.random() < 0.3:
            withdraw_gone(choose.sample(ADDRESSES, 2), data=data)
        if choose.random() < 0.3:
            welcome_back(choose.sample(ADDRESSES, 8), data=data)
        if choose.random() < 0.1:
            with open_ledger(Folders(data).ledger) as ledger:
                compact_feed(Folders(data), ledger, datetime.now(UTC))


def _page(choose: random.Random, seed: int) -> Capture:
    body = f"{choose.choice(('The same', 'Another', str(choose.random())))} {LONG}"
    return page(choose.choice(ADDRESSES), day=seed * 1000 + choose.randint(0, 999), body=body)


class Consumer:
    """Keeps one number and a copy of what the folder holds; checks everything that it is shown."""

    def __init__(self, clean: Path) -> None:
        self.clean = clean
        self.number = 0
        self.held: dict[str, str] = {}
        self.seen = 0

    def catch_up(self) -> None:
        """Work in what is new, or begin again where the feed does not reach back far enough."""
        try:
            for line in pumice.read_changes(self.clean, since=self.number):
                assert line.sequence == self.number + 1, "a gap in the feed"
                self._load(line.path)
                self.number = line.sequence
        except StartAfreshError:
            self.number = pumice.last_change(self.clean)
            self.held = {}
            for path in list_clean(self.clean):
                self._load(path)

    def _load(self, path: str) -> None:
        try:
            content = (self.clean / path).read_bytes()
        except FileNotFoundError:
            self.held.pop(path, None)
            return
        article = parse_article(content)
        assert article.id == Path(path).stem
        self.held[path] = hashlib.sha256(content).hexdigest()
        self.seen += 1


def main(data: Path, kills: int) -> int:
    """Kill so many publishers; returns how many articles the consumer was shown."""
    (data / "clean").mkdir(parents=True)
    consumer, choose = Consumer(data / "clean"), random.Random(kills)  # noqa: S311 - when to kill
    for seed in range(kills):
        child = os.fork()
        if child == 0:
            publish_for_ever(data, seed)
        # Until something has happened, so that slow machines kill as well as fast ones; then at any moment.
        awaited, end = consumer.number + choose.randint(0, 6), time.monotonic() + _LONGEST_SECONDS
        while consumer.number < awaited and time.monotonic() < end:
            consumer.catch_up()
            time.sleep(choose.uniform(0, 0.02))
        time.sleep(choose.uniform(0, 0.3))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        consumer.catch_up()
    work_through([], data)
    consumer.catch_up()
    there = {
        path: hashlib.sha256((data / "clean" / path).read_bytes()).hexdigest() for path in list_clean(data / "clean")
    }
    assert consumer.held == there, "the consumer and the folder differ"
    assert there
    return consumer.seen


def examine_meanwhile(data: Path) -> int:
    """Look a folder through again and again while runs publish; returns how often."""
    child = os.fork()
    if child == 0:
        publish_for_ever(data, 1)
    looks, end = 0, time.monotonic() + _EXAMINED_SECONDS
    try:
        while time.monotonic() < end:
            findings = list(examine(data))
            assert findings == [], findings
            looks += data.joinpath("clean", "changes.jsonl").exists()
    finally:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
    return looks


if __name__ == "__main__":
    folder, what = Path(sys.argv[1]), sys.argv[2]
    print(examine_meanwhile(folder) if what == "examine" else main(folder, int(what)))  # noqa: T201 - the test reads it
