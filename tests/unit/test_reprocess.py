"""Reprocessing: the rehearsal tells what publishing then does, and writes nothing."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from pumice.diff import Diff, Mode
from pumice.errors import UsageError
from pumice.model import Outcome
from pumice.normalise import normalise
from pumice.reprocess import reprocess
from pumice.selection import Selection
from pumice.settings import Settings
from pumice.store.feed import Change
from pumice.store.raw import read_raw
from tests.unit.store.making import articles_in, feed_of, tree_of
from tests.unit.test_normalise import ARTICLE, drop

STRICT = Settings.model_validate({"policy": {"review_letters": 100_000}})
ADDRESSES = (
    "https://press.example/bridge?id=1",
    "https://press.example/market",
    "https://herald.example/bridge",
)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A data folder with three articles of two sites and an empty page."""
    for number, url in enumerate(ADDRESSES):
        drop(tmp_path, f"{number}.html", ARTICLE.replace("four", str(number)), url)
    drop(tmp_path, "9.html", b"")
    normalise(read_raw(tmp_path / "raw"), data=tmp_path)
    return tmp_path


def urls(diff: Diff) -> list[str]:
    """The addresses of the rows."""
    return [row.url for row in diff.rows]


def test_a_rehearsal_writes_nothing_at_all(data: Path):
    """No byte and no time of change in the whole data folder differs."""
    before = tree_of(data)
    diff = reprocess(Selection(), data=data, mode="dry-run", settings=STRICT)
    assert tree_of(data) == before
    assert dict(diff.counts.outcomes) == {Outcome.REVIEW: 3, Outcome.QUARANTINED: 1}


def test_publishing_does_what_the_rehearsal_told(data: Path):
    """Same changes, same fields, same outcomes; afterwards there is nothing left to change."""
    told = reprocess(Selection(), data=data, mode="dry-run", settings=STRICT)
    done = reprocess(Selection(), data=data, mode="publish", settings=STRICT)
    assert told.changes == done.changes
    assert told.counts == done.counts
    assert [line["fields"] for line in feed_of(data)[3:]] == [["provenance", "quality"]] * 3
    assert {change.change for change in told.changes} == {Change.CHANGED}
    again = reprocess(Selection(), data=data, mode="dry-run", settings=STRICT)
    assert again.changes == ()
    assert again.counts[Outcome.UNCHANGED] == 3


def test_todays_rules_without_a_change_change_nothing(data: Path):
    """Reprocessing is deterministic."""
    before = articles_in(data), feed_of(data)
    diff = reprocess(Selection(), data=data, mode="publish")
    assert diff.changes == ()
    assert (articles_in(data), feed_of(data)) == before


@pytest.mark.parametrize(
    ("selection", "wanted"),
    [
        (Selection(sites=("press.example",)), [0, 1]),
        (Selection(addresses=(ADDRESSES[0],)), [0]),
        (Selection(addresses=("*/bridge",)), [2]),
        (Selection(addresses=("https://*bridge*",)), [0, 2]),
        (Selection(addresses=("HTTPS://Press.example/market#top",)), [1]),
        (Selection(sites=("press.example",), addresses=("*bridge*",)), [0]),
        (Selection(sites=("press.example",), limit=1), [0]),
        (Selection(sites=("nowhere.example",)), []),
    ],
)
def test_a_selection_takes_what_fits_every_condition(data: Path, selection: Selection, wanted: list[int]):
    """Sites, addresses with * for any characters, and a limit; ? and [ are themselves."""
    diff = reprocess(selection, data=data, mode=Mode.DRY_RUN)
    assert urls(diff) == [ADDRESSES[number] for number in wanted]


def test_raw_bytes_that_are_gone_are_named(data: Path):
    """The article stays; the row says what is wrong."""
    (data / "raw" / "1.html").unlink()
    diff = reprocess(Selection(addresses=(ADDRESSES[1],)), data=data, mode="publish")
    assert (diff.rows[0].status, diff.rows[0].cause) == (Outcome.QUARANTINED, "unreadable")
    assert len(articles_in(data)) == 3


def test_what_was_asked_wrongly_is_said(data: Path, tmp_path: Path):
    """An unknown mode, a limit below one, a folder in which nothing was normalised yet."""
    with pytest.raises(UsageError, match="expected 'dry-run' or 'publish'"):
        reprocess(Selection(), data=data, mode="maybe")  # type: ignore[arg-type]
    with pytest.raises(UsageError, match="at least 1"):
        Selection(limit=0)
    with pytest.raises(UsageError, match="normalise first"):
        reprocess(Selection(), data=tmp_path / "nowhere", mode="dry-run")
    with pytest.raises(UsageError, match="normalise first"):
        reprocess(Selection(), data=tmp_path / "nowhere", mode="publish")
    assert not (tmp_path / "nowhere").exists()


def test_the_ledger_may_be_in_use_while_a_rehearsal_reads_it(data: Path):
    """Then SQLite's own files stand beside it already."""
    with closing(sqlite3.connect(data / "ledger.sqlite")) as other:
        other.execute("INSERT INTO runs (id, started, ended) VALUES ('x', 'then', 'then')")
        other.commit()
        assert (data / "ledger.sqlite-wal").exists()
        diff = reprocess(Selection(), data=data, mode="dry-run")
    assert diff.counts.inputs == 4
