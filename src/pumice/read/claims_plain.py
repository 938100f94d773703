"""Claims of a plain text: its first lines, where they are evidently no prose.

A press page saved as text opens with a banner (who publishes), a headline, a date line and a section line. They are
known by their place and shape, never by their words: short lines without the end of a sentence, around a line that is
a date and nothing else. Without such a date line there is nothing to hold on to, and nothing but the address is heard.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from pumice.model import Block, Capture, Claim, DayOrder, Field, Origin, Span
from pumice.read.claims_common import address_claims
from pumice.read.claims_headers import header_claims
from pumice.read.dating import claim_parsed, settle_dates
from pumice.text.dates import FoundDate, find_dates
from pumice.text.urls import address_language

_HEAD: Final = 6
"""How many lines may stand before the date line."""
_LABEL: Final = 60
"""A banner or section line is no longer than this."""
_HEADLINE: Final = 250
_DATE_LINE: Final = 90
_SENTENCE_END: Final = re.compile(r"[.!?…。！？؟۔।:：;；,،、]['\"»”’）)\]]*$")
_ENDS_LABEL: Final = re.compile(r"[.…。؟۔।:：;；,،、]['\"»”’）)\]]*$")


def claims_from_plain(capture: Capture, blocks: Sequence[Block], *, order: DayOrder | None = None) -> tuple[Claim, ...]:
    """Every witness for a field that a plain text and its capture offer; ``order`` as for :func:`settle_dates`."""
    return settle_dates((*address_claims(capture), *header_claims(capture), *_line_claims(capture, blocks)), order)


def _line_claims(capture: Capture, blocks: Sequence[Block]) -> Iterator[Claim]:
    seen = capture.fetched_at
    where, found = _date_line(capture, blocks)
    if found is None or not _is_head(blocks[:where]):
        return
    dated = claim_parsed(
        (Field.DATE_PUBLISHED, Origin.DATE_LINE), blocks[where].text, 0.9, parsed=found.parsed, today=seen
    )
    yield replace(dated, span=Span(where, 0, len(blocks[where].text)))
    if where:
        yield _claim((Field.HEADLINE, Origin.HEADLINE_LINE), where - 1, blocks[where - 1].text, 0.8)
    if where > 1 and _is_label(blocks[0].text):
        yield _claim((Field.PUBLISHER, Origin.BANNER_LINE), 0, blocks[0].text, 0.6)
    yield from _section(blocks, where)


def _date_line(capture: Capture, blocks: Sequence[Block]) -> tuple[int, FoundDate | None]:
    """The first line near the top that is a date and hardly anything else."""
    today: date | None = capture.fetched_at.date() if capture.fetched_at else None
    for index, block in enumerate(blocks[: _HEAD + 1]):
        if len(block.text) > _DATE_LINE:
            break
        for locale in (address_language(capture.url), None):
            found = find_dates(block.text, locale=locale, today=today)
            if len(found) == 1 and _is_mostly_date(block.text, found[0]):
                return index, found[0]
    return 0, None


def _is_mostly_date(text: str, found: FoundDate) -> bool:
    rest = text[: found.start] + text[found.end :]
    return sum(character.isalnum() for character in rest) <= sum(c.isalnum() for c in text) / 2


def _is_head(lines: Sequence[Block]) -> bool:
    """Whether the lines before the date are a banner and a headline rather than prose."""
    return all(len(line.text) <= _HEADLINE for line in lines) and not any(
        _ends_sentence(line.text) for line in lines[:-1]
    )


def _ends_sentence(text: str) -> bool:
    return bool(_SENTENCE_END.search(text))


def _is_label(text: str) -> bool:
    return len(text) <= _LABEL and not _ENDS_LABEL.search(text) and not any(c.isdigit() for c in text)


def _section(blocks: Sequence[Block], where: int) -> Iterator[Claim]:
    """The line under the date, where it is short and prose follows."""
    following = blocks[where + 1 : where + 3]
    if len(following) == 2 and _is_label(following[0].text) and len(following[1].text) > 2 * len(following[0].text):  # noqa: PLR2004
        yield _claim((Field.SECTION, Origin.SECTION_LINE), where + 1, following[0].text, 0.6)


def _claim(kind: tuple[Field, Origin], block: int, text: str, weight: float) -> Claim:
    return Claim(kind[0], text, text, kind[1], weight, Span(block, 0, len(text)))
