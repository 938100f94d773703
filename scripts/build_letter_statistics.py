"""Build src/pumice/read/fit/letters.json: how often letters follow each other in each language.

Sources, all permissive: langdetect's profiles (Apache-2.0) where it has one; CLDR names through babel (Unicode
licence) and Django's message catalogues (BSD-3-Clause) for the other languages. Only counts of one to three letters
are kept, as levels of a quarter nat.

    pip download --no-deps --dest /tmp/django Django==5.2.19 && unzip -q /tmp/django/*.whl -d /tmp/django
    python scripts/build_letter_statistics.py /tmp/django
"""

from __future__ import annotations

import gettext
import json
import math
import re
import sys
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path

import langdetect
from babel import Locale, UnknownLocaleError

TARGET = Path(__file__).parent.parent / "src/pumice/read/fit/letters.json"
PROFILES = (
    "af ar bg ca cs cy da de el en es et fa fi fr he hr hu id it lt lv mk nl no pl pt ro ru sk sl so sq sv sw th tl tr"
    " uk ur vi"
).split()
OTHERS = (
    (
        "az be br bs ckb eo eu fo fy ga gd gl ha haw hsb hy:- ig is kk ky lb mn mt os ps sah sr sr_Latn tg tk tt ug uz"
        " uz_Cyrl yi yo zu ast oc rm fur sc scn se smn to wo om rw mi gv"
    )
    .replace("hy:- ", "")
    .split()
)
SIGNS = {"zh-Hans": "zh-cn", "zh-Hant": "zh-tw", "ja": "ja", "ko": "ko"}
"""Languages whose single signs say enough; langdetect folds kana and hangul to one each, so those are counted here."""
MOST = {1: 120, 2: 1000, 3: 2400}
FEWEST = 2000
LETTERS = re.compile(r"[^\W\d_]+(?:[\u0300-\u036f\u0591-\u05c7\u064b-\u0670\u0e31-\u0e4e]+[^\W\d_]*)*")
SCRIPTS = ("LATIN", "CYRILLIC", "GREEK", "HEBREW", "ARABIC", "THAI")
SAME = str.maketrans("\u0219\u021b\u06cc", "\u015f\u0163\u064a")
Grams = dict[int, Counter[str]]


def main() -> None:
    """Write the table and say how big it is."""
    root = Path(sys.argv[1])
    table = {
        language: [*levels(grams := profile_grams(language)), more_pairs(language, grams, root)]
        for language in PROFILES
    }
    for language in OTHERS:
        texts = [*cldr_texts(language), *django_texts(language, root)]
        grams = count(texts)
        if sum(grams[3].values()) > FEWEST:
            table[language.replace("_", "-")] = levels(grams)
    for language in SIGNS:
        table[language] = [sign_levels(language, root)]
    lines = (f"{json.dumps(key)}: {json.dumps(value, ensure_ascii=False)}" for key, value in sorted(table.items()))
    TARGET.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")
    print(f"{TARGET}: {len(table)} languages, {TARGET.stat().st_size // 1000} kB")


def profile_grams(language: str) -> Grams:
    """Langdetect's counts, letter case folded."""
    path = Path(langdetect.__file__).parent / "profiles" / language
    grams: Grams = {1: Counter(), 2: Counter(), 3: Counter()}
    for gram, number in json.loads(path.read_text(encoding="utf-8"))["freq"].items():
        folded = gram.lower().translate(SAME)
        if len(folded) == len(gram) and all(character == " " or is_letter(character) for character in folded):
            grams[len(gram)][folded] += number
    grams[1][" "] = sum(number for gram, number in grams[2].items() if gram[0] == " ")
    return keep_own_script(grams)


def sign_levels(language: str, root: Path) -> dict[str, str]:
    """Signs by level: langdetect's Chinese characters, the kana and hangul of CLDR and Django."""
    path = Path(langdetect.__file__).parent / "profiles" / SIGNS[language]
    freq = json.loads(path.read_text(encoding="utf-8"))["freq"]
    signs = Counter({gram: n for gram, n in freq.items() if len(gram) == 1 and gram >= "\u4e00" and gram != "\uac00"})
    heard: Counter[str] = Counter()
    for text in (*cldr_texts(language.replace("-", "_")), *django_texts(language.replace("-", "_"), root)):
        heard.update(sign for sign in text if "\u3040" <= sign < "\u3100" or "\uac00" <= sign < "\ud7a4")
    if language in {"ja", "ko"}:
        share = sum(signs.values()) / max(1, sum(heard.values()))
        signs.update({sign: round(n * share) for sign, n in heard.items()})
    return levels({1: signs, 2: Counter(), 3: Counter()}, most=1500)[0]


