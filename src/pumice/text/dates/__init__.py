"""Dates as people write them, in any language, to ISO 8601.

Where to start reading: :mod:`reader` (:func:`parse_date` and :func:`find_dates`), then :mod:`scan` (text to items),
:mod:`assemble` (items to days), :mod:`names` (the words, from CLDR), :mod:`calendars`, :mod:`relative`.

The rule of this package: a date is given when the text states it, and refused when it does not. A text that can be
read in two ways comes back as ambiguous with its alternatives.
"""

from pumice.text.dates.order import clear_order, order_of
from pumice.text.dates.reader import DateRole, FoundDate, find_dates, parse_date
from pumice.text.dates.result import ParsedDate, Precision

__all__ = ["DateRole", "FoundDate", "ParsedDate", "Precision", "clear_order", "find_dates", "order_of", "parse_date"]
