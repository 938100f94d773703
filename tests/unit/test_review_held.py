"""What waits with its site beside what a person turned down: both survive, and each is decided about by itself."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from pumice.doctor import examine
from pumice.errors import UsageError
from pumice.model import Article, Capture, Cleaned, Outcome, Verdict
from pumice.report import make_report
from pumice.reprocess import selected_articles
from pumice.review import accept, reject, release
from pumice.selection import Selection, Status
from pumice.settings import Settings
from pumice.store.folders import Folders
from pumice.store.ledger import open_ledger
from pumice.store.waiting import list_waiting
from tests.unit.store.making import articles_in, feed_of, obey, page, work_through
from tests.unit.test_review import reprocess_all

SITE = "press.example.org"
WHY = "a test page of the publisher"
LONG = "The ferry sails again after the storm. " * 30


def usual(day: int) -> list[Capture]:
    """Pages as the site always had them."""
    return [page(f"https://{SITE}/{one}", day=day, body=f"{one} {LONG}", headline=f"No {one}") for one in range(24)]


def odd(day: int, first: int = 0) -> list[Capture]:
    """Pages, suddenly of a few words."""
    numbers = range(first, first + 24)
    return [page(f"https://{SITE}/{one}", day=day, body=f"Please log in, {one}, {day}.") for one in numbers]


def held_back(data: Path) -> tuple[str, list[Capture]]:
    """A site that is held back with another version of each article; the id of its first, and what was held."""
    work_through(usual(0), data)
    held = odd(9)
    _, rows = work_through(held, data)
    assert {(row.status, row.cause) for row in rows} == {(Outcome.REVIEW, "held")}
    article = next(one for one in articles_in(data).values() if one.url == f"https://{SITE}/0")
    return article.id, held


def waiting(data: Path, article_id: str) -> dict[str, str]:
    """First word of the texts that wait of an article, by name."""
    with open_ledger(data / "ledger.sqlite") as ledger:
        found = [one for one in list_waiting(Folders(data), ledger) if one.article_id == article_id]
    assert all(one.evidence.is_file() for one in found)
    return {one.name: one.read().article_body.split()[0] for one in found}


def published(data: Path, article_id: str) -> Article | None:
    """The article in the clean folder."""
    return next((one for one in articles_in(data).values() if one.id == article_id), None)


def assert_sound(data: Path) -> None:
    """The doctor finds nothing but the evidence that the obedient cleaner makes badly."""
    assert not [finding for finding in examine(data) if not finding.fault.startswith(("raw", "audit-torn"))]


def test_rejecting_an_article_leaves_what_waits_with_its_site(tmp_path: Path):
    """Both lie in data/review; either comes back, and neither takes the other with it."""
    article_id, _ = held_back(tmp_path)
    reject(article_id, data=tmp_path, why=WHY)
    assert waiting(tmp_path, article_id) == {article_id: "0", f"{article_id}.held": "Please"}
    assert_sound(tmp_path)
    accept(article_id, data=tmp_path)
    article = published(tmp_path, article_id)
    assert article is not None
    assert article.article_body.startswith("0 The ferry")
    assert waiting(tmp_path, article_id) == {f"{article_id}.held": "Please"}
    assert_sound(tmp_path)


def test_a_held_version_leaves_what_was_turned_down_before(tmp_path: Path):
    """The other way round: first rejected, then another version of it is held back."""
    work_through(usual(0), tmp_path)
    article_id = next(one.id for one in articles_in(tmp_path).values() if one.url == f"https://{SITE}/0")
    reject(article_id, data=tmp_path, why=WHY)
    work_through(odd(9), tmp_path)
    assert waiting(tmp_path, article_id) == {article_id: "0", f"{article_id}.held": "Please"}
    assert_sound(tmp_path)


def test_a_rejection_does_not_reach_what_nobody_has_seen(tmp_path: Path):
    """The site let go, the held version is a new text: it is published, and what was turned down is done with."""
    article_id, held = held_back(tmp_path)
    reject(article_id, data=tmp_path, why=WHY)
    assert release(SITE, data=tmp_path) == 24
    _, rows = work_through(held, tmp_path)
    assert {row.status for row in rows} == {Outcome.PUBLISHED}
    assert published(tmp_path, article_id) is not None
    assert waiting(tmp_path, article_id) == {}
    assert_sound(tmp_path)


@pytest.mark.parametrize("is_rejected", [False, True])
def test_accepting_a_held_version_publishes_just_that(tmp_path: Path, *, is_rejected: bool):
    """The article is that text from now on, with the decision; all others of the site go on waiting."""
    article_id, held = held_back(tmp_path)
    if is_rejected:
        reject(article_id, data=tmp_path, why=WHY)
    judged = accept(f"{article_id[:8]}.held", data=tmp_path, why="it is what they write now")
    assert (judged.article_id, judged.is_new) == (f"{article_id}.held", True)
    article = published(tmp_path, article_id)
    assert article is not None
    assert article.article_body.startswith("Please")
    assert article.quality.decision == judged.decision
    assert feed_of(tmp_path)[-1]["change"] == ("added" if is_rejected else "changed")
    assert waiting(tmp_path, article_id) == {}
    with open_ledger(tmp_path / "ledger.sqlite") as ledger:
        assert ledger.statistics.held() == {SITE: 23}
        assert ledger.decisions.of(article_id) == judged.decision
    _, rows = work_through([*usual(0), *held], tmp_path)
    assert {row.status for row in rows} == {Outcome.UNCHANGED}
    reprocess_all(tmp_path, [held[0]])
    assert published(tmp_path, article_id) == article
    assert_sound(tmp_path)


def test_rejecting_a_held_version_keeps_just_that_out(tmp_path: Path):
    """What is published stays, under new rules and when the site is let go; it can be accepted after all."""
    article_id, held = held_back(tmp_path)
    feed = feed_of(tmp_path)
    judged = reject(f"{article_id}.held", data=tmp_path, why=WHY)
    assert (judged.decision.verdict, judged.is_new) == (Verdict.REJECTED, False)
    assert feed_of(tmp_path) == feed
    assert waiting(tmp_path, article_id) == {f"{article_id}.held": "Please"}
    assert release(SITE, data=tmp_path) == 23
    work_through(held, tmp_path)
    (row,) = reprocess_all(tmp_path, [held[0]])
    assert (row.status, row.cause) == (Outcome.REJECTED, "by-person")
    article = published(tmp_path, article_id)
    assert article is not None
    assert article.article_body.startswith("0 The ferry")
    accept(f"{article_id}.held", data=tmp_path)
    article = published(tmp_path, article_id)
    assert article is not None
    assert article.article_body.startswith("Please")
    assert_sound(tmp_path)


def test_what_was_never_published_is_decided_about_by_its_name_with_its_site(tmp_path: Path):
    """Without ".held" the message says what to type."""
    work_through(usual(0), tmp_path)
    work_through(odd(9, first=100), tmp_path)
    with open_ledger(tmp_path / "ledger.sqlite") as ledger:
        (name, *_) = [one.name for one in list_waiting(Folders(tmp_path), ledger)]
    with pytest.raises(UsageError, match=rf"give {name}"):
        accept(name.removesuffix(".held"), data=tmp_path)
    accept(name, data=tmp_path)
    assert published(tmp_path, name.removesuffix(".held")) is not None
    with pytest.raises(UsageError, match="no version of an article"):
        accept(name, data=tmp_path)


@pytest.mark.parametrize("is_new", [False, True])
@pytest.mark.parametrize("becomes", [{"rejected": "listing"}, {"fault": "too-deep"}])
def test_what_waited_and_makes_no_article_any_more_waits_no_longer(
    tmp_path: Path, becomes: dict[str, str], *, is_new: bool
):
    """Under other rules it is rejected or a fault: then nobody is asked to look at it."""
    work_through(usual(0), tmp_path)
    held = odd(9, first=100 if is_new else 0)
    work_through(held, tmp_path)
    assert len(list((tmp_path / "review").rglob("*.held.json"))) == 24
    release(SITE, data=tmp_path)

    def clean_otherwise(capture: Capture) -> Cleaned:
        return obey(replace(capture, body=json.dumps({**json.loads(capture.body), **becomes}).encode()))

    _, rows = work_through(held, tmp_path, clean=clean_otherwise)
    assert {row.status for row in rows} == {Outcome.REJECTED if "rejected" in becomes else Outcome.QUARANTINED}
    assert not list((tmp_path / "review").rglob("*.json"))


def test_cleaning_an_older_capture_again_leaves_what_waits(tmp_path: Path):
    """The published version made anew is no reason to lose the one that waits."""
    article_id, _ = held_back(tmp_path)
    reprocess_all(tmp_path, [usual(0)[0]])
    assert waiting(tmp_path, article_id) == {f"{article_id}.held": "Please"}


def test_a_rejected_article_that_is_cleaned_again_is_not_held(tmp_path: Path):
    """A decision is a decision, also where the site is held back when new rules come."""
    article_id, _ = held_back(tmp_path)
    reject(article_id, data=tmp_path, why=WHY)
    with open_ledger(tmp_path / "ledger.sqlite") as ledger, ledger.transaction():
        ledger.make_due(f"https://{SITE}/0", None)
    _, rows = work_through([*usual(0)[:1], *odd(10)], tmp_path)
    assert {(row.status, row.cause) for row in rows if row.url.endswith("/0")} == {
        (Outcome.REJECTED, "by-person"),
        (Outcome.REVIEW, "held"),
    }
    assert set(waiting(tmp_path, article_id)) == {article_id, f"{article_id}.held"}


def test_a_folder_of_an_earlier_pumice_keeps_both_too(tmp_path: Path):
    """There a held version lay where now only those lie that were turned down."""
    article_id, _ = held_back(tmp_path)
    for path in list((tmp_path / "review").rglob("*.held.*")):
        path.rename(path.with_name(path.name.replace(".held", "")))
    assert waiting(tmp_path, article_id) == {f"{article_id}.held": "Please"}
    reject(article_id, data=tmp_path, why=WHY)
    assert waiting(tmp_path, article_id) == {article_id: "0", f"{article_id}.held": "Please"}


def test_each_has_its_page_and_is_found_by_its_status(tmp_path: Path):
    """The report names both by what accept and reject take; so does a selection of what is held."""
    article_id, _ = held_back(tmp_path)
    reject(article_id, data=tmp_path, why=WHY)
    reject(f"{article_id}.held", data=tmp_path, why="nor this")
    make_report(tmp_path)
    pages = tmp_path / "report" / "articles" / SITE
    assert f"pumice accept {article_id}</code>" in (pages / f"{article_id}.html").read_text(encoding="utf-8")
    held = (pages / f"{article_id}.held.html").read_text(encoding="utf-8")
    assert "nor this" in held
    assert f"pumice accept {article_id}.held</code>" in held
    names = selected_articles(Selection(status=Status.HELD), data=tmp_path, settings=Settings())
    assert len(names) == 23
    assert all(name.endswith(".held") for name in names)
