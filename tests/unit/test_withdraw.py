"""Articles whose page is gone leave the clean folder, and come back with it."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

from pumice.model import Capture, Outcome
from pumice.withdraw import welcome_back, withdraw_gone
from tests.unit.store.making import LONG, articles_in, feed_of, page, tree_of, work_through

ONE, TWO = "https://press.example/one", "https://press.example/two"
SAME = f"The same text, told at two addresses. {LONG}"


def test_a_page_that_is_gone_leaves_a_tombstone_and_a_line(tmp_path: Path):
    """The article's file and evidence go, the bytes as received stay, the tombstone says what became of it."""
    work_through([page(ONE), page(TWO)], tmp_path)
    raw = tree_of(tmp_path / "raw")
    assert withdraw_gone([ONE + "#top"], data=tmp_path) == 1
    (line,) = feed_of(tmp_path)[2:]
    assert (line["change"], line["cause"], line["url"]) == ("withdrawn", "gone", ONE)
    assert [article.url for article in articles_in(tmp_path).values()] == [TWO]
    tombstone = json.loads((tmp_path / "clean" / "tombstones" / str(line["path"])).read_bytes())
    assert (tombstone["id"], tombstone["sequence"], tombstone["cause"]) == (line["id"], 3, "gone")
    assert not (tmp_path / "audit" / str(line["path"])).exists()
    assert tree_of(tmp_path / "raw") == raw


def test_what_is_gone_stays_gone_until_it_is_captured_later(tmp_path: Path):
    """Neither a second run nor a second withdrawal changes anything; a capture of a later day publishes it again."""
    work_through([page(ONE)], tmp_path)
    withdraw_gone([ONE], data=tmp_path)
    before = tree_of(tmp_path / "clean")
    counts, rows = work_through([page(ONE), page(ONE, day=1, body=f"Edited in vain. {LONG}")], tmp_path)
    assert (counts[Outcome.UNCHANGED], {row.cause for row in rows}) == (1, {"", "gone"})
    assert withdraw_gone([ONE, TWO], data=tmp_path) == 0
    assert tree_of(tmp_path / "clean") == before
    years_later = (datetime.now(UTC) - datetime(2026, 3, 1, tzinfo=UTC)).days + 2
    work_through([page(ONE, day=years_later, body=f"Back. {LONG}")], tmp_path)
    (path,) = articles_in(tmp_path)
    assert feed_of(tmp_path)[-1]["change"] == "added"
    assert not (tmp_path / "clean" / "tombstones" / path).exists()


def test_a_page_that_comes_back_unchanged_is_published_again(tmp_path: Path):
    """Equal bytes are no new capture, so the scraper says that the page is back."""
    pages = [page(ONE)]
    work_through(pages, tmp_path)
    (path,) = articles_in(tmp_path)
    withdraw_gone([ONE], data=tmp_path)
    assert welcome_back([ONE, TWO], data=tmp_path) == 1
    work_through(pages, tmp_path)
    assert list(articles_in(tmp_path)) == [path]
    assert [line["change"] for line in feed_of(tmp_path)] == ["added", "withdrawn", "added"]


def test_an_article_stays_while_one_of_its_addresses_does(tmp_path: Path):
    """It goes with the last of them."""
    pages: list[Capture] = [page(ONE, body=SAME), page(TWO, body=SAME)]
    work_through(pages, tmp_path)
    assert len(articles_in(tmp_path)) == 1
    assert withdraw_gone([ONE], data=tmp_path) == 0
    assert withdraw_gone([TWO], data=tmp_path) == 1
    assert articles_in(tmp_path) == {}


def test_two_articles_that_prove_to_be_one(tmp_path: Path):
    """The one that is preferred stands for both; the other's tombstone and line name it, its address leads there."""
    work_through([page(ONE), page(TWO, body=SAME)], tmp_path)
    counts, _ = work_through([page(ONE, day=1, body=SAME)], tmp_path)
    assert counts[Outcome.PUBLISHED] == 1
    (article,) = articles_in(tmp_path).values()
    assert (article.url, article.aliases) == (ONE, (TWO,))
    changes = {line["change"]: line for line in feed_of(tmp_path)[2:]}
    assert set(changes) == {"changed", "superseded"}
    assert changes["superseded"]["supersededBy"] == article.id
    tombstone = json.loads((tmp_path / "clean" / "tombstones" / str(changes["superseded"]["path"])).read_bytes())
    assert tombstone["supersededBy"] == article.id
    before = tree_of(tmp_path / "clean")
    work_through([page(TWO, body=SAME), page(ONE, day=1, body=SAME)], tmp_path)
    assert tree_of(tmp_path / "clean") == before


def test_the_named_address_stays_when_two_prove_to_be_one(tmp_path: Path):
    """A page that names another as its own address gives way to it."""
    work_through([page(ONE), page(TWO, body=SAME)], tmp_path)
    work_through([page(ONE, day=1, body=SAME, canonical=TWO)], tmp_path)
    (article,) = articles_in(tmp_path).values()
    assert (article.url, article.aliases) == (TWO, (ONE,))
