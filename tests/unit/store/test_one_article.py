"""One article at many addresses: the rules of docs/decisions/0003, one by one."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from itertools import permutations
from pathlib import Path

import pytest

from pumice.model import Article, Capture, Cleaned, Outcome
from pumice.settings import Settings
from tests.unit.store.making import LONG, articles_in, feed_of, obey, page, work_through

A = "https://press.example/a"


def only(data: Path) -> Article:
    """The one article that is published."""
    (article,) = articles_in(data).values()
    return article


def test_the_id_comes_from_the_canonical_address(tmp_path: Path):
    """32 hex digits of its sha256, without fragment and tracking parameters."""
    work_through([page("https://Press.example/a?utm_source=x#top")], tmp_path)
    assert only(tmp_path).id == hashlib.sha256(b"https://press.example/a").hexdigest()[:32]
    assert list(articles_in(tmp_path)) == [f"press.example/{only(tmp_path).id}.json"]


def test_the_same_text_under_four_interfaces_is_one_article(tmp_path: Path):
    """It is shown where the interface speaks the text's language; the other addresses become aliases."""
    pages = [page(f"https://press.example/a_{tag}", body=LONG, interface=tag) for tag in ("ar", "en", "fr", "ru")]
    _, rows = work_through(pages, tmp_path)
    assert only(tmp_path).url == "https://press.example/a_en"
    assert only(tmp_path).aliases == tuple(f"https://press.example/a_{tag}" for tag in ("ar", "fr", "ru"))
    assert [row.status for row in rows] == [Outcome.PUBLISHED, Outcome.PUBLISHED, Outcome.DUPLICATE, Outcome.DUPLICATE]


def test_the_order_of_pages_does_not_matter(tmp_path: Path):
    """The article shown is the same; only the id tells at which address it was met first."""
    pages = [page(f"https://press.example/a_{tag}", body=LONG, interface=tag) for tag in ("ar", "en", "fr")]
    shown = set()
    for number, order in enumerate(permutations(pages)):
        work_through(list(order), tmp_path / str(number))
        article = only(tmp_path / str(number))
        shown.add((article.url, article.aliases, article.interface_language))
    assert len(shown) == 1


def test_without_interface_languages_the_smallest_address_is_shown(tmp_path: Path):
    """Any rule would do, so long as it is one."""
    work_through([page(f"https://press.example/{name}", body=LONG) for name in "cab"], tmp_path)
    assert only(tmp_path).url == "https://press.example/a"


def test_the_id_stays_when_a_better_address_is_found(tmp_path: Path):
    """Consumers hold on to ids."""
    work_through([page("https://press.example/a_fr", body=LONG, interface="fr")], tmp_path)
    first = only(tmp_path).id
    work_through([page("https://press.example/a", body=LONG, interface="en")], tmp_path)
    assert (only(tmp_path).id, only(tmp_path).url) == (first, "https://press.example/a")
    assert only(tmp_path).aliases == ("https://press.example/a_fr",)
    assert feed_of(tmp_path)[-1]["fields"] == ["aliases", "interfaceLanguage", "provenance", "url"]


def test_one_canonical_address_makes_one_article(tmp_path: Path):
    """A print view names the page itself."""
    canonical = "https://press.example/a"
    pages = [
        page("https://press.example/a", headline="Flood"),
        page("https://press.example/print/a", canonical=canonical, headline="Flood", body=f"Printed. {LONG}"),
    ]
    for number, order in enumerate(permutations(pages)):
        work_through(list(order), tmp_path / str(number))
        assert only(tmp_path / str(number)).id == hashlib.sha256(canonical.encode()).hexdigest()[:32]
        assert only(tmp_path / str(number)).aliases in {(), ("https://press.example/print/a",)}


OTHERS = {
    "a foreign domain cannot claim it": page("https://copy.example/a", canonical=A, body=LONG),
    "the home page is nobody's canonical address": page("https://press.example/b", canonical="https://press.example/"),
    "a translation that names the original": page("https://press.example/a_fr", language="fr", canonical=A),
    "another headline and another text": page("https://press.example/b", canonical=A, headline="Drought"),
    "the same words on another day": page("https://press.example/b", body=LONG, date="2025-03-01"),
    "the same words in another place": page("https://herald.example/b", body=LONG),
}


