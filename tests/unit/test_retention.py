"""What is old enough goes when asked, and only that; nothing is missed afterwards."""

from __future__ import annotations

import os
from pathlib import Path

import pumice
from pumice.doctor import examine
from pumice.model import Outcome
from pumice.retention import Freeable, free, survey
from pumice.settings import Settings
from pumice.store.raw import read_raw
from tests.unit.store.archive import exchange, visit, write
from tests.unit.store.making import LONG, articles_in, feed_of, page, tree_of, work_through

ONE, TWO = "https://press.example/one", "https://press.example/two"


def keep(**days: int) -> Settings:
    """Settings that keep things for so many days."""
    return Settings.model_validate({"retention": days})


def fill(data: Path) -> None:
    """Two articles, one of them captured twice, both captured long ago; one fault."""
    work_through([page(ONE), page(TWO), page(f"{ONE}/fault", fault="too-deep")], data)
    work_through([page(ONE, day=1, body=f"Edited. {LONG}")], data)


def test_nothing_goes_unless_a_setting_says_so(tmp_path: Path):
    """The default is for good; and what is young stays."""
    fill(tmp_path)
    before = tree_of(tmp_path / "raw")
    assert survey(tmp_path, Settings()) == free(tmp_path, Settings()) == []
    assert free(tmp_path, keep(raw_days=100_000)) == [Freeable("raw", 0, 0)]
    assert tree_of(tmp_path / "raw") == before


def test_captures_that_nothing_is_made_from_go(tmp_path: Path):
    """The first capture of the edited page; not those of the articles, nor the faulty one that is to be tried again."""
    fill(tmp_path)
    articles = articles_in(tmp_path)
    (told,) = survey(tmp_path, keep(raw_days=1))
    assert (told.kind, told.count) == ("raw", 1)
    assert told.size > len(LONG)
    assert free(tmp_path, keep(raw_days=1)) == [told]
    assert survey(tmp_path, keep(raw_days=1)) == [Freeable("raw", 0, 0)]
    assert len(list(read_raw(tmp_path / "raw"))) == 3
    assert list(examine(tmp_path)) == []
    counts, _ = work_through(list(read_raw(tmp_path / "raw")), tmp_path)
    assert counts[Outcome.UNCHANGED] == 2
    assert articles_in(tmp_path) == articles


def test_an_archive_goes_as_a_whole_or_not_at_all(tmp_path: Path):
    """Only when every page in it was met and none is needed."""
    one = exchange("/one", page(ONE).body)
    write(tmp_path / "raw", visit(one))
    work_through(list(read_raw(tmp_path / "raw")), tmp_path)
    (warc,) = (tmp_path / "raw").rglob("*.warc.gz")
    free(tmp_path, keep(raw_days=1))
    assert warc.exists()
    work_through([page(ONE, day=1, body=f"Edited. {LONG}")], tmp_path)
    (told,) = free(tmp_path, keep(raw_days=1))
    assert told.count == 1
    assert not warc.exists()
    assert not list((tmp_path / "raw").rglob("*.cdxj"))
    assert list(examine(tmp_path)) == []


def test_an_archive_without_pages_goes_by_its_age(tmp_path: Path):
    """It says that a page was not there; the run of today is young, and an archive that nobody has met yet stays."""
    work_through([], tmp_path)
    write(tmp_path / "raw", visit(exchange("/one", None, status=404)), run="old")
    write(tmp_path / "raw", visit(exchange("/one", None, status=404)), run="young")
    write(tmp_path / "raw", visit(exchange("/one", page(ONE).body)), run="unmet")
    for name in ("old-0", "unmet-0"):
        (warc,) = (tmp_path / "raw").rglob(f"{name}.warc.gz")
        os.utime(warc, (0, 0))
    (told,) = free(tmp_path, keep(raw_days=1))
    assert (told.kind, told.count) == ("raw", 0)
    assert told.size > 0
    left = sorted(path.name for path in (tmp_path / "raw").rglob("*-0.warc.gz*"))
    assert left == ["unmet-0.warc.gz", "unmet-0.warc.gz.cdxj", "young-0.warc.gz", "young-0.warc.gz.cdxj"]
    assert list(examine(tmp_path)) == []


def test_old_evidence_goes_and_is_not_missed(tmp_path: Path):
    """An article that is made again has evidence again."""
    fill(tmp_path)
    for path in (tmp_path / "audit").rglob("*.json"):
        os.utime(path, (0, 0))
    (told,) = free(tmp_path, keep(audit_days=1))
    assert (told.kind, told.count) == ("audit", 2)
    assert not list((tmp_path / "audit").rglob("*.json"))
    assert list(examine(tmp_path)) == []
    work_through([page(ONE, day=2, body=f"Edited again. {LONG}")], tmp_path)
    assert len(list((tmp_path / "audit").rglob("*.json"))) == 1


def test_the_feed_is_made_shorter(tmp_path: Path):
    """Lines of today stay."""
    fill(tmp_path)
    assert free(tmp_path, keep(feed_days=1)) == [Freeable("feed", 0, 0)]
    assert [line["sequence"] for line in feed_of(tmp_path)] == [1, 2, 3]
    assert len(list(pumice.read_changes(tmp_path / "clean"))) == 3
