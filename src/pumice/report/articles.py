"""One page per article: left the source with its verdicts, right what consumers read. Start with :func:`read_case`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path
from typing import Any, Final

from pumice.model import KEEPING, Article, ArticleBlock, Decision, Document, ForeignSpan, Policy, Reason
from pumice.report.blocks import MOST_BLOCKS, MOST_CHARACTERS, REST, BlockView, hidden_blocks, view_blocks
from pumice.report.shown import Shown
from pumice.report.summary import Summary, summarise
from pumice.text.direction import Direction, direction
from pumice.write.audit import read_audit
from pumice.write.quality import NEEDS_REVIEW

_DEEPEST_HEADING: Final = 6
_ORDER: Final = (*(reason.value for reason in Reason if reason not in KEEPING), REST, *sorted(map(str, KEEPING)))


@dataclass(frozen=True, slots=True)
class Case:
    """All there is to show of one article.

    Attributes:
        article: as consumers read it.
        document: its evidence, or None where data/audit has none that can be read.
        blocks: the source's blocks; empty without evidence.
        summary: in numbers.
        decision: a person's, or None.
    """

    article: Article
    document: Document | None
    blocks: tuple[BlockView, ...]
    summary: Summary
    decision: Decision | None = None


@dataclass(frozen=True, slots=True)
class Stretch:
    """Some characters of an article's block, and the foreign span that they are, if they are one."""

    text: str
    span: ForeignSpan | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """One block of the article.

    Attributes:
        number: its index in the article.
        source: index of the block in the source that it was made from, or None where that cannot be told.
        kind: paragraph, heading ...
        level: of the HTML heading to show it with.
        language: BCP 47 tag, empty where unknown.
        direction: which way it runs.
        stretches: its text, whole and in order.
    """

    number: int
    source: int | None
    kind: str
    level: int
    language: str
    direction: Direction
    stretches: tuple[Stretch, ...]


def read_case(shown: Shown, policy: Policy) -> Case:
    """Read an article and its evidence.

    Raises:
        OSError, ValueError: the article is gone or damaged.
    """
    article = Article.from_json(shown.article.read_bytes())
    document = _evidence(shown.audit)
    blocks = tuple(view_blocks(document, policy)) if document else ()
    summary = summarise(article, blocks, site=shown.entry.site)
    if shown.state != "published":
        summary = replace(summary, id=shown.name, status=shown.state)
    return Case(article, document, blocks, summary, shown.decision or article.quality.decision)


def article_page(case: Case, *, settings_version: str) -> Mapping[str, Any]:
    """What the template shows of one article."""
    article = case.article
    return {
        "article": article,
        "blocks": case.blocks,
        "hidden_blocks": hidden_blocks(case.document) if case.document else 0,
        "hidden_items": max(0, len(article.blocks) - MOST_BLOCKS),
        "groups": [(kind, list(items)) for kind, items in groupby(_items(case), _group)],
        "legend": _legend(case.blocks),
        "review": [(flag, NEEDS_REVIEW.get(flag, "")) for flag in article.quality.flags],
        "document": case.document,
        "summary": case.summary,
        "decision": case.decision,
        "is_made_otherwise": article.provenance.settings_version != settings_version,
        "title_direction": direction(article.headline or ""),
    }


def _evidence(path: Path) -> Document | None:
    try:
        return read_audit(path.read_bytes())
    except (OSError, ValueError):
        return None


def _items(case: Case) -> Iterator[Item]:
    sources = {block.target: block.number for block in case.blocks if block.target is not None}
    spans_of: dict[int, list[ForeignSpan]] = {}
    for span in case.article.foreign_spans:
        spans_of.setdefault(span.block, []).append(span)
    for number, block in enumerate(case.article.blocks[:MOST_BLOCKS]):
        language = block.language or case.article.in_language or ""
        spans = spans_of.get(number, [])
        level = min(_DEEPEST_HEADING, max(4, block.level + 2))
        stretches = tuple(_stretches(block, spans))
        yield Item(number, sources.get(number), block.kind, level, language, direction(block.text), stretches)


def _stretches(block: ArticleBlock, spans: Sequence[ForeignSpan]) -> Iterator[Stretch]:
    at, text = 0, block.text[:MOST_CHARACTERS]
    for span in sorted(spans, key=lambda span: (span.start, span.end)):
        if span.start < at or span.start >= len(text):
            continue  # inside the one before, or in what is not shown
        if at < span.start:
            yield Stretch(text[at : span.start])
        yield Stretch(text[span.start : span.end], span)
        at = span.end
    if at < len(text):
        yield Stretch(text[at:])
    if len(text) < len(block.text):
        yield Stretch(" …")


def _group(item: Item) -> str:
    return "list" if item.kind == "list-item" else "table" if item.kind == "table-row" else "flow"


def _legend(blocks: Sequence[BlockView]) -> list[tuple[str, int]]:
    """The reasons on this page with the number of blocks each decided about, in the order of their definition."""
    counts = Counter(reason for block in blocks for reason in block.reasons)
    return sorted(counts.items(), key=lambda item: _ORDER.index(item[0]) if item[0] in _ORDER else len(_ORDER))
