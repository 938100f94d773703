"""The two ways to ask: one text that is a date (:func:`parse_date`), all dates of a line (:func:`find_dates`)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum
from functools import lru_cache

from pumice.text.dates.assemble import find_days
from pumice.text.dates.clock import Clock, apply_half, read_dotted
from pumice.text.dates.day import Day, Setting
from pumice.text.dates.fold import Folded, fold
from pumice.text.dates.names import load_words
from pumice.text.dates.relative import read_relative
from pumice.text.dates.result import ParsedDate, Precision
from pumice.text.dates.scan import Item, Kind, scan

_LONGEST = 400
_CLOCK_FAR = 6
_EARLIEST_YEAR = 1000
_MOST_OFFSET = 15 * 60
_COMPACT = re.compile(r"((?:19|20)\d\d)(0[1-9]|1[0-2])([0-3]\d)(?:t?([0-2]\d)([0-5]\d)([0-5]\d)?(z?))?")
_LONGEST_RELATIVE = 80
_NUMERAL = re.compile(r"[\d年月]")
_NUMERALS = re.compile(r"\d\D*\d\D*\d|[年月]")
"""A day and a year have three digits at least; a text with fewer needs today to mean a day."""
# What machines write; nothing in it depends on a language.
_ISO = re.compile(
    r"(\d{4}-\d\d-\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:\.\d{1,9})?)?(?:(Z)|([+-])(\d\d):?(\d\d))?)?", re.ASCII
)
_YEAR = re.compile(r"(?:19|20)\d\d")


class DateRole(StrEnum):
    """What the words around a date say it is."""

    PUBLISHED = "published"
    MODIFIED = "modified"
    UNSAID = "unsaid"


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date at ``start`` to ``end`` (exclusive) of the text it was found in."""

    start: int
    end: int
    parsed: ParsedDate
    role: DateRole


def parse_date(text: str, *, locale: str | None = None, today: date | None = None) -> ParsedDate | None:
    """Read the one date that a text states.

    Args:
        text: a date line, up to 400 characters; words around the date are passed over.
        locale: BCP 47 tag or POSIX name ("en-GB", "pt_BR", "fr"). With a region CLDR's order of day and month decides;
            a language alone decides where its regions agree.
        today: the day the text was seen; relative dates ("2 days ago") and days without a year need it.

    Returns:
        The date, or None where the text states none, several, a range, or one that does not exist.
    """
    found = find_dates(text, locale=locale, today=today)
    published = [one for one in found if one.role is not DateRole.MODIFIED] or found
    values = {one.parsed.value for one in published}
    days = {value[:10] for value in values}
    if len(values) == 1 or len(days) == 1:
        return max(published, key=lambda one: len(one.parsed.value)).parsed
    return None


def find_dates(text: str, *, locale: str | None = None, today: date | None = None) -> tuple[FoundDate, ...]:
    """Every date that a line states, in its order, with what the words around it say it is.

    Args:
        text: a line; only its first 400 characters are read.
        locale: as for :func:`parse_date`.
        today: as for :func:`parse_date`.
    """
    if today is None or len(text) > _LONGEST_RELATIVE:
        least = _NUMERALS if today is None else _NUMERAL
        if least.search(text, 0, _LONGEST) is None:
            return ()
    iso = _ISO.fullmatch(text)
    if iso is not None:
        parsed = _read_iso(iso)
        return (FoundDate(0, len(text), parsed, DateRole.UNSAID),) if parsed else ()
    return _find(text[:_LONGEST], locale, today)


@lru_cache(maxsize=1024)
def _find(text: str, locale: str | None, today: date | None) -> tuple[FoundDate, ...]:
    folded = fold(text)
    setting = _setting(locale, today)
    compact = _read_compact(folded)
    if compact is not None:
        return (FoundDate(0, len(text), compact, DateRole.UNSAID),)
    items = scan(folded, setting.language)
    days = find_days(items, setting)
    if not days:
        relative = read_relative(folded.text, today) if today is not None else None
        return (FoundDate(0, len(text), relative, _role(folded.text)),) if relative else ()
    return _join(folded, items, days)


def _read_iso(match: re.Match[str]) -> ParsedDate | None:
    day, hour, minute, second, zulu, sign, hours, minutes = match.groups()
    try:
        read = date.fromisoformat(day)
        if hour is not None:
            time(int(hour) % 24, int(minute), int(second or 0))
    except ValueError:
        return None
    if read.year < _EARLIEST_YEAR:
        return None
    if hour is None:
        return ParsedDate(day, Precision.DAY)
    offset = 0 if zulu else int(f"{sign}1") * (60 * int(hours) + int(minutes)) if sign else None
    if offset is not None and abs(offset) > _MOST_OFFSET:
        return None
    clock = Clock(0, 0, int(hour), int(minute), int(second) if second else None, offset)
    return ParsedDate(day + clock.suffix, Precision.SECOND if second else Precision.MINUTE)


