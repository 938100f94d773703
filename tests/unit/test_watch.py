"""The stopwatch beside the pipeline: it changes nothing, and every marker's finds belong to the marker's stage."""

from __future__ import annotations

import pytest

from pumice.errors import Cause
from pumice.house import build_house, stage_of
from pumice.model import Counts, Outcome, Reason, RepairKind, Stage, Tally
from pumice.model.outcome import stage_of_finding
from pumice.pipeline import run
from pumice.settings import Settings
from pumice.watch import run_watched
from tests.golden.expectations import Expectation, read_capture, read_expectations

HOUSE = build_house(Settings())
PAGES = [expectation for expectation in read_expectations() if expectation.outcome != "rejected"][:12]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.address)
def test_watching_changes_nothing(page: Expectation):
    """The watched pipeline gives what the pipeline gives, and the time of the four stages that it has."""
    capture = read_capture(page.address)
    watched = run_watched(capture, HOUSE)
    assert watched == run(capture, HOUSE)
    assert set(watched.seconds) == set(Stage) - {Stage.SCRAPE}
    assert all(seconds > 0 for seconds in watched.seconds.values())


def test_marks_belong_to_the_stage_of_their_marker():
    """So that a stage's time and its findings speak of the same work."""
    strangers = []
    for page in PAGES:
        document = run(read_capture(page.address), HOUSE).document.with_marks([])
        for marker in HOUSE.markers:
            strangers += [mark for mark in marker(document) if mark.reason.stage is not stage_of(marker)]
    assert strangers == []


def test_each_finding_has_its_stage():
    """Marks, repairs and causes share one namespace; none is counted under the wrong stage."""
    assert stage_of_finding(Reason.STRAY_LABEL) is Stage.LANGUAGE
    assert stage_of_finding(Reason.CONSENT) is Stage.BOILERPLATE
    assert stage_of_finding(RepairKind.MOJIBAKE) is Stage.ENCODING
    assert stage_of_finding(Cause.TOO_DEEP) is Stage.ENCODING
    assert stage_of_finding(Cause.HTTP_STATUS) is Stage.SCRAPE
    assert stage_of_finding(Cause.EMPTY) is Stage.ARTICLES
    assert stage_of_finding("listing") is Stage.ARTICLES
    assert not set(Reason) & set(RepairKind)


def test_counts_add_their_stages():
    """Documents and seconds of each stage; times are no part of equality."""
    first = Counts(1, {Outcome.PUBLISHED: 1}, {"mojibake": 2}, 0, {Stage.ENCODING: Tally(1, 0.5)})
    second = Counts(1, {Outcome.PUBLISHED: 1}, {"mojibake": 1}, 0, {Stage.ENCODING: Tally(1, 1.5)})
    both = first + second
    assert both.stages == {Stage.ENCODING: Tally(2, 2.0)}
    assert both.findings_of(Stage.ENCODING) == {"mojibake": 3}
    assert both.findings_of(Stage.LANGUAGE) == {}
    assert Counts(1, {Outcome.PUBLISHED: 1}) == Counts(1, {Outcome.PUBLISHED: 1}, stages={Stage.SCRAPE: Tally(1, 9.0)})
