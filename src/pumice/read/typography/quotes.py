"""Whether quotation marks pair.

A quotation that opens with " and closes with ” is damage that only an editor can mend: it is flagged, not guessed.
"""

from __future__ import annotations

from collections.abc import Sequence

_STRAIGHT = '"'
_CURLED = "“”„‟"
_GUILLEMETS = "«»"


def has_unbalanced_quotes(lines: Sequence[str]) -> bool:
    """Whether a paragraph holds an odd number of double quotation marks of one family.

    Apostrophes and single marks are left out: an apostrophe closes nothing. A quotation that goes on over paragraphs,
    each opened and only the last closed, is correct, so an unclosed *last* curled mark or guillemet is let pass.
    """
    return any(_unbalanced(line) for line in lines)


def _unbalanced(line: str) -> bool:
    if line.isascii():
        return False  # an odd " alone may be an inch mark or a quotation that goes on
    curled = sum(line.count(mark) for mark in _CURLED)
    straight = line.count(_STRAIGHT)
    return bool(straight % 2 and curled % 2)
