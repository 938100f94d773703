"""Site memory: what recurs is furniture, what a few articles share is not; profiles are published and heeded."""

from __future__ import annotations

import json
from pathlib import Path
from random import Random

import pytest

from pumice import clean
from pumice.errors import UsageError
from pumice.learn import Learning, learn, learn_sites
from pumice.model import FEWEST_PAGES, SKETCH, Article, Capture, Outcome, Place, Reason
from pumice.normalise import normalise
from pumice.store.raw import read_raw

SITE = "https://press.example"
DISCLAIMER = "The opinions in this article are those of its author and bind neither the harbour office nor its members."
QUOTED = (
    "The breakwater will stand for a hundred years, said the engineer, if nobody takes its stones for his garden wall."
)
TOPICS = (
    "bridge market ferry school orchard tower canal library bakery lighthouse garden station museum theatre quarry mill"
)
LABELS = {"en": "Read on in the print edition", "ru": "Разделы редакции", "fr": "Les rubriques du journal"}


def page(number: int, *extra: str, language: str = "en", label: str = "") -> Capture:
    """An article of its own text, with these paragraphs inside it and a label after."""
    topic = TOPICS.split()[number % 16]
    prose = "".join(
        f"<p>On day {number} the {topic} of ward {number}{turn} was opened by {who}, and people "
        f"came from {who}'s village, {number + turn} of them on foot, to see what had been built there.</p>"
        for turn, who in enumerate(("Anna Berg", "Ion Popa", "Mei Lin", "Omar Said"))
    )
    inside = "".join(f"<p>{text}</p>" for text in extra)
    body = (
        f"<html lang={language}><head><title>The {topic} {number}</title></head><body><article><h1>The {topic} {number}"
        f"</h1>{prose}{inside}<p>So ended the day of the {topic}, and everyone went home content, {number} in all.</p>"
        f"</article><div>{label}</div></body></html>"
    )
    return Capture(f"{SITE}/{number}", body.encode(), headers={"content-type": "text/html; charset=utf-8"})


def body_of(capture: Capture, pages: list[Capture]) -> str:
    """The article's text, cleaned with the memory of these pages."""
    article = clean(capture.body, url=capture.url, headers=capture.headers, profile=learn(pages)).article
    assert isinstance(article, Article)
    return article.article_body


def test_a_recurring_disclaimer_inside_the_text_is_furniture():
    """It looks like any paragraph of the article; only the site's other pages tell."""
    pages = [page(number, DISCLAIMER) for number in range(12)]
    assert DISCLAIMER in body_of(pages[0], [page(number) for number in range(12)])
    assert DISCLAIMER not in body_of(pages[0], pages)


def test_a_paragraph_quoted_in_three_articles_is_no_furniture():
    """Nor in five of forty: sharing a passage is what articles on one matter do."""
    three = [page(number, *([QUOTED] if number < 3 else [])) for number in range(12)]
    assert QUOTED in body_of(three[0], three)
    five = [page(number, *([QUOTED] if number < 5 else [])) for number in range(40)]
    assert QUOTED in body_of(five[0], five)


def test_too_few_pages_say_nothing():
    """One page under the number, and the disclaimer stays."""
    pages = [page(number, DISCLAIMER) for number in range(FEWEST_PAGES - 1)]
    assert learn(pages).abstains
    assert DISCLAIMER in body_of(pages[0], pages)


def test_a_label_is_counted_among_the_pages_of_its_interface_language():
    """Each stands on a quarter of the site's pages and on every page of its language."""
    languages = ["en", "ru", "fr", "en"]
    pages = [
        page(n, language=languages[n % 4], label=LABELS.get(languages[n % 4], "") if n % 4 else "") for n in range(40)
    ]
    profile = learn(pages)
    assert profile.languages == {"en": 20, "ru": 10, "fr": 10}
    assert profile.labels["ru"]["Разделы редакции"] == 10
    marks = clean(pages[1].body, url=pages[1].url, headers=pages[1].headers, profile=profile).document.marks
    (mark,) = [mark for mark in marks if mark.by == "repeats/2:label-ru"]
    assert mark.score >= 0.5
    assert mark.reason is Reason.REPEATED


def test_what_is_new_in_a_place_of_rotating_texts_is_evidence_only():
    """The box holds one of three teasers on every page; a fourth is marked, below the threshold."""
    teasers = ["Ferry fares rise in spring", "New mayor for the island", "Orchard prize goes north"]
    pages = [page(number, label=teasers[number % 3]) for number in range(24)]
    fresh = page(30, label="Storm warning for the weekend")
    marks = clean(fresh.body, url=fresh.url, headers=fresh.headers, profile=learn(pages)).document.marks
    (mark,) = [mark for mark in marks if mark.by == "repeats/2:place"]
    assert mark.score < 0.5


def test_the_number_of_different_texts_is_estimated_well():
    """From 32 fingerprints of each place, whatever was merged into it in whatever order."""
    dice = Random(4)  # noqa: S311 - test data
    texts = [f"{dice.getrandbits(64):016x}" for _ in range(4_000)]
    parts = [
        Place(1, len(part), tuple(sorted(part)[:SKETCH])) for part in (texts[:100], texts[100:3_000], texts[3_000:])
    ]
    whole = parts[0].merge(parts[1]).merge(parts[2])
    assert whole == parts[2].merge(parts[0]).merge(parts[1])
    assert 0.6 < whole.variety <= 1.0
    assert Place(10, 200, tuple(sorted(texts[:8]))).variety == 8 / 200


def test_profiles_are_published_once_and_make_their_articles_due(tmp_path: Path):
    """The second time nothing changed; a site of few pages gets none; one more page changes the profile."""
    drop(tmp_path, [page(number, DISCLAIMER) for number in range(9)])
    few = Capture("https://few.example/a", b"<p>One page only.</p>", headers={"content-type": "text/html"})
    drop(tmp_path, [few])
    normalise(read_raw(tmp_path / "raw"), data=tmp_path)
    assert [one.became for one in learn_sites(tmp_path)] == [Learning.TOO_FEW, Learning.PUBLISHED]
    assert [one.became for one in learn_sites(tmp_path, only=["press.example"])] == [Learning.UNCHANGED]
    counts = normalise(read_raw(tmp_path / "raw"), data=tmp_path)
    assert counts[Outcome.PUBLISHED] + counts[Outcome.REVIEW] == 9
    assert normalise(read_raw(tmp_path / "raw"), data=tmp_path)[Outcome.UNCHANGED] == 10
    drop(tmp_path, [page(20, DISCLAIMER)])
    assert [one.became for one in learn_sites(tmp_path, only=["press.example"])] == [Learning.PUBLISHED]


def test_a_site_that_is_not_there_is_an_error_that_names_it(tmp_path: Path):
    """Rather than a run that silently learns nothing."""
    drop(tmp_path, [page(1)])
    with pytest.raises(UsageError, match=r"nowhere\.example"):
        list(learn_sites(tmp_path, only=["nowhere.example"]))


def drop(data: Path, captures: list[Capture]) -> None:
    """Put pages into data/raw as people do."""
    raw = data / "raw"
    raw.mkdir(exist_ok=True)
    for capture in captures:
        name = capture.url.replace("/", "_").replace(":", "")
        (raw / f"{name}.html").write_bytes(capture.body)
        meta = {"url": capture.url, "contentType": "text/html; charset=utf-8"}
        (raw / f"{name}.html.meta.json").write_text(json.dumps(meta), encoding="utf-8")