def more_pairs(language: str, grams: Grams, root: Path) -> dict[str, str]:
    """Pairs that langdetect's profile lacks, but other texts of the language have more than once."""
    tag = {"no": "nb"}.get(language, language)
    names = count([*cldr_texts(tag), *django_texts(tag, root)])
    return {
        "": "".join(
            sorted(pair for pair, n in names[2].items() if n > 1 and pair not in grams[2] and not pair.isascii())
        )
    }


def keep_own_script(grams: Grams) -> Grams:
    """Drop letters of other scripts than the language's own: Wikipedia pages name things in Latin letters."""
    shares: Counter[str] = Counter()
    for letter, number in grams[1].items():
        shares[script(letter)] += number
    own = next(name for name, _number in shares.most_common() if name)
    return {
        order: Counter({gram: n for gram, n in counts.items() if all(script(c) in {own, ""} for c in gram)})
        for order, counts in grams.items()
    }


def script(letter: str) -> str:
    """The script of a letter by its Unicode name, "" for spaces, marks and modifiers."""
    name = unicodedata.name(letter, "")
    return next((one for one in SCRIPTS if name.startswith(one)), "")


def is_letter(character: str) -> bool:
    """Whether a character belongs to a word."""
    return unicodedata.category(character)[0] in "LM"


def cldr_texts(language: str) -> Iterator[str]:
    """Names of languages, places, months, currencies and units in a language."""
    try:
        locale = Locale.parse(language)
    except (UnknownLocaleError, ValueError):
        return
    for table in (locale.languages, locale.territories, locale.currencies, locale.scripts, locale.variants):
        yield from map(str, table.values())
    for key in ("months", "days", "date_fields", "unit_patterns", "time_zones", "meta_zones", "day_periods"):
        yield from strings(locale._data[key])  # noqa: SLF001 -- babel has no public way to all of them


def strings(node: object) -> Iterator[str]:
    """All strings of a nested table."""
    if isinstance(node, str):
        yield node
    elif isinstance(node, Mapping):
        for value in node.values():
            yield from strings(value)


def django_texts(language: str, root: Path) -> Iterator[str]:
    """Django's translations into a language, placeholders taken out."""
    for path in sorted(root.glob(f"**/locale/{language}/LC_MESSAGES/django.mo")):
        with path.open("rb") as stream:
            catalogue = gettext.GNUTranslations(stream)
        for source, text in catalogue._catalog.items():  # type: ignore[attr-defined]  # noqa: SLF001 -- as above
            if source and text != source:
                yield re.sub(r"%\(\w+\)s|%[sd]|<[^>]+>|\{[^}]*\}|&\w+;", " ", text)


def count(texts: list[str]) -> Grams:
    """Counts of one to three letters, a space before and after each word."""
    grams: Grams = defaultdict(Counter)
    for text in texts:
        for word in LETTERS.findall(unicodedata.normalize("NFC", text)):
            if word.isupper() and len(word) > 1:
                continue
            padded = f" {word.lower().translate(SAME)} "
            for order in (1, 2, 3):
                grams[order].update(padded[at : at + order] for at in range(len(padded) - order + 1))
    grams[1][" "] //= 2
    return keep_own_script(grams)


def levels(grams: Grams, most: int = 0) -> list[dict[str, str]]:
    """For each order, level (quarter nats below certainty) to the n-grams of it, run together."""
    result = []
    for order in (1, 2, 3):
        total = sum(grams[order].values())
        by_level: dict[str, list[str]] = defaultdict(list)
        least = 2 if order < 3 else 1  # noqa: PLR2004 -- a pair seen once is often a foreign name
        for gram, number in grams[order].most_common(most or MOST[order]):
            if number >= least:
                by_level[str(round(-4 * math.log(number / total)))].append(gram)
        result.append(
            {level: "".join(sorted(found)) for level, found in sorted(by_level.items(), key=lambda i: int(i[0]))}
        )
    return result


if __name__ == "__main__":
    main()
