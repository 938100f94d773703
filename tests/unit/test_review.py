"""What a person decides: it is published or taken back at once, and no new rules undo it."""

from __future__ import annotations

from pathlib import Path

import pytest

from pumice.doctor import examine
from pumice.errors import UsageError
from pumice.model import Capture, Outcome, QualityStatus, Verdict
from pumice.normalise import Work, close_run, open_run
from pumice.review import accept, reject
from pumice.settings import Settings
from pumice.store.folders import Folders
from pumice.store.ledger import open_ledger
from pumice.store.records import Done
from pumice.withdraw import withdraw_gone
from pumice.workers import Shop
from tests.unit.store.making import LONG, articles_in, feed_of, obey, page, work_through

URL = "https://press.example.org/1"
WHY = "a test page of the publisher"


def reprocess_all(data: Path, captures: list[Capture]) -> list[Done]:
    """Clean everything again, as new code would."""
    rows: list[Done] = []
    run = open_run(data)
    with open_ledger(data / "ledger.sqlite") as ledger:
        Work(Shop(Folders(data), Settings(), obey), ledger, run, due="all").do(captures, rows.append)
    close_run(data, run)
    return rows


def published(data: Path, *captures: Capture) -> str:
    """Publish the captures, and give the id of the article."""
    work_through(list(captures), data)
    (path,) = articles_in(data)
    return Path(path).stem


def assert_sound(data: Path) -> None:
    """The doctor finds nothing but the evidence that the obedient cleaner makes badly."""
    assert not [finding for finding in examine(data) if not finding.fault.startswith(("raw", "audit-torn"))]


def test_an_accepted_article_needs_no_review_any_more(tmp_path: Path):
    """Its quality says so and why, consumers are told, what was noticed stays noticed."""
    article_id = published(tmp_path, page(URL, status="review"))
    judged = accept(article_id, data=tmp_path, why="checked against print")
    (article,) = articles_in(tmp_path).values()
    assert (judged.decision.verdict, judged.is_new, judged.url) == (Verdict.ACCEPTED, True, URL)
    assert article.quality.status is QualityStatus.OK
    assert article.quality.decision == judged.decision
    assert article.quality.decision is not None
    assert article.quality.decision.why == "checked against print"
    last = feed_of(tmp_path)[-1]
    assert (last["change"], last["fields"]) == ("changed", ["quality"])
    assert_sound(tmp_path)


def test_acceptance_survives_reprocessing_but_not_another_page(tmp_path: Path):
    """The same capture stays accepted under any rules; another text awaits review again."""
    capture = page(URL, status="review")
    accept(published(tmp_path, capture), data=tmp_path)
    assert [row.status for row in reprocess_all(tmp_path, [capture])] == [Outcome.UNCHANGED]
    (article,) = articles_in(tmp_path).values()
    assert article.quality.decision is not None
    _, rows = work_through([page(URL, day=1, status="review", body=f"Other news. {LONG}")], tmp_path)
    assert [row.status for row in rows] == [Outcome.REVIEW]
    (article,) = articles_in(tmp_path).values()
    assert (article.quality.status, article.quality.decision) == (QualityStatus.REVIEW, None)


def test_a_rejected_article_leaves_and_waits(tmp_path: Path):
    """It is withdrawn with a line that says by whom; article and evidence lie in data/review."""
    article_id = published(tmp_path, page(URL))
    judged = reject(article_id[:8], data=tmp_path, why=WHY)
    assert (judged.article_id, judged.is_new) == (article_id, True)
    assert articles_in(tmp_path) == {}
    last = feed_of(tmp_path)[-1]
    assert (last["change"], last["cause"]) == ("withdrawn", "by-person")
    waiting = sorted(path.name for path in (tmp_path / "review").rglob("*.json"))
    assert waiting == [f"{article_id}.audit.json", f"{article_id}.json"]
    assert_sound(tmp_path)


