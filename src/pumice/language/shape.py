"""The outer shape of a stretch of text: capitals, quotation marks, brackets, digits, addresses.

Start reading at :func:`shape_of`. Nothing here depends on a language.
"""

from __future__ import annotations

import re
from typing import Final

from pumice.language.segments import is_menu

SHAPE_COLUMNS: Final = (
    "titled", "capitals", "small_start", "digits", "quoted", "bracketed", "colon", "stopped", "address", "marks",
    "menu", "opened_before", "text_before", "text_after", "inner_quotes", "later_capitals",
)  # fmt: skip

OPENING: Final = "«\"“„‘'‹「『《"
CLOSING: Final = "»\"”“’'›」』》"
_ADDRESS: Final = re.compile(r"https?:|www\.|\w@\w|(?:^|\s)[@#]\w|\w/\w+/|\.(?:com|org|net|eu|int|html?)\b|://")
_WORD: Final = re.compile(r"[^\W\d_][\w'’.-]*")
_STOP: Final = tuple(".!?…。！？।॥۔؟։።།")
_AFTER: Final = ".,:;!?…"
"""May follow the mark that closes."""
_WINDOW: Final = 400
"""Characters looked at: the shape of a long passage shows at once."""


def shape_of(text: str, start: int, end: int) -> tuple[float, ...]:
    """The numbers of :data:`SHAPE_COLUMNS` for characters ``start`` to ``end`` of a block."""
    stretch = text[start : min(end, start + _WINDOW)].strip()
    before, after = text[max(0, start - 60) : start].rstrip(), text[end : end + 60].lstrip()
    words = _WORD.findall(stretch)
    count = max(1, len(words))
    letters = max(1, sum(map(str.isalpha, stretch)))
    spaces = stretch.count(" ")
    return (
        len([word for word in words if word[0].isupper()]) / count,
        len([word for word in words if word.isupper() and len(word) > 1]) / count,
        float(bool(words) and words[0][0].islower()),
        sum(map(str.isdigit, stretch)) / letters,
        _enclosed(stretch, before, after, (OPENING, CLOSING)),
        _enclosed(stretch, before, after, ("([（［【", ")]）］】")),
        float(stretch.endswith((":", "：")) or after.startswith((":", "："))),
        float(stretch.rstrip(CLOSING).endswith(_STOP)),
        float(bool(_ADDRESS.search(stretch))),
        max(0, len(stretch) - spaces - sum(map(str.isalnum, stretch))) / letters,
        float(is_menu(text[:_WINDOW])),
        _open_before(before),
        float(bool(before)),
        float(bool(after)),
        float(any(mark in stretch[1:-1] for mark in '«»“”„"「」')),
        len([word for word in words[1:] if word[0].isupper()]) / max(1, count - 1),
    )


def _enclosed(stretch: str, before: str, after: str, marks: tuple[str, str]) -> float:
    """1 where the marks stand around the stretch or are its ends, 0.5 where only one does, else 0."""
    opening, closing = marks
    own_open = stretch != "" and stretch[0] in opening
    own_close = stretch.rstrip(_AFTER)[-1:] in closing and stretch.rstrip(_AFTER) != ""
    if own_open and own_close:
        return 0.5 if _left_outside(stretch, marks) else 1.0
    if own_open and closing[opening.index(stretch[0])] in stretch[1:]:
        own_open = False  # it is closed again inside
    if own_close and opening[closing.index(stretch.rstrip(_AFTER)[-1])] in stretch[:-1]:
        own_close = False
    opens = own_open or (before != "" and before[-1] in opening)
    closes = own_close or (after != "" and after[0] in closing)
    return 0.5 * opens + 0.5 * closes


def _left_outside(stretch: str, marks: tuple[str, str]) -> bool:
    """Whether letters stand outside the pairs of marks that a stretch consists of."""
    closer = ""
    for character in stretch:
        if closer:
            closer = "" if character == closer else closer
        elif character in marks[0]:
            closer = marks[1][marks[0].index(character)]
        elif character.isalnum():
            return True
    return bool(closer)


def _open_before(before: str) -> float:
    """Whether a bracket or quotation mark was opened shortly before and not closed."""
    depth = sum(before.count(mark) for mark in "([«“„「") - sum(before.count(mark) for mark in ")]»”」")
    return float(depth > 0)
