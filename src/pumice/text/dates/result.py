"""What reading a date gives."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Precision(StrEnum):
    """How much of a moment the text states."""

    YEAR = "year"
    MONTH = "month"
    WEEK = "week"
    DAY = "day"
    MINUTE = "minute"
    SECOND = "second"


@dataclass(frozen=True, slots=True)
class ParsedDate:
    """A date as the text states it.

    Attributes:
        value: ISO 8601, as precise as the text: "2020", "2020-02", "2020-02-21" or "2020-02-21T18:00:00", with an
            offset ("+02:00") only where the text gives one.
        precision: what the text states; a "week" is counted back from today and its value is a day of that week.
        ambiguous: whether the text can be read in more than one way; then ``value`` is the likeliest reading.
        alternatives: all readings, the likeliest first, when ambiguous; otherwise empty.
    """

    value: str
    precision: Precision
    ambiguous: bool = False
    alternatives: tuple[str, ...] = ()
