"""Texts that are alike, and those that only differ in their numbers, in many scripts."""

from __future__ import annotations

import pytest

from pumice.text.likeness import compare, signature

EN = (
    "On the occasion of the international day of rivers, on {day} {month} {year}, the council reaffirms its support "
    "for all who keep the banks in repair. This year {count} volunteers from the towns on the Orla cleaned the bank, "
    "planted willows and measured the water. The council calls on the governments of the valley to honour the "
    "agreement on the upper weirs, to publish the levels every week, and to let fishermen and boatmen take part in the "
    "decisions that concern them. It will continue to stand by those who speak for the river."
)
RU = (
    "По случаю международного дня рек, {day} {month} {year} года, совет вновь заявляет о поддержке всех, кто содержит "
    "берега в порядке. В этом году {count} добровольцев из городов на Орле очистили берег, посадили ивы и измерили "
    "уровень воды. Совет призывает правительства долины соблюдать соглашение о верхних плотинах, публиковать уровни "
    "каждую неделю и допускать рыбаков и лодочников к решениям, которые их касаются."
)
ZH = (
    "值此{year}年{month}{day}日国际河流日之际,理事会重申支持所有维护河岸的人。今年,来自奥尔拉河沿岸城镇的{count}名志愿者清理了河岸,"
    "种植了柳树并测量了水位。理事会呼吁河谷各国政府遵守关于上游水坝的协议,每周公布水位,并让渔民和船夫参与与他们有关的决定。"
)
AR = (
    "بمناسبة اليوم الدولي للأنهار في {day} {month} {year} يؤكد المجلس من جديد دعمه لكل من يصون الضفاف. وفي هذا العام "
    "قام {count} متطوعا من البلدات الواقعة على نهر أورلا بتنظيف الشاطئ وزراعة الصفصاف وقياس منسوب المياه. ويدعو المجلس "
    "حكومات الوادي إلى احترام الاتفاق بشأن السدود العليا ونشر المناسيب كل أسبوع وإشراك الصيادين في القرارات التي تخصهم."
)
TEXTS = {
    "en": (EN, ("March", "September")),
    "ru": (RU, ("марта", "сентября")),
    "zh": (ZH, ("3月", "9月")),
    "ar": (AR, ("مارس", "سبتمبر")),
}


def say(language: str, *, month: int = 0, **numbers: object) -> str:
    """One year's statement."""
    text, months = TEXTS[language]
    return text.format(**{"day": 14, "year": 2024, "count": 310, **numbers}, month=months[month])


@pytest.mark.parametrize("language", TEXTS)
def test_copies_with_small_differences_are_alike(language: str):
    """Another beginning, a cut end: the same release on another site."""
    text = say(language)
    found = compare(text, f"{text} {text[:40]}", language)
    assert found.similarity > 0.7
    assert found.numbers == "same"
    assert compare(text, text, language).similarity == 1


@pytest.mark.parametrize("language", TEXTS)
@pytest.mark.parametrize("other", [{"year": 2025}, {"count": 311}, {"month": 1}, {"day": 15}])
def test_another_number_or_month_tells_yearly_statements_apart(language: str, other: dict[str, int]):
    """One number in the same words is enough, however alike the rest is."""
    found = compare(say(language), say(language, **other), language)  # type: ignore[arg-type]
    assert found.numbers == "other"


def test_digits_of_every_script_are_numbers():
    """Arabic-Indic digits as well."""
    text = say("ar", year="٢٠٢٤")
    assert compare(text, say("ar", year="٢٠٢٥"), "ar").numbers == "other"
    assert compare(text, text, "ar").numbers == "same"


def test_chinese_numbers_are_numbers():
    """Written out as well."""
    assert compare(say("zh", year="二〇二四"), say("zh", year="二〇二五"), "zh").numbers == "other"


def test_translations_are_not_alike():
    """They share nothing but names and numbers."""
    assert compare(say("en"), say("ru"), "en").similarity < 0.05


@pytest.mark.parametrize("language", TEXTS)
def test_signatures_of_like_texts_share_a_band(language: str):
    """So the ledger finds them; unlike texts share none; short ones have none."""
    text = say(language)
    assert set(signature(text)) & set(signature(f"{text} {text[:30]}"))
    other = say("ru" if language == "en" else "en")
    assert not set(signature(text)) & set(signature(other))
    assert signature(text[:40]) == ()
    assert all(0 <= band < 2**63 for band in signature(text))
