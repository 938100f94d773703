"""Which captures are cleaned again, by every condition that the form offers; and what a wrong one is answered."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from pumice.errors import UsageError
from pumice.model import Outcome, Stage
from pumice.normalise import normalise
from pumice.reprocess import reprocess
from pumice.selection import Days, Selection, Status, parse_days
from pumice.settings import Settings
from pumice.store.raw import read_raw
from tests.unit.test_normalise import ARTICLE

FRENCH = """<html lang="fr"><head><title>Le pont rouvre</title></head><body><h1>Le pont rouvre</h1>
<time datetime="2026-03-05">5 mars 2026</time>
<p>Le vieux pont sur la rivière a été rouvert lundi après quatre mois de réparations, a dit le conseil municipal.</p>
<p>Les ingénieurs ont remplacé deux de ses sept arches et nettoyé la pierre ; le chantier a coûté moins que prévu.</p>
</body></html>"""
DATED = ARTICLE.replace("<p>The old", '<time datetime="2026-02-03">3 February 2026</time><p>The old')
PAGES = {
    "https://press.example/a": (DATED, "2026-02-04T06:00:00+00:00"),
    "https://press.example/b": (FRENCH, "2026-03-06T23:30:00+00:00"),
    "https://herald.example/c": ("<p>Too short.</p>", "2026-03-07T00:30:00+00:00"),
    "https://herald.example/d": ("", "2026-03-08T00:00:00+00:00"),
}
SHORT_IS_REVIEWED = Settings.model_validate({"policy": {"review_letters": 100}})


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Four captures: two dated articles in two languages, one for review, one in quarantine."""
    folder = tmp_path_factory.mktemp("data")
    (folder / "raw").mkdir()
    for number, (url, (content, fetched)) in enumerate(PAGES.items()):
        (folder / "raw" / f"{number}.html").write_text(content)
        (folder / "raw" / f"{number}.meta.json").write_text(json.dumps({"url": url, "fetchedAt": fetched}))
    counts = normalise(read_raw(folder / "raw"), data=folder, settings=SHORT_IS_REVIEWED)
    assert counts.outcomes == {Outcome.PUBLISHED: 2, Outcome.QUARANTINED: 1, Outcome.REVIEW: 1}
    return folder


@pytest.mark.parametrize(
    ("selection", "wanted"),
    [
        (Selection(), "abcd"),
        (Selection(languages=("en",)), "ac"),
        (Selection(languages=("FR", "de")), "b"),
        (Selection(published=Days(date(2026, 2, 3), date(2026, 2, 3))), "a"),
        (Selection(published=Days(first=date(2026, 2, 4))), "b"),
        (Selection(fetched=Days(date(2026, 3, 6), date(2026, 3, 7))), "bc"),
        (Selection(fetched=Days(last=date(2026, 2, 4))), "a"),
        (Selection(status=Status.QUARANTINED), "d"),
        (Selection(status=Status.REVIEW), "c"),
        (Selection(status=Status.CHANGED_RULES), ""),
        (Selection(sites=("press.example",), languages=("fr",), limit=5), "b"),
    ],
)
def test_every_condition_narrows_the_selection(data: Path, selection: Selection, wanted: str):
    """What fits all of them is taken, in the order of raw paths."""
    diff = reprocess(selection, data=data, mode="dry-run", settings=SHORT_IS_REVIEWED)
    assert "".join(row.url[-1] for row in diff.rows) == wanted


def test_an_article_stays_for_review_when_it_was_cleaned_again_without_a_change(data: Path):
    """The last run's outcome is "unchanged" then, but a person still has to look."""
    assert reprocess(Selection(), data=data, mode="publish", settings=SHORT_IS_REVIEWED).changes == ()
    diff = reprocess(Selection(status=Status.REVIEW), data=data, mode="dry-run", settings=SHORT_IS_REVIEWED)
    assert [row.url for row in diff.rows] == ["https://herald.example/c"]


def test_changed_rules_takes_what_other_rules_cleaned(data: Path):
    """Other settings are other rules; what could not be read has none and is tried again by every run anyway."""
    diff = reprocess(Selection(status=Status.CHANGED_RULES), data=data, mode="dry-run", settings=Settings())
    assert "".join(row.url[-1] for row in diff.rows) == "abcd"


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"limit": 0}, "at least 1"),
        ({"sites": ("https://press.example/",)}, "without https://"),
        ({"languages": ("english language",)}, "BCP 47"),
        ({"addresses": (" ",)}, "an address is empty"),
        ({"stages": (Stage.SCRAPE,)}, "pumice scrape"),
    ],
)
def test_a_wrong_condition_is_told_from_a_right_one(wrong: dict[str, object], message: str):
    """Each message says what was expected."""
    with pytest.raises(UsageError, match=message):
        Selection(**wrong)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("", Days()),
        ("2026-01-01..2026-01-31", Days(date(2026, 1, 1), date(2026, 1, 31))),
        ("2026-01-01..", Days(first=date(2026, 1, 1))),
        ("..2026-01-31", Days(last=date(2026, 1, 31))),
        ("2026-01-01", Days(date(2026, 1, 1), date(2026, 1, 1))),
    ],
)
def test_days_are_written_from_to(text: str, days: Days):
    """Either side may be missing; a day alone is that day."""
    assert parse_days(text) == days


@pytest.mark.parametrize("text", ["yesterday", "2026-13-01", "2026-02-01..2026-01-01", "2026-01-01...2026-01-31"])
def test_days_that_are_none_are_refused(text: str):
    """With what was expected."""
    with pytest.raises(UsageError, match="2026"):
        parse_days(text)


@pytest.mark.parametrize(
    ("moment", "holds"), [("2026", False), ("2026-02", True), ("2026-02-01T10:00:00", True), (None, False)]
)
def test_dates_as_precise_as_the_page_lie_in_a_range(moment: str | None, holds: bool):  # noqa: FBT001
    """A month alone counts as its first day; an article without a date is in no range of days."""
    assert Days(date(2026, 2, 1), date(2026, 2, 28)).hold(moment) is holds
