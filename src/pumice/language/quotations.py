"""Quotations, glosses and titles in another language inside the text: they belong to it.

Start reading at :func:`find_quotations`. What stands between a pair of quotation marks or brackets is compared with the
document's language as a whole, however many sentences it has.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

import numpy as np

from pumice.language.attested import attested_share, settle_name
from pumice.language.join import Finding
from pumice.language.model import UNIT, twin_columns
from pumice.language.ranking import language_at, rank
from pumice.language.reading import Reading
from pumice.language.results import StraySpan
from pumice.language.vote import Home
from pumice.model import Reason

_PAIRS: Final = re.compile(
    r"""«([^«»]{2,1500})» | “([^“”]{2,1500})” | „([^„“”"]{2,1500})[“”"] | "([^"]{2,1500})" | ‘([^‘’]{2,1500})’(?!\w)
    | 「([^「」]{2,1500})」 | 『([^『』]{2,1500})』 | 《([^《》]{2,1500})》 | ‹([^‹›]{2,1500})› | \(([^()]{2,300})\)""",
    re.VERBOSE,
)
_BRACKET_GROUP: Final = 10
_FOREIGN_RATE: Final = 0.45 * UNIT
"""Score points a letter by which the best other language must beat the document's, in the same writing."""
_FOREIGN_TOTAL: Final = 9.0 * UNIT
"""And in all: short names and loanwords do not reach it."""
_AT_HOME: Final = 0.5
"""Share of letters in words of the document's own language from which nothing is foreign."""
_MARKS: Final = 3
"""Signs that may close a quotation and its sentence."""
_TITLE_WORDS: Final = 7


def find_quotations(reading: Reading, home: Home) -> Iterator[StraySpan]:
    """Each enclosed stretch in another language, without its marks, in order."""
    edges = np.searchsorted(reading.blocks, np.arange(len(reading.texts) + 1))
    for block, text in enumerate(reading.texts):
        low, high = int(edges[block]), int(edges[block + 1])
        if high <= low:
            continue
        starts, ends = reading.starts[low:high], reading.ends[low:high]
        for found in _PAIRS.finditer(text):
            group = found.lastindex or 1
            start, end = found.span(group)
            first = low + int(np.searchsorted(starts, start))
            last = low + int(np.searchsorted(ends, end, side="right"))
            if last > first:
                yield from _judge(reading, home, (block, start, end), (first, last, group))


def without_quoting(
    reading: Reading, home: Home, findings: Sequence[Finding], quotations: Sequence[StraySpan]
) -> list[Finding]:
    """The findings without those inside a quotation, and those that look foreign only for a quotation in them."""
    return [
        finding
        for finding in findings
        if not (_is_quoted(finding, quotations) or _only_quotes(reading, home, finding, quotations))
    ]


def _is_quoted(finding: Finding, quotations: Sequence[StraySpan]) -> bool:
    piece = finding.piece
    return any(
        each.block == piece.block and each.start <= piece.start and piece.end <= each.end + _MARKS
        for each in quotations
    )


def _only_quotes(reading: Reading, home: Home, finding: Finding, quotations: Sequence[StraySpan]) -> bool:
    piece = finding.piece
    inside = [
        each for each in quotations if each.block == piece.block and piece.start < each.start and each.end < piece.end
    ]
    if not inside or finding.writing != home.writing or home.column < 0:
        return False
    words = np.arange(piece.first, piece.last)
    quoted = np.zeros(len(words), bool)
    for each in inside:
        quoted |= (reading.starts[words] >= each.start) & (reading.ends[words] <= each.end)
    own = words[~quoted & (reading.writings[words] == home.writing)]
    if not len(own):
        return False
    sums = reading.sums[home.writing]
    row = (sums[own + 1] - sums[own]).sum(axis=0)
    return bool(row[home.column] >= row[~twin_columns(home.writing)[home.column]].max())


def _judge(
    reading: Reading, home: Home, place: tuple[int, int, int], words: tuple[int, int, int]
) -> Iterator[StraySpan]:
    block, start, end = place
    first, last, group = words
    writing, share = reading.writing_of(first, last)
    ranking = rank(reading, home, (np.array([first]), np.array([last]), np.array([writing])))
    gain, letters = float(ranking.gain[0]), float(ranking.letters[0])
    other = writing != home.writing
    text = reading.texts[block][start:end]
    if not other and (home.column < 0 or gain < _FOREIGN_TOTAL or gain < _FOREIGN_RATE * letters or text.isupper()):
        return
    if not other and attested_share(reading, (first, last), (writing, home.language)) > _AT_HOME:
        return
    language = language_at(writing, int(ranking.column[0]))
    if other and last - first <= _TITLE_WORDS:
        language = settle_name(reading, (first, last), (writing, language))
    kind = _kind_of(text, last - first, group)
    score = share if other else min(1.0, gain / letters / UNIT)
    yield StraySpan(block, start, end, language, kind, round(score, 6), "keep")


def _kind_of(text: str, words: int, group: int) -> Reason:
    if group == _BRACKET_GROUP:
        return Reason.KEEP_GLOSS
    capitals = sum(word[:1].isupper() for word in text.split())
    titled = 1 < words <= _TITLE_WORDS and 2 * capitals > words and not text.rstrip().endswith((".", "!", "?"))
    return Reason.KEEP_TITLE if titled else Reason.KEEP_QUOTATION