def _setting(locale: str | None, today: date | None) -> Setting:
    parts = re.split(r"[-_]", locale or "")
    region = next((part.upper() for part in parts[1:] if len(part) == 2), None)  # noqa: PLR2004
    return Setting(parts[0].lower() or None, region, today)


def _read_compact(folded: Folded) -> ParsedDate | None:
    text = folded.text.strip()
    if _YEAR.fullmatch(text):
        return ParsedDate(text, Precision.YEAR)
    match = _COMPACT.fullmatch(text)
    if match is None:
        return None
    year, month, day, hour, minute, second, zulu = match.groups()
    try:
        value = date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return None
    if hour is None:
        return ParsedDate(value, Precision.DAY)
    clock = Clock(0, 0, int(hour), int(minute), int(second) if second else None, 0 if zulu else None)
    return ParsedDate(value + clock.suffix, Precision.SECOND if second else Precision.MINUTE)


def _join(folded: Folded, items: Sequence[Item], days: list[Day]) -> tuple[FoundDate, ...]:
    found = []
    for index, day in enumerate(days):
        floor = days[index - 1].last if index else 0
        ceiling = days[index + 1].first if index + 1 < len(days) else len(items)
        first, last, clock = _clock_beside(folded, items, day, (floor, ceiling))
        start, end = items[first].start, clock.end if clock and clock.end > items[last - 1].end else items[last - 1].end
        gap = folded.text[items[floor - 1].end if floor else 0 : items[day.first].start]
        role = _role(gap)
        if role is DateRole.UNSAID and index + 1 == len(days):
            role = _role(folded.text[end:])
        found.append(FoundDate(*folded.span(start, max(end, start + 1)), _state(day, clock), role))
    return tuple(found)


def _clock_beside(
    folded: Folded, items: Sequence[Item], day: Day, bounds: tuple[int, int]
) -> tuple[int, int, Clock | None]:
    """First and last item of the date with its time, and the time; several times are a range and give none."""
    floor, ceiling = bounds
    if day.precision is not Precision.DAY:
        return day.first, day.last, None
    after = [i for i in range(day.last, min(ceiling, day.last + _CLOCK_FAR)) if items[i].clock]
    before = [i for i in range(max(floor, day.first - _CLOCK_FAR), day.first) if items[i].clock]
    if len(after) + len(before) > 1 and len(after) != 1:
        return day.first, day.last, None
    if not after and not before:
        return day.first, day.last, _dotted(folded, items, day)
    at = (after or before)[0]
    clock = items[at].clock
    if clock is not None and not clock.half_known:
        half = next(
            (items[i].meaning.half for i in (at + 1, at - 1) if 0 <= i < len(items) and items[i].meaning.half), ""
        )
        clock = apply_half(clock, half) if half else clock
    return min(day.first, at), max(day.last, at + 1), clock


def _dotted(folded: Folded, items: Sequence[Item], day: Day) -> Clock | None:
    at = day.last
    while at < len(items) and at < day.last + 3 and items[at].kind in {Kind.FILLER, Kind.PUNCTUATION}:
        at += 1
    return read_dotted(folded.text, items[at].start) if at < len(items) and items[at].kind is Kind.NUMBER else None


def _state(day: Day, clock: Clock | None) -> ParsedDate:
    length = 7 if day.precision is Precision.MONTH else 10
    suffix = clock.suffix if clock else ""
    values = tuple(dict.fromkeys(reading.isoformat()[:length] + suffix for reading in day.readings))
    precision = day.precision if clock is None else Precision.MINUTE if clock.second is None else Precision.SECOND
    return ParsedDate(values[0], precision, day.unsure, values if day.unsure else ())


def _role(text: str) -> DateRole:
    """What the last cue in a stretch of folded text says."""
    said = [str(match.lastgroup) for match in _cues().finditer(text)]
    return DateRole(said[-1]) if said else DateRole.UNSAID


@lru_cache(maxsize=1)
def _cues() -> re.Pattern[str]:
    """Beginnings of words; in scripts without spaces they may stand anywhere."""
    groups = []
    for role in (DateRole.MODIFIED, DateRole.PUBLISHED):
        cues = sorted({fold(cue).text for cue in load_words()["cues"][role.value]}, key=len, reverse=True)
        words = (re.escape(cue) if cue[0] > "\u0dff" else rf"\b{re.escape(cue)}" for cue in cues)
        groups.append(f"(?P<{role.value}>{'|'.join(words)})")
    return re.compile("|".join(groups))
