"""Language tags: canonical forms and twins."""

import pytest

from pumice.language import are_twins, base_of, normalise_tag, twins_of


@pytest.mark.parametrize(
    ("written", "canonical"),
    [("en", "en"), ("en_GB", "en-GB"), ("EN-gb", "en-GB"), ("zh-hant-tw", "zh-Hant-TW"), ("sr_Latn", "sr-Latn"),
     ("iw", "he"), ("no", "nb"), ("sh", "sr-Latn"), ("fil-PH", "tl-PH"), ("de_DE.UTF-8", "de-DE"), ("es-419", "es-419"),
     ("zh-cmn-Hans", "zh-Hans"), ("uz-Cyrl", "uz-Cyrl"), (" fr ", "fr"), ("en, fr", "en"), ("de-1996", "de")],
)  # fmt: skip
def test_tags_come_out_canonical(written: str, canonical: str):
    """Whatever case, separator or withdrawn code a page uses, one form comes out."""
    assert normalise_tag(written) == canonical


@pytest.mark.parametrize("written", ["", "-", "english", "x-default", "1", "e", "русский", "{{lang}}", "text"])
def test_what_is_no_tag_is_none(written: str):
    """Words, placeholders and private tags name no language."""
    assert normalise_tag(written) is None


def test_twins_are_symmetric_and_not_wider_than_their_group():
    """Croatian and Bosnian are twins, Croatian and Slovene are not; Serbian in Cyrillic is nobody's twin."""
    assert are_twins("hr", "bs")
    assert are_twins("bs-BA", "sr-Latn-RS")
    assert are_twins("nb", "da")
    assert not are_twins("hr", "sl")
    assert not are_twins("hr", "sr")
    assert twins_of("ms") == ("id", "ms")
    assert twins_of("fr") == ()


def test_base_drops_the_region_only():
    """The script stays where it tells two ways of writing one language apart."""
    assert base_of("en-GB") == "en"
    assert base_of("sr-Latn-RS") == "sr-Latn"
    assert base_of("zh-Hant") == "zh"
