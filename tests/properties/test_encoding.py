"""What holds of repair, typography and decoding whatever they are given."""

from __future__ import annotations

import json
import re
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from pumice.read.repair import repair, replay
from pumice.read.repair.charsets import CODECS
from pumice.read.repair.utf8 import misread
from pumice.read.typography import normalise_typography
from pumice.read.typography.rules import UNTOUCHED

SENTENCES: dict[str, str] = json.loads((Path(__file__).parents[1] / "data/sentences.json").read_text(encoding="utf-8"))
LANGUAGES = st.sampled_from([None, "en", "fr", "ro", "ar", "km", "he", "ja", "cs", "tr"])
UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")

words = st.sampled_from([word for text in SENTENCES.values() for word in text.split()] + [one[0] for one in UNTOUCHED])
broken = st.builds(misread, words, st.sampled_from(sorted(CODECS)))
oddities = st.sampled_from("\x00\x07\x93\x85\xad\u200b\u200d\u202e\u2067\ufeff\ufffd\ud83d\ude00\r\t\n\u2028&ﬁş´¬")
texts = st.lists(st.one_of(words, broken, oddities, st.text(max_size=5)), max_size=12).map(" ".join)


@settings(deadline=None, max_examples=150)
@given(texts)
def test_repairing_twice_is_repairing_once(text: str):
    """Repair is idempotent."""
    once = repair(text).text
    assert repair(once).text == once


@settings(deadline=None, max_examples=150)
@given(texts)
def test_changes_replay_line_by_line(text: str):
    """Running the recorded changes in order over the lines gives the result, and each change replays."""
    result = repair(text)
    lines = text.split("\n")
    for change in result.steps:
        assert lines[change.block] == change.before
        assert replay(change.before, change.steps) == change.after
        lines[change.block] = change.after
    assert "\n".join(lines) == result.text


@settings(deadline=None, max_examples=200)
@given(st.one_of(texts, st.text(st.characters(), max_size=60)))
def test_output_is_safe(text: str):
    """No surrogate, NUL or control comes out, and no line is lost or joined."""
    result = repair(text).text
    assert not UNSAFE.search(result)
    assert result.count("\n") == text.count("\n")
    result.encode()


@settings(deadline=None, max_examples=200)
@given(texts, LANGUAGES)
def test_normalising_twice_is_normalising_once(text: str, language: str | None):
    """Typography is idempotent in every language, keeps the lines, and replays."""
    result = normalise_typography(text, language=language)
    assert normalise_typography(result.text, language=language).text == result.text
    assert result.text.count("\n") == text.count("\n")
    for change in result.steps:
        assert replay(change.before, change.steps) == change.after


@settings(deadline=None, max_examples=60)
@given(
    st.sampled_from(sorted(SENTENCES)), st.sampled_from(["windows-1252", "windows-1251", "windows-1250", "macintosh"])
)
def test_utf8_misread_is_mended(language: str, charset: str):
    """Whatever the language, UTF-8 read as a common charset comes back; one letter alone may be too little to tell."""
    text = SENTENCES[language]
    broken = misread(text, charset)
    letters = sum(not letter.isascii() for letter in text)
    assert repair(broken).text in ({text} if letters > 1 else {text, broken})
