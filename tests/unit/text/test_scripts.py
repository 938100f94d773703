"""Unicode scripts: single characters, letters, runs."""

import pytest

from pumice.text.scripts import ScriptRun, count_letters, script_of, script_runs


@pytest.mark.parametrize(
    ("character", "script"),
    [("a", "Latn"), ("ж", "Cyrl"), ("Ω", "Grek"), ("世", "Hani"), ("あ", "Hira"), ("ア", "Kana"), ("한", "Hang"),
     ("ع", "Arab"), ("ש", "Hebr"), ("ე", "Geor"), ("Ա", "Armn"), ("አ", "Ethi"), ("ไ", "Thai"), ("ཀ", "Tibt"),
     ("7", "Zyyy"), (" ", "Zyyy"), ("—", "Zyyy"), ("\u0301", "Zinh"), ("😀", "Zyyy"), ("\ud800", "Zzzz")],
)  # fmt: skip
def test_script_of_names_the_script(character: str, script: str):
    """Each character has the script that the Unicode Character Database gives it, lone surrogates included."""
    assert script_of(character) == script


def test_letters_are_letters_and_marks():
    """Digits, signs and spaces are no letters; combining marks are."""
    assert count_letters("ab 12 ж! e\u0301 — 世") == 6


def test_runs_cover_the_text_and_common_characters_join_the_run_before():
    """Spaces and punctuation belong to the run before them, those at the start to the first run."""
    assert list(script_runs("«Press» Пресса: 世界")) == [
        ScriptRun(0, 8, "Latn"),
        ScriptRun(8, 16, "Cyrl"),
        ScriptRun(16, 18, "Hani"),
    ]


def test_text_without_letters_is_one_common_run():
    """Digits alone have no script of their own."""
    assert list(script_runs("12/03")) == [ScriptRun(0, 5, "Zyyy")]
    assert list(script_runs("")) == []
