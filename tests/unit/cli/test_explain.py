"""What explain shows."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pumice.cli.explain import explain_file
from pumice.cli.terminal import safe
from pumice.settings import Settings
from pumice.text.difference import difference
from pumice.text.visible import visible


@pytest.mark.parametrize(
    ("before", "after", "shown"),
    [
        ("a long beginning, then cafÃ© and a long end", "a long beginning, then café and a long end", "fÃ©"),
        ("one\u00a0 two", "one two", "\u00a0 "),
        ("aaaa", "aaa", "aaaa"),
        ("same", "same", "same"),
    ],
)
def test_difference_shows_the_change(before: str, after: str, shown: str):
    """The changed stretch is in what is shown of the text before."""
    assert shown in difference(before, after)[0]


@given(st.text(max_size=40), st.text(max_size=40), st.text(max_size=40), st.text(max_size=40))
def test_difference_loses_nothing(head: str, old: str, new: str, tail: str):
    """Both parts, put back, give both texts: what was trimmed is common to them."""
    before, after = head + old + tail, head + new + tail
    left, right = difference(before, after)
    assert left in before
    assert right in after
    assert len(before) - len(left) == len(after) - len(right)


@given(st.text(max_size=60))
def test_nothing_drives_the_terminal(text: str):
    """No control, no direction override and no line break reaches the terminal."""
    for shown in (safe(text), visible(text)):
        assert not any(ord(c) < 32 or 0x7F <= ord(c) < 0xA0 or "\u202a" <= c <= "\u202e" for c in shown)


def test_what_is_explained_is_what_a_run_does(tmp_path: Path):
    """With the recipes of the settings and the memory in the data folder."""
    prose = (
        "<p>The ferry leaves at noon from the old quay, and whoever comes late waits for the next one on Friday.</p>"
    )
    page = tmp_path / "page.html"
    page.write_text(f"<html><body>{prose}<p class=offer>Buy the printed paper.</p></body></html>", encoding="utf-8")
    page.with_suffix(".meta.json").write_text('{"url": "https://press.example/a", "contentType": "text/html"}')
    recipes = tmp_path / "recipes"
    recipes.mkdir()
    (recipes / "press.toml").write_text('sites = "press.example"\n[select]\ndrop = ".offer"\n', encoding="utf-8")
    settings = Settings.model_validate({"recipes": {"folder": str(recipes)}})
    cleaned = explain_file(page, settings, tmp_path / "data")
    assert "furniture/2:recipe-drop" in {mark.by for mark in cleaned.document.marks}