@pytest.mark.parametrize("why", OTHERS)
def test_what_is_not_the_same_article(tmp_path: Path, why: str):
    """Losing an article is worse than having it twice."""
    other = OTHERS[why]
    first = page("https://press.example/a", body=LONG, headline="Flood", date="2026-03-01T10:00:00")
    work_through([first, other], tmp_path / "one")
    work_through([other, first], tmp_path / "two")
    assert [len(articles_in(tmp_path / name)) for name in ("one", "two")] == [2, 2], why


def test_short_texts_are_one_article_only_under_one_headline(tmp_path: Path):
    """One phrase, such as *The text will follow*, stands on many pages."""
    short = {"body": "The text will follow."}
    pages = [page(f"https://press.example/{name}", headline=title, **short) for name, title in ("aA", "bB", "cA")]
    work_through(pages, tmp_path)
    assert sorted(article.headline or "" for article in articles_in(tmp_path).values()) == ["A", "B"]


def test_an_alias_that_turns_into_a_translation_becomes_an_article(tmp_path: Path):
    """The translated page showed the original until the translation came."""
    work_through([page("https://press.example/a", body=LONG), page("https://press.example/a_fr", body=LONG)], tmp_path)
    first = only(tmp_path).id
    translated = page("https://press.example/a_fr", day=2, language="fr", body="La rivière est montée. " * 20)
    _, rows = work_through([translated], tmp_path)
    found = {article.url: article for article in articles_in(tmp_path).values()}
    assert rows[0].status is Outcome.PUBLISHED
    assert found["https://press.example/a"].aliases == ()
    assert found["https://press.example/a"].id == first != found["https://press.example/a_fr"].id


def test_a_later_capture_replaces_an_earlier_one_in_either_order(tmp_path: Path):
    """The time of fetching decides, not the order of reading."""
    old, new = page("https://press.example/a", body=LONG), page("https://press.example/a", day=1, body=f"New. {LONG}")
    for number, order in enumerate(permutations([old, new])):
        work_through(list(order), tmp_path / str(number))
        assert only(tmp_path / str(number)).article_body.startswith("New.")
    _, rows = work_through([new, old], tmp_path / "rows")
    assert (rows[1].status, rows[1].cause) == (Outcome.DUPLICATE, "older-capture")


def test_an_older_capture_of_an_alias_takes_nothing_over(tmp_path: Path):
    """What an alias showed once is no reason to show the article there, when it shows something else by now."""
    pages = [
        page("https://press.example/a_fr", day=2, body=LONG, interface="ru", language="en"),
        page("https://press.example/b", day=1, body=LONG),
        page("https://press.example/a_fr", day=0, body=LONG),
    ]
    _, rows = work_through(pages, tmp_path)
    assert (rows[2].status, rows[2].cause) == (Outcome.DUPLICATE, "older-capture")
    _, again = work_through(pages, tmp_path)
    assert {row.status for row in again} == {Outcome.UNCHANGED}


def test_the_same_capture_in_two_files_is_a_duplicate(tmp_path: Path):
    """Somebody copied a folder; nothing is written twice and the second run has nothing to do."""
    capture = page("https://press.example/a")
    for name in ("one", "two"):
        (tmp_path / "raw" / name).mkdir(parents=True)
        (tmp_path / "raw" / name / "a.html").write_bytes(capture.body)
    twice = [replace(capture, raw_path=f"raw/{name}/a.html") for name in ("one", "two")]
    counts, _ = work_through(twice, tmp_path)
    assert dict(counts.outcomes) == {Outcome.PUBLISHED: 1, Outcome.DUPLICATE: 1}
    counts, _ = work_through(twice, tmp_path)
    assert dict(counts.outcomes) == {Outcome.UNCHANGED: 2}
    assert len(feed_of(tmp_path)) == 1


def test_a_page_that_becomes_a_listing_by_new_rules_is_withdrawn(tmp_path: Path):
    """The very bytes make no article any more: file and evidence go, the feed says so, and the id stays taken."""
    capture = page("https://press.example/a")
    work_through([capture], tmp_path)
    other = Settings.model_validate({"policy": {"review_letters": 7}})

    def reject(_: Capture) -> Cleaned:
        return obey(page("https://press.example/a", rejected="listing"))

    counts, _ = work_through([capture], tmp_path, settings=other, clean=reject)
    assert (counts.withdrawn, counts[Outcome.REJECTED]) == (1, 1)
    assert articles_in(tmp_path) == {}
    assert not list((tmp_path / "audit").rglob("*.json"))
    work_through([capture], tmp_path)
    assert [line["change"] for line in feed_of(tmp_path)] == ["added", "withdrawn", "added"]
