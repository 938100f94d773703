"""The feed has a name: a consumer notices a folder that was made anew although its number fits."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

import pumice
from pumice.doctor import examine
from pumice.errors import StartAfreshError
from pumice.forget import forget
from pumice.mend import mend
from pumice.store.folders import Folders
from pumice.store.ledger import open_ledger
from tests.unit.store.making import feed_of, page, work_through
from tests.unit.store.test_compaction import LATER, compact

PAGES = [page(f"https://press.example/{name}") for name in "abcd"]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A data folder with two articles."""
    work_through(PAGES[:2], tmp_path / "data")
    return tmp_path / "data"


def name(data: Path) -> str:
    """The feed's name, which there is."""
    found = pumice.feed_name(data / "clean")
    assert found
    return found


def unname(data: Path) -> None:
    """Make a feed as pumice made them before they had names."""
    with open_ledger(Folders(data).ledger) as ledger, ledger.transaction():
        first = json.loads(ledger.journal.first_line() or "")
        del first["feed"]
        ledger._connection.execute(
            "UPDATE changes SET line = ? WHERE sequence = 1", (json.dumps(first, ensure_ascii=False),)
        )
    feed = data / "clean" / "changes.jsonl"
    _, *rest = feed.read_bytes().splitlines(keepends=True)
    feed.write_bytes(json.dumps(first, ensure_ascii=False).encode() + b"\n" + b"".join(rest))


def test_only_the_first_line_has_it_and_it_stays(data: Path):
    """Runs, a shorter feed and a feed written anew keep the name; current.json repeats it."""
    named = name(data)
    assert [line.get("feed") for line in feed_of(data)] == [named, None]
    work_through(PAGES[2:3], data)
    assert name(data) == named
    compact(data, LATER)
    assert feed_of(data)[0]["change"] == "horizon"
    assert name(data) == named
    (data / "clean" / "changes.jsonl").unlink()
    mend(data)
    assert name(data) == named
    work_through(PAGES[3:], data)
    assert json.loads((data / "clean" / "current.json").read_bytes())["feed"] == named


def test_a_folder_made_anew_is_noticed_although_the_number_fits(data: Path):
    """The consumer has worked in number 2; the new folder has a number 2 and more."""
    named = name(data)
    shutil.rmtree(data)
    work_through(PAGES, data)
    assert [line.sequence for line in pumice.read_changes(data / "clean", since=2)] == [3, 4]
    for read in (pumice.read_changes, pumice.read_clean):
        with pytest.raises(StartAfreshError, match=f"another feed .*{named}.*start again from 0"):
            list(read(data / "clean", since=2, feed=named))
    found = list(pumice.read_changes(data / "clean", since=0, feed=name(data)))
    assert [line.sequence for line in found] == [1, 2, 3, 4]


def test_a_lost_ledger_begins_no_new_feed(data: Path):
    """The numbers go on, so does the name, also when the feed is written anew from the new ledger."""
    named = name(data)
    for path in data.glob("ledger.sqlite*"):
        path.unlink()
    work_through(PAGES, data)
    assert name(data) == named
    assert list(pumice.read_changes(data / "clean", since=2, feed=named))
    compact(data, LATER)
    assert name(data) == named


def test_a_feed_without_a_name_is_followed_as_before_and_gets_one(data: Path):
    """The doctor says so and gives it one; a consumer that knows no name notices nothing."""
    unname(data)
    assert pumice.feed_name(data / "clean") is None
    assert [line.sequence for line in pumice.read_changes(data / "clean", since=1)] == [2]
    work_through(PAGES[2:], data)
    found = [one for one in examine(data) if one.fault.startswith("feed")]
    assert [(one.fault, one.repairable) for one in found] == [("feed-unnamed", True)]
    before = feed_of(data)
    mend(data)
    assert not [one for one in examine(data) if one.fault.startswith("feed")]
    first, *rest = feed_of(data)
    assert [{key: value for key, value in first.items() if key != "feed"}, *rest] == before
    assert list(pumice.read_changes(data / "clean", since=2, feed=name(data)))


def test_forgetting_keeps_the_name(data: Path):
    """The first line loses what it says of the page, not what it says of the feed."""
    named = name(data)
    forget(str(feed_of(data)[0]["id"]), why="asked for", data=data)
    assert "url" not in feed_of(data)[0]
    assert name(data) == named


def test_a_folder_without_a_feed_has_no_name(tmp_path: Path):
    """Before the first change there is nothing to name."""
    assert pumice.feed_name(tmp_path) is None
