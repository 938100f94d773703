"""scripts/golden.py: what it accepts can be read again, and it never accepts nothing."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from pumice import Cleaned, Rejected
from scripts import golden
from tests.golden import expectations
from tests.golden.expectations import clean_page, differences, read_expectation, read_expectations

BY_NAME = {expectation.name: expectation for expectation in read_expectations()}


@pytest.fixture
def corpus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty corpus that the script writes to in place of the real one."""
    for folder in ("pages", "bodies"):
        (tmp_path / folder).mkdir()
    monkeypatch.setattr(golden, "HERE", tmp_path)
    monkeypatch.setattr(expectations, "HERE", tmp_path)
    return tmp_path


@pytest.mark.parametrize("name", ["1042_ar", "1053_en", "1056_en", "1060_ru"])
def test_an_accepted_result_differs_from_nothing(corpus: Path, name: str):
    """What --accept writes is what the page gives, whatever was expected before."""
    expectation = replace(BY_NAME[name], not_in_body=(), kept=(), translations=None)
    cleaned = clean_page(expectation)
    assert golden.accept(expectation, cleaned)
    found = differences(read_expectation(corpus / "pages" / f"{name}.toml"), cleaned)
    assert {aspect: lines for aspect, lines in found.items() if lines} == {}


def test_a_result_without_a_body_is_refused(corpus: Path):
    """An empty expectation would pass by nothing."""
    page = BY_NAME["1042_en"]
    nothing = Cleaned(clean_page(page).document, Rejected("empty", "nothing left"))
    assert not golden.accept(page, nothing)
    assert not list(corpus.rglob("*.t*"))


def test_an_expected_article_needs_a_body(corpus: Path):
    """A page that is expected to be an article names blocks."""
    path = corpus / "pages" / "x.toml"
    path.write_text('address = "/x"\noutcome = "article"\n', encoding="utf-8")
    with pytest.raises(ValueError, match="name its body file"):
        read_expectation(path)
