"""Build src/pumice/text/dates/names.json from CLDR (through babel).

Run it after babel was upgraded: ``.venv/bin/python scripts/build_date_names.py``. A test compares the file with what
this script would write. Reading a thousand locale files at run time would cost a second; the table costs milliseconds.
"""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from babel import Locale, localedata
from babel.core import get_global

from pumice.text.dates.fold import fold, skeleton

TARGET = Path(__file__).parent.parent / "src/pumice/text/dates/names.json"
# A language is of two minds about day and month when at least this share of its regional locales has the rarer order.
TWO_MINDS = 1 / 12
_ATTACHED = re.compile(r"(?<![\w'])([\u05d0-\u05ea])(?=M{3,4})")
_ROOT_MONTH = re.compile(r"[^\W\d_]?m\d\d")
_ROOT_DAYS = frozenset({"mon", "tue", "wed", "thu", "fri", "sat", "sun"})


def build() -> dict[str, object]:
    """The table: names by language, orders by locale, literals of the patterns."""
    locales = [Locale.parse(name) for name in sorted(localedata.locale_identifiers())]
    names: dict[str, dict[str, list[list[str]]]] = {}
    grouped: dict[str, list[Locale]] = defaultdict(list)
    for locale in locales:
        grouped[locale.language].append(locale)
    for language, members in grouped.items():
        months = [
            _distinct(name for locale in members for name in _month_names(locale, month)) for month in range(1, 13)
        ]
        days = [_distinct(name for locale in members for name in _day_names(locale, day)) for day in range(7)]
        halves = [_distinct(name for locale in members for name in _half_names(locale, half)) for half in ("am", "pm")]
        names[language] = {"months": months, "days": days, "halves": halves}
    fillers = _distinct(word for locale in locales for word in _literals(locale))
    return {
        "orders": _orders(grouped),
        "twoMinds": _two_minds(grouped),
        "fillers": sorted(fillers),
        "official": sorted(_official() & names.keys()),
        "languages": names,
    }


def _official() -> set[str]:
    """Languages with an official status somewhere: where none is named, only their names are looked up."""
    territories = get_global("territory_languages")
    return {
        name.partition("_")[0]
        for territory in territories.values()
        for name, facts in territory.items()
        if facts["official_status"]
    }


def _month_names(locale: Locale, month: int) -> Iterator[str]:
    for context in ("format", "stand-alone"):
        for width in ("wide", "abbreviated"):
            name = skeleton(fold(str(locale.months[context][width].get(month, ""))).text)
            if not name.isdigit() and not _ROOT_MONTH.fullmatch(name):
                yield name
                for prefix in _prefixes(locale):
                    yield skeleton(fold(prefix).text) + name


def _prefixes(locale: Locale) -> set[str]:
    patterns = (str(pattern.pattern) for pattern in locale.date_formats.values())
    return {match.group(1) for pattern in patterns for match in _ATTACHED.finditer(pattern)}


def _day_names(locale: Locale, day: int) -> Iterator[str]:
    for context in ("format", "stand-alone"):
        for width in ("wide", "abbreviated", "short"):
            name = skeleton(fold(str(locale.days[context].get(width, {}).get(day, ""))).text)
            if name not in _ROOT_DAYS or locale.language == "en":
                yield name


def _half_names(locale: Locale, half: str) -> Iterator[str]:
    for context in ("format", "stand-alone"):
        for width in ("wide", "abbreviated"):
            yield skeleton(fold(str(locale.day_periods.get(context, {}).get(width, {}).get(half, ""))).text)


def _literals(locale: Locale) -> Iterator[str]:
    for pattern in locale.date_formats.values():
        plain = str(pattern.pattern)
        yield from (skeleton(fold(quoted).text) for text in re.findall(r"'([^']+)'", plain) for quoted in text.split())
        rest = re.sub(r"'[^']*'|[A-Za-z]+", " ", plain)
        yield from (skeleton(fold(word).text) for word in re.findall(r"[^\W\d_]+", rest))


def _order(locale: Locale) -> str:
    fields = (field for field in str(locale.date_formats["short"].pattern).lower() if field in "dmy")
    return "".join(dict.fromkeys(fields))


def _orders(grouped: dict[str, list[Locale]]) -> dict[str, str]:
    found = {}
    for language, members in grouped.items():
        found[language] = base = _order(Locale.parse(language))
        regional = [m for m in members if m.territory and not m.variant]
        # Where a region writes two scripts, the locale that names none speaks for it.
        regional.sort(key=lambda m: m.script is None)
        found |= {f"{language}-{m.territory}": _order(m) for m in regional if _order(m) != base or not m.script}
    return dict(sorted(found.items()))


def _two_minds(grouped: dict[str, list[Locale]]) -> list[str]:
    def split(members: list[Locale]) -> bool:
        counts = Counter(order for order in map(_order, members) if order in {"dmy", "mdy"})
        return len(counts) > 1 and min(counts.values()) / counts.total() >= TWO_MINDS

    return sorted(language for language, members in grouped.items() if split(members))


def _distinct(names: Iterable[str]) -> list[str]:
    # A single letter says too little, unless it is a Han or Hangul character.
    return sorted({name for name in names if len(name) > 1 or name > "\u2e7f"})


def render() -> str:
    """The file's text."""
    return json.dumps(build(), ensure_ascii=False, indent=0, separators=(",", ":")) + "\n"


if __name__ == "__main__":
    TARGET.write_text(render(), encoding="utf-8")
    print(f"{TARGET.name}: {TARGET.stat().st_size} bytes")
