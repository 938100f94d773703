"""The typography table: what it rewrites, and what it must never touch."""

from __future__ import annotations

import pytest

from pumice.read.repair import replay
from pumice.read.typography import normalise_typography
from pumice.read.typography.actions import apply_rule
from pumice.read.typography.normalise import _is_normal, rules_for
from pumice.read.typography.rules import RULES, UNTOUCHED


@pytest.mark.parametrize(("text", "language", "why"), UNTOUCHED)
def test_what_a_language_needs_stays(text: str, language: str, why: str):
    """Each entry of UNTOUCHED comes out as it went in."""
    assert normalise_typography(text, language=language).text == text, why


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("one,  two\u00a0 three \u00a0four", "en", "one, two three four"),
        ("a\u00a0lone bond", "en", "a lone bond"),
        ("«\u00a0 oui \u00a0»\u00a0 !", "fr", "«\u00a0oui\u00a0»\u00a0!"),
        ("«\u202f oui \u202f»", "fr", "«\u202foui\u202f»"),
        ("\ufeffsoft\u00adhy\u200bphen", "en", "softhyphen"),
        ("ﬁsh and ﬂour", "en", "fish and flour"),
        ("ﻣﺮﺣﺒﺎ", "ar", "مرحبا"),
        ("şi ţară", "ro", "și țară"),
        ("e\u0301te\u0301", "fr", "été"),
        ("safe\u202etxt.exe", "en", "safetxt.exe"),
        ("open \u2067never", "he", "open never"),
        ("bell\x07 and\x0btab\there", "en", "bell and tab here"),
        ("  edges \u00a0", "en", "edges"),
        ("zero\u200bwidth", None, "zerowidth"),
        ("ភាសា\u200bខ្មែរ", None, "ភាសា\u200bខ្មែរ"),
        ("神\ufa19", "ja", "神\ufa19"),
    ],
)
def test_rewrites(text: str, language: str | None, expected: str):
    """One case for each rule, replayed."""
    result = normalise_typography(text, language=language)
    assert result.text == expected
    assert replay(result.steps[0].before, result.steps[0].steps) == expected if result.steps else text == expected


def test_lines_are_kept_and_numbered():
    """A change names its line, and line breaks stay."""
    result = normalise_typography("one\ntwo  three\n\nfour", language="en")
    assert result.text == "one\ntwo three\n\nfour"
    assert [step.block for step in result.steps] == [1]


def test_every_rule_has_a_reason():
    """The table explains itself, and names are unique."""
    assert all(rule.reason for rule in RULES)
    assert len({rule.name for rule in RULES}) == len(RULES)


def test_unbalanced_quotes_are_flagged_and_left():
    """A quotation that opens straight and closes curled is an editor's to mend."""
    text = 'They met at the "Seminar on Customs and Trade,” which was new.'
    result = normalise_typography(text, language="en")
    assert (result.text, result.flags) == (text, ("unbalanced-quotes",))


def test_balanced_quotes_are_not_flagged():
    """Pairs of any family, apostrophes and inch marks raise no flag."""
    for text in ('“It’s 5" wide,” he said.', "„So“, sagte er.", '"a" and "b"', "«\u00a0oui\u00a0»", "rock ’n’ roll"):
        assert normalise_typography(text, language="en").flags == ()


@pytest.mark.parametrize("language", [None, "fr", "ro"])
def test_lines_that_are_passed_over_are_those_that_no_rule_would_change(language: str | None):
    """Each character of the Basic Multilingual Plane, in the places that rules ask for, with all rules tried."""
    rules = rules_for(language)
    characters = [chr(point) for point in range(0x10000) if point != ord("\n")]
    for pattern in ("a{0}b", "{0}{0}a", "a{0}{0}:", "«{0}{0}a ý", "1{0}2", "é {0}"):
        for start in range(0, len(characters), 64):
            some = characters[start : start + 64]
            lines = [pattern.format(character) for character in some]
            kept = [line for line in lines if _is_normal(line, rules)]
            changed = [line for line in kept if any(apply_rule(line, rule) != line for rule in rules)]
            assert changed == []
