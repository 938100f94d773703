"""Near duplicates on made cases: copies that are linked, and others that are: python bench/duplicates.py.

Texts are made of random words in five scripts, with years, counts and month names among them. A copy has a beginning of
its own and lacks a part of the end; a yearly statement differs in one number only; a translation shares numbers only.
Linked means what the store does: a band of the MinHash in common, then the confirmation on the texts.
"""

from __future__ import annotations

import random
from collections.abc import Callable

from pumice.store.duplicates import ALIKE
from pumice.text.likeness import compare, signature

CASES = 200
WORDS = {
    "en": "river bridge council water bank stone winter ferry mill harbour road valley night people summer".split(),
    "ru": "река мост совет вода берег камень зима паром мельница гавань дорога долина ночь люди лето лодка".split(),
    "ar": "نهر جسر مجلس ماء ضفة حجر شتاء عبارة طاحونة ميناء طريق واد ليل ناس صيف قارب".split(),
    "zh": list("河桥会水岸石冬渡磨港路谷夜人夏风云山田舟木火土金日月星雨雪花草"),
    "ka": "მდინარე ხიდი საბჭო წყალი ნაპირი ქვა ზამთარი ბორანი წისქვილი ნავსადგური გზა ხეობა ღამე ხალხი".split(),
}
MONTHS = {"en": "May", "ru": "мая", "ar": "مايو", "zh": "5月", "ka": "მაისი"}
OTHER_MONTHS = {"en": "March", "ru": "марта", "ar": "مارس", "zh": "3月", "ka": "მარტი"}
Words = list[str]


def make(language: str, seed: int) -> Words:
    """The words of one text; {y}, {n} and {m} are a year, a count and a month."""
    choose = random.Random(f"{language}{seed}")  # noqa: S311 - made texts
    words = choose.choices(WORDS[language], k=240)
    for place, sign in ((20, "{m}"), (21, "{y}"), (90, "{n}"), (150, "{y}")):
        words[place] = sign
    return words


def tell(  # noqa: PLR0913 - what a statement says
    words: Words, language: str, *, year: int = 2024, count: int = 310, months: dict[str, str] = MONTHS
) -> str:
    """The words as a text."""
    text = ("" if language == "zh" else " ").join(words)
    return text.format(y=year, n=count, m=months[language]) if "{" in text else text


def keep(share: float, seed: int) -> Callable[[Words, str], Words]:
    """Another's copy: words of its own before the text, and half as many left out at its end."""

    def copy(words: Words, language: str) -> Words:
        choose = random.Random(seed)  # noqa: S311 - made texts
        own = choose.choices(WORDS[language], k=round(len(words) * (1 - share)))
        return own + words[: len(words) - len(own) // 2]

    return copy


def is_linked(one: str, other: str, languages: tuple[str, str]) -> bool:
    """Whether the store would link the two."""
    if languages[0] != languages[1] or not set(signature(one)) & set(signature(other)):
        return False
    found = compare(one, other, languages[0])
    return found.similarity >= ALIKE and found.numbers == "same"


def main() -> None:
    """A table: case by language, linked of all."""
    print(f"{'case':34} " + " ".join(f"{language:>9}" for language in WORDS))
    for share in (0.95, 0.9, 0.85, 0.8):
        row = []
        for language in WORDS:
            texts = [make(language, seed) for seed in range(CASES)]
            pairs = ((tell(text, language), tell(keep(share, 9)(text, language), language)) for text in texts)
            row.append(sum(is_linked(*pair, (language, language)) for pair in pairs))
        print(f"copy, {share:.0%} kept: linked".ljust(34), *(f"{found:5}/{CASES}" for found in row))
    others = {
        "yearly, another year: linked": {"year": 2025},
        "yearly, another count: linked": {"count": 311},
        "yearly, another month: linked": {"months": OTHER_MONTHS},
    }
    for name, changed in others.items():
        row = []
        for language in WORDS:
            texts = [make(language, seed) for seed in range(CASES)]
            pairs = ((tell(text, language), tell(text, language, **changed)) for text in texts)  # type: ignore[arg-type]
            row.append(sum(is_linked(*pair, (language, language)) for pair in pairs))
        print(name.ljust(34), *(f"{found:5}/{CASES}" for found in row))
    row = []
    for language in WORDS:
        other = "en" if language != "en" else "ru"
        pairs = ((tell(make(language, seed), language), tell(make(other, seed), other)) for seed in range(CASES))
        row.append(sum(is_linked(*pair, (language, language)) for pair in pairs))
    print("translation, same tag: linked".ljust(34), *(f"{found:5}/{CASES}" for found in row))


if __name__ == "__main__":
    main()