def test_rejection_survives_reprocessing_of_every_known_capture(tmp_path: Path):
    """Neither the capture itself, an older one, nor one from another interface brings it back; a new text does."""
    body = f"The same news. {LONG}"
    older, newer = page(URL, body=body), page(URL, day=1, body=body, note="x")
    other = page(f"{URL}?lang=ru", body=body, interface="ru")
    work_through([older, newer, other], tmp_path)
    (path,) = articles_in(tmp_path)
    reject(Path(path).stem, data=tmp_path, why=WHY)
    before = feed_of(tmp_path)
    rows = reprocess_all(tmp_path, [older, newer, other])
    assert {(row.status, row.cause) for row in rows} == {(Outcome.REJECTED, "by-person")}
    assert articles_in(tmp_path) == {}
    assert feed_of(tmp_path) == before
    work_through([page(URL, day=2, body=f"Corrected news. {LONG}")], tmp_path)
    assert set(articles_in(tmp_path)) == {path}
    assert feed_of(tmp_path)[-1]["change"] == "added"
    assert not list((tmp_path / "review").rglob("*.json"))
    assert_sound(tmp_path)


def test_a_rejected_article_comes_back_as_it_was_when_accepted(tmp_path: Path):
    """Also where its raw bytes are gone: what waits in data/review is all that is needed."""
    article_id = published(tmp_path, page(URL))
    (before,) = articles_in(tmp_path).values()
    evidence = next((tmp_path / "audit").rglob("*.json")).read_bytes()
    reject(article_id, data=tmp_path, why=WHY)
    for path in (tmp_path / "raw").rglob("*"):
        if path.is_file():
            path.unlink()
    accept(article_id, data=tmp_path)
    (article,) = articles_in(tmp_path).values()
    assert (article.id, article.article_body) == (article_id, before.article_body)
    assert next((tmp_path / "audit").rglob("*.json")).read_bytes() == evidence
    assert feed_of(tmp_path)[-1]["change"] == "added"
    assert not list((tmp_path / "review").rglob("*.json"))


def test_deciding_twice_changes_nothing_more(tmp_path: Path):
    """The same verdict again is no news for consumers; the newer reason counts."""
    article_id = published(tmp_path, page(URL))
    reject(article_id, data=tmp_path, why=WHY)
    feed = feed_of(tmp_path)
    assert not reject(article_id, data=tmp_path, why="the same, said better").is_new
    assert feed_of(tmp_path) == feed
    with open_ledger(tmp_path / "ledger.sqlite") as ledger:
        decision = ledger.decisions.of(article_id)
    assert decision is not None
    assert decision.why == "the same, said better"


@pytest.mark.parametrize(
    ("article", "message"),
    [
        ("f" * 32, "no article with the id"),
        ("../../etc", "32 hex digits"),
        ("", "32 hex digits"),
        ("abc", "eight or more"),
    ],
)
def test_what_is_no_article_is_explained(tmp_path: Path, article: str, message: str):
    """Nothing changes, and the message says what was expected."""
    published(tmp_path, page(URL))
    with pytest.raises(UsageError, match=message):
        accept(article, data=tmp_path)


def test_a_rejection_needs_a_reason(tmp_path: Path):
    """Those who come later want to know."""
    article_id = published(tmp_path, page(URL))
    with pytest.raises(UsageError, match="say why"):
        reject(article_id, data=tmp_path, why="  ")
    assert articles_in(tmp_path)


def test_an_article_whose_page_is_gone_awaits_no_decision(tmp_path: Path):
    """It was withdrawn for another reason; accepting must not resurrect it."""
    article_id = published(tmp_path, page(URL))
    withdraw_gone([URL], data=tmp_path)
    with pytest.raises(UsageError, match="awaits no decision"):
        accept(article_id, data=tmp_path)


def test_without_a_ledger_nothing_is_made(tmp_path: Path):
    """The message says what to run first."""
    with pytest.raises(UsageError, match="pumice normalise"):
        accept("0" * 32, data=tmp_path)
    assert list(tmp_path.iterdir()) == []
