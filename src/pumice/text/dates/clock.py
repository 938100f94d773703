"""Times of day in a folded text, with their zone where one is given."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from pumice.text.dates.fold import fold
from pumice.text.dates.names import load_words

_HOURS_A_DAY = 24
_NOON = 12
_MOST_OFFSET = 15 * 60
_TIME = re.compile(
    r"""
    (?<![\d:.,/+-])
    (?:(?P<before>上午|下午|午前|午後|오전|오후|凌晨|早上|早晨|晚上|傍晚|中午)\s?)?
    (?P<hour>[01]?\d|2[0-4])
    (?:
        (?:\s?:\s?|\s?h\s?|\s?ч\.?\s?|\s?[時时點点시]\s?)(?P<minute>[0-5]\d)(?!\d)
        (?:(?::|\s?[分분]\s?|\s?m(?:in)?\s?)(?P<second>[0-5]\d)(?:[.,]\d{1,9})?)?
        (?:\s?[分분秒초](?:頃|ころ)?)?
      | (?=\s?[ap]\.?\s?m\b)
      | \s?[時时點点시](?=\W|$)
    )
    (?![\d:])
    (?:\s?(?P<after>[ap])\.?\s?m\b\.?)?
    """,
    re.VERBOSE,
)
# 18.00: read only right behind a date, where it cannot be one itself.
_DOTTED = re.compile(r"(?<![\d:.,/+-])(?P<hour>[01]?\d|2[0-3])\.(?P<minute>[0-5]\d)(?![\d:./-])")
_ZONE = re.compile(
    r"\s?\(?(?:(?P<name>[a-zа-я]{1,4})(?![a-zа-я]))?\)?\s?(?P<offset>[+-]\d{1,2}(?::?\d{2})?(?!\d|[./-]))?"
)
_AFTERNOON = frozenset({"下午", "午後", "오후", "晚上", "傍晚", "p"})
_MORNING = frozenset({"上午", "午前", "오전", "凌晨", "早上", "早晨", "a"})


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day at ``start`` to ``end`` of the folded text.

    Attributes:
        hour: 0 to 24.
        minute: 0 to 59.
        second: 0 to 59, None where the text has none.
        offset: minutes east of UTC, None where the text gives no zone.
        half_known: whether "am" or "pm" was taken into account already.
    """

    start: int
    end: int
    hour: int
    minute: int
    second: int | None = None
    offset: int | None = None
    half_known: bool = False

    @property
    def suffix(self) -> str:
        """What follows the day in ISO 8601, "T" included."""
        zone = ""
        if self.offset is not None:
            sign = "-" if self.offset < 0 else "+"
            zone = f"{sign}{abs(self.offset) // 60:02d}:{abs(self.offset) % 60:02d}"
        return f"T{self.hour:02d}:{self.minute:02d}:{self.second or 0:02d}{zone}"


def find_clocks(text: str) -> list[Clock]:
    """Every time of day, in the order of the text."""
    found = (_read(text, match) for match in _TIME.finditer(text))
    return [clock for clock in found if clock is not None]


def read_dotted(text: str, start: int) -> Clock | None:
    """A time written with a dot at ``start``."""
    match = _DOTTED.match(text, start)
    return _read(text, match) if match else None


def apply_half(clock: Clock, half: str) -> Clock | None:
    """The same time with a word for the half of the day beside it; None when the two contradict each other."""
    hour = _with_half(clock.hour, half[0])
    return (
        None
        if hour is None
        else Clock(clock.start, clock.end, hour, clock.minute, clock.second, clock.offset, half_known=True)
    )


def _read(text: str, match: re.Match[str]) -> Clock | None:
    groups = match.groupdict()
    half = groups.get("before") or groups.get("after") or ""
    hour = _with_half(int(groups["hour"]), half)
    minute = int(groups["minute"] or 0)
    if hour is None or (hour == _HOURS_A_DAY and minute):
        return None
    second = groups.get("second")
    offset, end = _read_zone(text, match.end())
    if hour == _HOURS_A_DAY:
        hour = 0 if not half else _NOON
    return Clock(match.start(), end, hour, minute, int(second) if second else None, offset, bool(half))


def _with_half(hour: int, half: str) -> int | None:
    if half in _AFTERNOON:
        return hour + _NOON if hour < _NOON else hour
    if half in _MORNING:
        return hour % _NOON if hour <= _NOON else None
    return hour


def _read_zone(text: str, end: int) -> tuple[int | None, int]:
    match = _ZONE.match(text, end)
    if match is None or match.end() == end:
        return None, end
    name, offset = match.group("name"), match.group("offset")
    zones = _zones()
    if name is not None and name not in zones:
        return None, end
    if offset is not None and (name is None or zones[name] == 0):
        minutes = _read_offset(offset)
        return (None, end) if minutes is None else (minutes, match.end())
    return (None, end) if name is None else (zones[name], match.end("name"))


def _read_offset(offset: str) -> int | None:
    digits = offset[1:].replace(":", "")
    hours, minutes = (int(digits[:-2]), int(digits[-2:])) if len(digits) > 2 else (int(digits), 0)  # noqa: PLR2004
    total = 60 * hours + minutes
    return None if total > _MOST_OFFSET or minutes > 59 else (-total if offset[0] == "-" else total)  # noqa: PLR2004


@lru_cache(maxsize=1)
def _zones() -> Mapping[str, int]:
    return {fold(name).text: minutes for name, minutes in load_words()["zones"].items()}
