"""Drift: what a site is suddenly like is reported, held back beyond the limit, and let go by a person."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pumice.doctor import examine
from pumice.drift import find_drift, judge
from pumice.errors import UsageError
from pumice.model import Capture, Outcome
from pumice.normalise import Work, close_run, open_run
from pumice.review import release
from pumice.settings import DriftSettings, Settings
from pumice.store.folders import Folders
from pumice.store.ledger import open_ledger
from pumice.store.records import Treated
from pumice.store.statistics import Row, Sample, letters_step, samples_of
from pumice.workers import Shop
from tests.unit.store.making import articles_in, feed_of, obey, page, tree_of, work_through

SETTINGS = DriftSettings()


def pages(
    run: int, number: int = 24, *, site: str = "press.example.org", words: int = 120, **says: str
) -> list[Capture]:
    """Pages that are new in a run, their articles about ``words`` words long."""
    chance = random.Random(run)  # noqa: S311 - lengths, not secrets
    made = []
    for position in range(number):
        length = chance.randint(words // 2, words * 2)
        body = f"{run}-{position} " + "word " * length
        made.append(page(f"https://{site}/{run}/{position}", day=run, body=body, headline=f"{run} {position}", **says))
    return made


def runs(data: Path, count: int = 3, **says: str) -> None:
    """Some usual runs."""
    for run in range(count):
        work_through(pages(run, **says), data)


def outcomes(captures: Iterable[Capture], data: Path, settings: Settings | None = None) -> set[tuple[Outcome, str]]:
    """What became of the captures, with the causes."""
    _, rows = work_through(list(captures), data, settings=settings)
    return {(row.status, row.cause) for row in rows}


def found(data: Path, run: str | None = None) -> dict[str, bool]:
    """What has drifted in the language, and whether it lies beyond the limit."""
    drift = find_drift(data, settings=Settings(), run=run)
    return {one.measure: one.is_beyond for one in drift.departures if one.language == "en"}


def test_a_usual_run_is_published_and_nothing_is_said(tmp_path: Path):
    """Lengths that vary as they always did are no drift."""
    runs(tmp_path)
    assert outcomes(pages(9), tmp_path) == {(Outcome.PUBLISHED, "")}
    assert find_drift(tmp_path, settings=Settings()) == find_drift(tmp_path / "none", settings=Settings())


def test_a_drop_of_the_median_length_is_held_back_before_anything_is_published(tmp_path: Path):
    """A site that suddenly gives a quarter of its text: no file of the clean folder changes, and it is said why."""
    runs(tmp_path)
    before = tree_of(tmp_path / "clean" / "press.example.org")
    feed = feed_of(tmp_path)
    assert outcomes(pages(9, words=30), tmp_path) == {(Outcome.REVIEW, "held")}
    assert tree_of(tmp_path / "clean" / "press.example.org") == before
    assert feed_of(tmp_path) == feed
    assert len(list((tmp_path / "review").rglob("*.audit.json"))) == 24
    drift = find_drift(tmp_path, settings=Settings())
    assert drift.held == {"press.example.org": 24}
    (length,) = (one for one in drift.departures if one.measure == "median letters" and one.language == "en")
    assert length.is_beyond
    assert length.now < length.then / 2
    assert "in the last runs" in length.sentence
    assert not [one for one in examine(tmp_path) if not one.fault.startswith(("raw", "audit-torn"))]


def test_what_leaves_the_band_but_not_the_limit_is_reported_and_published(tmp_path: Path):
    """A third shorter: people hear of it, consumers get it."""
    runs(tmp_path)
    assert outcomes(pages(9, 60, words=68), tmp_path) == {(Outcome.PUBLISHED, "")}
    assert found(tmp_path) == {"median letters": False}


def test_held_pages_are_not_due_again_and_do_not_become_the_rule(tmp_path: Path):
    """Run after run, what is still odd is held, and what was held before is left alone."""
    runs(tmp_path)
    odd = pages(9, words=30)
    work_through(odd, tmp_path)
    assert outcomes(odd, tmp_path) == {(Outcome.UNCHANGED, "held")}
    for run in (10, 11, 12):
        assert outcomes(pages(run, words=30), tmp_path) == {(Outcome.REVIEW, "held")}
    assert outcomes(pages(13), tmp_path) == {(Outcome.PUBLISHED, "")}


def test_a_person_lets_a_site_go(tmp_path: Path):
    """Released, what waited is published by the next run, and is what the site is compared with from then on."""
    runs(tmp_path)
    odd = pages(9, words=30)
    work_through(odd, tmp_path)
    assert release("press.example.org", data=tmp_path) == 24
    assert outcomes(odd, tmp_path) == {(Outcome.PUBLISHED, "")}
    assert not list((tmp_path / "review").rglob("*.json"))
    assert find_drift(tmp_path, settings=Settings()).held == {}
    assert outcomes(pages(10, words=30), tmp_path) == {(Outcome.PUBLISHED, "")}
    assert outcomes(pages(11, words=400), tmp_path) == {(Outcome.REVIEW, "held")}


def test_letting_go_what_is_not_held_is_explained(tmp_path: Path):
    """The message names the sites that are."""
    runs(tmp_path)
    with pytest.raises(UsageError, match="held back: no site"):
        release("press.example.org", data=tmp_path)


def test_what_is_published_stays_while_its_new_version_waits(tmp_path: Path):
    """A redesign that breaks every page of a site changes no article that consumers have."""
    first = pages(1)
    work_through(first, tmp_path)
    work_through(pages(2), tmp_path)
    before = articles_in(tmp_path)
    broken = [page(one.url, day=20, body="Subscribe to read on.") for one in first]
    assert outcomes(broken, tmp_path) == {(Outcome.REVIEW, "held")}
    assert articles_in(tmp_path) == before


def test_pages_that_give_no_article_any_more_withdraw_none_of_a_held_site(tmp_path: Path):
    """If most pages of a site are suddenly no articles, it is the site or the rules, not the articles."""
    runs(tmp_path)
    odd = [page(f"https://press.example.org/9/{number}", day=9, rejected="home") for number in range(24)]
    assert outcomes(odd, tmp_path) == {(Outcome.REVIEW, "held")}
    (one,) = (one for one in find_drift(tmp_path, settings=Settings()).departures if one.is_beyond)
    assert (one.measure, one.language, one.then, one.now, one.is_beyond) == ("no-article", "*", 0.0, 1.0, True)


def test_empty_fields_and_reviews_are_told(tmp_path: Path):
    """Headlines that were always there and are gone."""
    runs(tmp_path)
    bare = [
        page(f"https://press.example.org/9/{number}", day=9, body=f"{number} " + "word " * 120) for number in range(24)
    ]
    assert outcomes(bare, tmp_path) == {(Outcome.REVIEW, "held")}
    assert found(tmp_path) == {"no-headline": True}


def test_fewer_empty_fields_hold_nothing_back(tmp_path: Path):
    """Better extraction is reported, not punished."""
    for run in range(3):
        work_through(
            [page(f"https://a.example/{run}/{n}", day=run, body=f"{run} {n} " + "word " * 120) for n in range(24)],
            tmp_path,
        )
    better = [
        page(f"https://a.example/9/{n}", day=9, headline=f"H {n}", body=f"9 {n} " + "word " * 120) for n in range(24)
    ]
    assert outcomes(better, tmp_path) == {(Outcome.PUBLISHED, "")}
    assert found(tmp_path) == {"no-headline": False}


def test_another_language_is_drift(tmp_path: Path):
    """An English site that is suddenly in another language, or in none that can be told, has no past there."""
    runs(tmp_path)
    assert outcomes(pages(9, language="fr"), tmp_path) == {(Outcome.REVIEW, "held")}
    (one,) = (one for one in find_drift(tmp_path, settings=Settings()).departures if one.is_beyond)
    assert (one.measure, one.then, one.now) == ("new-language", 0.0, 1.0)


def test_a_hold_goes_on_in_the_next_shard_of_the_run(tmp_path: Path):
    """Shards know of each other through the ledger: what one held back, the next does not publish, few as it has."""
    runs(tmp_path)
    odd = pages(9, words=30)
    run = open_run(tmp_path)
    causes = []
    for part in (odd[:22], odd[22:]):
        with open_ledger(tmp_path / "ledger.sqlite") as ledger:
            Work(Shop(Folders(tmp_path), Settings(), obey), ledger, run).do(part, lambda row: causes.append(row.cause))
    close_run(tmp_path, run)
    assert causes == ["held"] * 24


def test_a_run_that_breaks_off_while_results_wait_loses_nothing(tmp_path: Path):
    """What waited was not entered anywhere: the next run cleans and publishes it, each article once."""
    runs(tmp_path)
    new = pages(9)

    def broken() -> Iterator[Capture]:
        yield from new[:15]
        raise KeyboardInterrupt

    run = open_run(tmp_path)
    with open_ledger(tmp_path / "ledger.sqlite") as ledger, pytest.raises(KeyboardInterrupt):
        Work(Shop(Folders(tmp_path), Settings(), obey), ledger, run).do(broken())
    before = len(feed_of(tmp_path))
    assert outcomes(new, tmp_path) == {(Outcome.PUBLISHED, "")}
    assert len(feed_of(tmp_path)) == before + 24
    assert len({line["id"] for line in feed_of(tmp_path)}) == len(feed_of(tmp_path))


def test_only_the_site_that_drifted_is_held(tmp_path: Path):
    """Interleaved with the pages of another site, each is judged by its own past."""
    for run in range(3):
        work_through([*pages(run), *pages(run, site="other.example")], tmp_path)
    mixed = [one for pair in zip(pages(9, words=30), pages(9, site="other.example"), strict=True) for one in pair]
    _, rows = work_through(mixed, tmp_path)
    assert {row.cause for row in rows if "press." in row.url} == {"held"}
    assert {row.cause for row in rows if "other." in row.url} == {""}


def test_runs_too_small_to_tell_are_judged_together(tmp_path: Path):
    """A few articles a day say nothing; over some days they do."""
    runs(tmp_path)
    held = [run for run in range(10, 20) if (Outcome.REVIEW, "held") in outcomes(pages(run, 3, words=20), tmp_path)]
    assert held
    assert held[0] > 10


def test_holding_can_be_switched_off(tmp_path: Path):
    """Then everything is published; what is told of it is the same."""
    settings = Settings.model_validate({"drift": {"action": "report"}})
    runs(tmp_path)
    assert outcomes(pages(9, words=30), tmp_path, settings) == {(Outcome.PUBLISHED, "")}
    assert found(tmp_path) == {"median letters": True}


def test_far_fewer_articles_than_usual_are_reported(tmp_path: Path):
    """The count alone holds nothing back."""
    runs(tmp_path)
    assert outcomes(pages(9, 7), tmp_path) == {(Outcome.PUBLISHED, "")}
    assert found(tmp_path) == {"articles": False}


def treated(words: int, **says: str) -> Treated:
    """One result."""
    capture = page("https://press.example.org/x", body="word " * words, **says)
    return Treated("id", capture.url, obey(capture).article)


@given(st.lists(st.integers(1, 5000), min_size=1, max_size=60), st.randoms())
def test_samples_add_up_in_any_order(lengths: list[int], chance: random.Random):
    """And the median they give is within 5 % of the true one."""
    samples = [sample for words in lengths for language, sample in samples_of(treated(words)) if language == "en"]
    total = sum(samples, Sample())
    chance.shuffle(samples)
    assert sum(samples, Sample()) == total
    assert total.articles == len(lengths)
    true = sorted(4 * words for words in lengths)[(len(lengths) - 1) // 2]
    assert total.median_letters == pytest.approx(true, rel=0.05)


def usual(chance: random.Random, size: int) -> Sample:
    """A sample of a site whose articles are of very different lengths, three in ten with strays."""
    steps = [letters_step(int(chance.lognormvariate(7, 0.8)) + 2) for _ in range(size)]
    having = {"article": size, "strays": sum(chance.random() < 0.3 for _ in range(size))}
    return Sample(size, having, {step: steps.count(step) for step in set(steps)})


def test_chance_is_no_drift():
    """Of five hundred pairs of samples of one and the same site, hardly one is reported and none held back."""
    chance = random.Random(8)  # noqa: S311 - noise, not secrets
    found = []
    for _ in range(500):
        now, then = (usual(chance, chance.randint(10, 200)) for _ in range(2))
        found += judge("s", {"en": now}, [Row("1", "en", then, is_held=False)], SETTINGS)
    assert len(found) <= 5
    assert not [one for one in found if one.is_beyond]
