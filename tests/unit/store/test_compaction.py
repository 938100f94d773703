"""The change feed made shorter: consumers with a late number notice nothing, the others are told."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

import pumice
from pumice.errors import StartAfreshError
from pumice.store.compaction import compact_feed
from pumice.store.folders import Folders
from pumice.store.ledger import open_ledger
from tests.unit.store.making import LONG, feed_of, page, work_through

LATER = datetime.now(UTC) + timedelta(days=1)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A folder with three articles, one of which was changed: four lines in the feed."""
    work_through([page(f"https://press.example/{name}") for name in "abc"], tmp_path)
    work_through([page("https://press.example/a", day=1, body=f"Edited. {LONG}")], tmp_path)
    return tmp_path


def compact(data: Path, before: datetime) -> int:
    """Compact the feed of a data folder."""
    folders = Folders(data)
    with open_ledger(folders.ledger) as ledger:
        return compact_feed(folders, ledger, before)


def test_nothing_is_old_enough(data: Path):
    """The feed stays byte for byte."""
    before = feed_of(data)
    assert compact(data, datetime.now(UTC) - timedelta(days=1)) == 0
    assert feed_of(data) == before


def test_one_line_stands_for_all_before_it(data: Path):
    """Numbers go on, a consumer at the horizon catches up exactly, one before it is told to start afresh."""
    assert compact(data, LATER) == 4
    (horizon,) = feed_of(data)
    assert (horizon["sequence"], horizon["change"], horizon["articles"]) == (4, "horizon", 3)
    assert not list((data / "clean" / "manifests").iterdir())
    assert json.loads((data / "clean" / "current.json").read_bytes())["manifest"] is None
    work_through([page("https://press.example/d")], data)
    assert [line.sequence for line in pumice.read_changes(data / "clean", since=4)] == [5]
    for since in (0, 3):
        with pytest.raises(StartAfreshError, match="begins after 4"):
            list(pumice.read_changes(data / "clean", since=since))
    assert pumice.last_change(data / "clean") == 5
    assert json.loads((data / "clean" / "current.json").read_bytes())["sequence"] == 5


def test_twice_is_once_and_a_lost_feed_begins_at_the_horizon(data: Path):
    """The ledger is compacted with the file."""
    compact(data, LATER)
    assert compact(data, LATER) == 0
    whole = (data / "clean" / "changes.jsonl").read_bytes()
    (data / "clean" / "changes.jsonl").unlink()
    work_through([], data)
    assert (data / "clean" / "changes.jsonl").read_bytes() == whole
