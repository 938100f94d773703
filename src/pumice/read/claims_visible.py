"""Claims from the lines that readers see: the heading, and byline, date line and breadcrumb near it.

Each has a span over its whole block, so that a line that became a field can be left out of the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from pumice.model import Block, BlockKind, Claim, Field, Origin, Span
from pumice.read.authors import introduces, is_organisation, read_names
from pumice.read.claims_common import Seen
from pumice.read.claims_labels import names_kind
from pumice.read.dating import claim_parsed
from pumice.read.headlines import DATED
from pumice.read.json_ld import Node
from pumice.read.site_names import site_names
from pumice.read.titles import strip_site
from pumice.text.dates import DateRole, FoundDate, Precision, find_dates

_LONGEST_LINE: Final = 200
_LONGEST_BYLINE: Final = 160
_LONGEST_SUBHEAD: Final = 80
_ASIDE: Final = frozenset({"aside", "footer", "nav", "comment", "comments", "related", "sidebar", "teaser", "widget"})
_SENTENCE: Final = re.compile(r"[。！？।]|[!?]$")
_CRUMBS: Final = re.compile(r"breadcrumb|crumbs")
DATE_WORDS: Final = re.compile(r"date|time|meta|publish|datum|fecha")
_DIGIT: Final = re.compile(r"\d")
_BYLINE: Final = re.compile(r"byline|author|autor|auteur|writer|reporter")
_MOST_DATES: Final = 2
"""Published and updated; more is a list."""
_LEAD: Final = re.compile(r"[^\W\d]{1,14}[.,]?")
"""One word, such as a weekday, may stand before a date at the beginning of its line."""
_STAMP: Final = 90
"""A line no longer than this that gives a time of day or says "published" is there for it."""
_OPENING: Final = 80
"""Characters of a paragraph in which its dateline stands."""
_SET_OFF: Final = re.compile(r"\s*(?:[.|:)–—]|-\s)")
_DATELINE: Final = 0.3
_AT_EDGE: Final = 0.4
_NEXT: Final = 3
"""How far from the headline a line may stand for a name in it to be the author's."""
_LONGEST_BESIDE: Final = 70
_BESIDE: Final = 0.4
_AROUND: Final = " |,;:·•/–—-\u00a0"
_BULLET: Final = re.compile(r"\s*[|·•]\s*")
_FULL_NAME: Final = re.compile(r"[^\W\d_]\S*(?: \S+){1,3}")
_LAST_RESORT: Final = 0.4
_LONGEST_CRUMB: Final = 60
_CRUMB_BLOCKS: Final = 60
"""Where no headline is known, a breadcrumb is looked for among so many blocks."""
_CRUMB_WORDS: Final = 16
NEAREST: Final = 3
"""Only the words of the nearest elements say what a block is; farther ones describe the page."""


def visible_claims(seen: Seen, articles: Sequence[Node]) -> Iterator[Claim]:
    """Every witness among the blocks."""
    top = seen.headline
    if top is not None:
        text = seen.blocks[top].text
        detail = DATED if seen.is_dated(top) else ""
        headline = strip_site(text.rstrip("¶# "), names=site_names(seen, articles), visible=())
        yield Claim(Field.HEADLINE, headline, text, Origin.H1, 0.75, _whole(top, text), detail)
    for index in seen.window:
        block = seen.blocks[index]
        if (
            index != top
            and len(block.text) <= _LONGEST_LINE
            and not block.hidden
            and _ASIDE.isdisjoint(block.words[:12])
        ):
            yield from _line_claims(seen, index, distance=abs(index - (top or 0)))
        elif top is not None and index > top and len(block.text) > _LONGEST_LINE and not block.hidden:
            yield from _dateline_claims(seen, index)
    yield from _breadcrumb_claims(seen)


def _line_claims(seen: Seen, index: int, *, distance: int) -> Iterator[Claim]:
    block = seen.blocks[index]
    found = find_dates(block.text, locale=seen.language, today=seen.today)
    if found and len(found) <= _MOST_DATES:
        line = is_line_of(block, found)
        for one in found:
            if not line and not _is_at_edge(block.text, one):
                continue
            worth = (0.65 if one.role is not DateRole.UNSAID else 0.55) if line else _AT_EDGE
            span = _whole(index, block.text) if line else None
            for claim in date_claims(block.text, one, worth * (1 - 0.03 * distance), seen=seen):
                yield replace(claim, span=span)
        if distance <= _NEXT:
            yield from _beside_date(seen, index, found)
    if len(block.text) <= (_LONGEST_SUBHEAD if block.kind is BlockKind.HEADING else _LONGEST_BYLINE) and _is_byline(
        block
    ):
        for name in read_names(block.text):
            detail = "Organization" if is_organisation(name) else ""
            yield Claim(Field.AUTHOR, name, block.text, Origin.BYLINE, 0.6, _whole(index, block.text), detail)


