"""Every charset that text is misread as, applied to our own sentences and undone."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pumice.model import RepairKind
from pumice.read.repair import repair, replay
from pumice.read.repair.steps import revert
from pumice.read.repair.swaps import swap
from pumice.read.repair.utf8 import misread, reread

SENTENCES: dict[str, str] = json.loads((Path(__file__).parents[3] / "data/sentences.json").read_text(encoding="utf-8"))
MISREAD = [
    ("fr", "windows-1252"),
    ("de", "macintosh"),
    ("pl", "windows-1250"),
    ("ru", "windows-1251"),
    ("uk", "KOI8-R"),
    ("el", "windows-1253"),
    ("tr", "windows-1254"),
    ("lv", "windows-1257"),
    ("cs", "ISO-8859-2"),
    ("es", "IBM437"),
    ("nl", "IBM850"),
    ("ar", "windows-1256"),
    ("hi", "windows-1252"),
    ("ja", "windows-1252"),
    ("ko", "windows-1252"),
    ("ka", "windows-1252"),
]
SWAPPED = [
    ("ru", "windows-1252", "windows-1251"),
    ("bg", "macintosh", "windows-1251"),
    ("ru", "windows-1251", "KOI8-R"),
    ("ru", "KOI8-R", "windows-1251"),
    ("el", "windows-1252", "windows-1253"),
    ("he", "windows-1252", "windows-1255"),
    ("ar", "windows-1252", "windows-1256"),
    ("pl", "windows-1252", "windows-1250"),
    ("hu", "windows-1252", "windows-1250"),
    ("lt", "windows-1252", "windows-1257"),
    ("tr", "windows-1252", "windows-1254"),
    ("th", "windows-1252", "windows-874"),
    ("pt", "windows-1250", "windows-1252"),
    ("fr", "windows-1251", "windows-1252"),
    ("sv", "macintosh", "windows-1252"),
    ("ja", "windows-1252", "Shift_JIS"),
    ("ja", "windows-1252", "EUC-JP"),
    ("zh-Hans", "windows-1252", "GBK"),
    ("zh-Hant", "windows-1252", "Big5"),
    ("ko", "windows-1252", "EUC-KR"),
]


def damage(text: str, read_as: str, written_as: str) -> str:
    """The text as it shows when its bytes are read wrongly."""
    codecs = {"Shift_JIS": "cp932", "EUC-JP": "euc_jp", "GBK": "gbk", "Big5": "big5hkscs", "EUC-KR": "cp949"}
    if written_as in codecs:
        return text.encode(codecs[written_as]).decode("latin-1")
    return swap(text, written_as, read_as)


@pytest.mark.parametrize(("language", "charset"), MISREAD)
def test_utf8_misread_once_and_twice(language: str, charset: str):
    """UTF-8 read as a charset is mended, and so is what went through windows-1252 once more."""
    text = SENTENCES[language]
    once = misread(text, charset)
    assert reread(once, charset) == text
    assert repair(once).text == text
    assert repair(misread(once, "windows-1252")).text == text


@pytest.mark.parametrize(("language", "read_as", "written_as"), SWAPPED)
def test_legacy_charsets_swapped(language: str, read_as: str, written_as: str):
    """A text in one legacy charset read as another is found by its language, without being told."""
    text = SENTENCES[language].replace("’", "'").replace("–", "-")
    result = repair(damage(text, read_as, written_as))
    assert result.text == text
    assert {step.kind for step in result.steps} == {RepairKind.MOJIBAKE}


def test_one_broken_paragraph_on_a_clean_page():
    """Only the broken line changes, and the change names it."""
    lines = [SENTENCES["cs"], misread(SENTENCES["sk"], "windows-1250"), SENTENCES["pl"]]
    result = repair("\n".join(lines))
    assert result.text.split("\n") == [SENTENCES["cs"], SENTENCES["sk"], SENTENCES["pl"]]
    assert {step.block for step in result.steps} == {1}


def test_what_mends_the_page_mends_its_short_lines():
    """A line too short to prove anything follows the lines around it."""
    page = "\n".join([SENTENCES["ru"], "И так", SENTENCES["bg"]])
    assert repair(swap(page, "windows-1251", "windows-1252")).text == page


def test_changes_replay_and_revert():
    """Each change replays, and a change of charset can be undone from its result."""
    broken = misread(SENTENCES["de"], "windows-1252")
    (step,) = repair(broken).steps
    assert step.before == broken
    assert replay(step.before, step.steps) == step.after
    assert revert(step.after, step.steps) == broken


def test_cesu8_and_emoji():
    """Surrogates that were written as UTF-8 one by one come back as one character."""
    assert repair("Guten Morgen í\xa0½í¸\x80 und ðŸ˜€").text == "Guten Morgen 😀 und 😀"


@pytest.mark.parametrize(
    "text",
    [
        "Der Text „Ã©“ steht hier als Beispiel.",
        "IRMÃ® é marca registada em SÃO PAULO",
        "10 °C ± 5 µm, ½ Pfund",
        "Ixyä’ü tëëk pëëk",
        "ТУ-154М и Су-27СК",
        "HTML-Zeichen wie &lt;b&gt; bleiben",
    ],
)
def test_what_only_looks_broken_stays(text: str):
    """Mentions, capitals, units, languages without statistics, and codes of two scripts."""
    assert repair(text).text == text
