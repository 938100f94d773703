"""Counting letters and characters of a script is quick, and agrees with asking of each character."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pumice.text.scripts import count_letters, count_of_scripts, is_letter, script_of

ANY = st.text(max_size=300) | st.text(alphabet="aéж港𠮷ไ१\u0301 .", max_size=6_000)


@given(ANY)
def test_letters_are_counted_one_by_one(text: str):
    """Whatever the script, within the Basic Multilingual Plane and beyond."""
    assert count_letters(text) == sum(map(is_letter, text))


@given(ANY)
def test_scripts_are_counted_one_by_one(text: str):
    """The same for characters of a script."""
    assert count_of_scripts(text, frozenset({"Hani", "Thai"})) == sum(
        script_of(one) in {"Hani", "Thai"} for one in text
    )