def _dateline_claims(seen: Seen, index: int) -> Iterator[Claim]:
    """The date that opens a paragraph, set off from it: "Press release of 25 January 2022 | Berlin - ..."."""
    opening = seen.blocks[index].text[:_OPENING]
    found = find_dates(opening, locale=seen.language, today=seen.today) if _DIGIT.search(opening) else ()
    whole = len(found) == 1 and found[0].parsed.precision not in {Precision.YEAR, Precision.MONTH}
    if whole and found[0].start <= _OPENING // 2 and _SET_OFF.match(opening, found[0].end):
        yield from date_claims(opening, found[0], _DATELINE, seen=seen)


def _beside_date(seen: Seen, index: int, found: tuple[FoundDate, ...]) -> Iterator[Claim]:
    """The names that stand beside the date in its line: alone ("25.10.2022 - Ada Lin"), or introduced ("· By Ada Lin").

    Of one word they may be a section's, and so may a label that is a link elsewhere.
    """
    text = seen.blocks[index].text
    introduced = [part for part in _BULLET.split(text[found[-1].end :].strip(_AROUND)) if introduces(part)]
    for name in read_names(introduced[0]) if introduced else ():
        yield Claim(Field.AUTHOR, name, text, Origin.BYLINE, _BESIDE, _whole(index, text))
    rest = (text[: found[0].start] + "|" + text[found[-1].end :]).strip(_AROUND)
    if len(text) > _LONGEST_BESIDE or not rest or _DIGIT.search(rest) or names_kind(rest, seen):
        return
    names = read_names(rest)
    if all(_FULL_NAME.fullmatch(name) for name in names) and len(" ".join(names)) * 10 >= len(rest) * 9:
        for name in names:
            yield Claim(Field.AUTHOR, name, text, Origin.BYLINE, _BESIDE, _whole(index, text))


def date_claims(text: str, found: FoundDate, weight: float, *, seen: Seen) -> Iterator[Claim]:
    """A line that tells of a modification alone is also the best there is for publication, if nothing else is."""
    raw = text[found.start : found.end]
    if found.role is DateRole.MODIFIED:
        kind = (Field.DATE_MODIFIED, Origin.DATE_LINE)
        yield claim_parsed(kind, raw, weight, parsed=found.parsed, today=seen.today)
        weight *= _LAST_RESORT
    yield claim_parsed((Field.DATE_PUBLISHED, Origin.DATE_LINE), raw, weight, parsed=found.parsed, today=seen.today)


def _is_at_edge(text: str, found: FoundDate) -> bool:
    """Whether a date opens or closes a line that says other things too; in the middle of one it may be anything's."""
    before = text[: found.start].strip(" (|–—-•")
    at_edge = not before or _LEAD.fullmatch(before) or not text[found.end :].strip(" .)|–—-•")
    return bool(at_edge) or found.role is DateRole.PUBLISHED or is_stamp(text, found)


def is_stamp(text: str, found: FoundDate) -> bool:
    """Whether a short line gives the minute, or says what the date is of."""
    timed = found.parsed.precision in {Precision.MINUTE, Precision.SECOND}
    return len(text) <= _STAMP and (timed or found.role is not DateRole.UNSAID)


def is_line_of(block: Block, found: tuple[FoundDate, ...]) -> bool:
    """Whether a line is there for its dates: they are a good part of it, or it is a byline."""
    covered = sum(one.end - one.start for one in found)
    words = " ".join(block.words[:NEAREST])
    return covered * 2 >= len(block.text) or _is_byline(block) or bool(DATE_WORDS.search(words))


def _is_byline(block: Block) -> bool:
    """Whether a line names who wrote: by its first words or its element's; a sentence does neither."""
    if _SENTENCE.search(block.text):
        return False
    return introduces(block.text) or bool(_BYLINE.search(" ".join(block.words[:NEAREST])))


def _breadcrumb_claims(seen: Seen) -> Iterator[Claim]:
    """The last linked label of the breadcrumb is the section; the first is the start page."""
    end = _CRUMB_BLOCKS if seen.headline is None else seen.headline + 1
    crumbs = [
        index
        for index, block in enumerate(seen.blocks[:end])
        if block.link_characters
        and len(block.text) <= _LONGEST_CRUMB
        and not block.hidden
        and _CRUMBS.search(" ".join(block.words[:_CRUMB_WORDS]))
    ]
    if len(crumbs) > 1:
        index = crumbs[-1]
        text = seen.blocks[index].text.strip(" />»›|")
        if 1 < len(text) <= 60:  # noqa: PLR2004 - a label
            yield Claim(
                Field.SECTION,
                text,
                seen.blocks[index].text,
                Origin.BREADCRUMB,
                0.5,
                _whole(index, seen.blocks[index].text),
            )


def _whole(index: int, text: str) -> Span:
    return Span(index, 0, len(text))
