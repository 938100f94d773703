"""Taking over the results of some stages only, and what a dry run says of the reasons."""

from __future__ import annotations

from pathlib import Path

import pytest

from pumice import house
from pumice.diff import Diff
from pumice.house import stage_of
from pumice.model import Article, Reason, Stage
from pumice.normalise import normalise
from pumice.reprocess import changes_of, open_run, plan_parts, publish_part, reprocess
from pumice.selection import Selection
from pumice.settings import Settings
from pumice.store.clean import read_clean
from tests.golden.expectations import read_capture

PAGE = "/missions/astervale/1053/joint-statement-samaka_en"
ANOTHER = "/missions/astervale/1056/tide-tables-on-paper_en"
LANGUAGE, BOILERPLATE = Selection(stages=(Stage.LANGUAGE,)), Selection(stages=(Stage.BOILERPLATE,))


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A page of the demo, published by a house that finds neither menus nor other languages; now it finds both."""
    with monkeypatch.context() as earlier:
        earlier.setattr(house, "MARKERS", tuple(one for one in house.MARKERS if stage_of(one) is Stage.ARTICLES))
        normalise([read_capture(PAGE)], data=tmp_path)
    return tmp_path


def article(data: Path) -> Article:
    """The one article."""
    (found,) = read_clean(data / "clean")
    return found


def reasons(diff: Diff) -> set[Stage]:
    """The stages whose findings a dry run says are new."""
    return {Reason(name).stage for name in diff.reasons or {}}


def test_a_dry_run_tells_reasons_fields_and_examples(data: Path):
    """By stage: each says what it would change, both together what both would."""
    assert reasons(reprocess(LANGUAGE, data=data, mode="dry-run")) == {Stage.LANGUAGE}
    assert reasons(reprocess(BOILERPLATE, data=data, mode="dry-run")) == {Stage.BOILERPLATE}
    diff = reprocess(Selection(), data=data, mode="dry-run")
    assert reasons(diff) == {Stage.LANGUAGE, Stage.BOILERPLATE}
    assert diff.fields["articleBody"] == 1
    body = next(example for example in diff.examples if example.field == "articleBody")
    assert body.size > len(body.after) - len(body.before)
    assert all(len(text) <= 400 for example in diff.examples for text in (example.before, example.after))


def test_publishing_one_stage_leaves_the_others_results(data: Path):
    """The stray goes, the menus stay; then the other stage is taken over, and both are as if done at once."""
    before = article(data)
    reprocess(LANGUAGE, data=data, mode="publish")
    halfway = article(data)
    assert not before.strays
    assert halfway.strays
    assert len(halfway.article_body) < len(before.article_body)
    reprocess(BOILERPLATE, data=data, mode="publish")
    assert len(article(data).article_body) < len(halfway.article_body)
    assert reprocess(Selection(), data=data, mode="dry-run").changes == ()


def test_with_the_encoding_all_stages_run(data: Path):
    """Marks from then would point at the wrong characters of a text that is read anew."""
    diff = reprocess(Selection(stages=(Stage.ENCODING,)), data=data, mode="dry-run")
    assert reasons(diff) == {Stage.LANGUAGE, Stage.BOILERPLATE}


def test_a_run_that_was_stopped_is_resumed_by_planning_it_again(tmp_path: Path):
    """What it has done is left out, what it has not is done once; another run begins with everything."""
    normalise([read_capture(PAGE), read_capture(ANOTHER)], data=tmp_path)
    settings = Settings.model_validate({"run": {"shard_size": 1}})
    run = open_run(tmp_path)
    first, second = plan_parts(Selection(), data=tmp_path, settings=settings, run=run)
    assert publish_part(first, data=tmp_path, run=run, settings=settings).inputs == 1
    (rest,) = plan_parts(Selection(), data=tmp_path, settings=settings, run=run)
    assert rest.raw_paths == second.raw_paths
    assert publish_part(rest, data=tmp_path, run=run, settings=settings).inputs == 1
    assert plan_parts(Selection(), data=tmp_path, settings=settings, run=run) == []
    assert len(plan_parts(Selection(), data=tmp_path, settings=settings)) == 2
    assert changes_of(tmp_path, run) == ()
