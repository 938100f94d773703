"""What reprocessing changed or would change, as people and machines read it. Start with :class:`Diff`."""

from __future__ import annotations

import heapq
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from pumice.model import Counts, Document, Policy, Span
from pumice.store.feed import Change
from pumice.store.records import Done
from pumice.text.difference import difference

MOST_EXAMPLES = 20
_AROUND = 60
_LONGEST_TEXT = 400
_UNTOLD = frozenset({"provenance"})


class Mode(StrEnum):
    """What reprocessing does with its results. dry-run: shows them and writes nothing. publish: publishes them."""

    DRY_RUN = "dry-run"
    PUBLISH = "publish"


@dataclass(frozen=True, slots=True)
class ArticleChange:
    """What changes in one article.

    Attributes:
        article_id: its id.
        url: the address it is shown at.
        change: added, changed or withdrawn.
        fields: the JSON members that differ, sorted; empty where the whole article comes or goes.
    """

    article_id: str
    url: str
    change: Change
    fields: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Example:
    """One difference to look at: a member's text around what differs, at most 400 characters of each side.

    Attributes:
        url: of the article.
        field: the JSON member.
        before: as it is published.
        after: as it would be.
        size: how many characters differ; the larger comes first.
    """

    url: str
    field: str
    before: str
    after: str
    size: int


@dataclass(frozen=True, slots=True)
class Diff:
    """What reprocessing changed, or would change.

    Attributes:
        mode: whether it did.
        counts: outcomes of the captures in the selection.
        changes: of the articles, sorted by id; those that stay as they are, are not listed.
        rows: what became of each capture, in the order of raw paths.
        reasons: articles by what is found or repaired otherwise than before, each once a reason; told by a dry run.
        examples: the biggest differences, at most twenty; told by a dry run.
    """

    mode: Mode
    counts: Counts
    changes: tuple[ArticleChange, ...]
    rows: tuple[Done, ...]
    reasons: Mapping[str, int] | None = None
    examples: tuple[Example, ...] = ()

    @property
    def fields(self) -> Mapping[str, int]:
        """How many articles change in each field, the most frequent first; and how many come or go as a whole."""
        names = Counter(name for change in self.changes for name in change.fields or (change.change.value,))
        return dict(names.most_common())


def merge_changes(lines: Iterable[str]) -> tuple[ArticleChange, ...]:
    """One change for each article of some lines of the feed: the last, with every field that changed on the way."""
    found: dict[str, ArticleChange] = {}
    for line in map(json.loads, lines):
        former = found.get(line["id"])
        fields = {*line.get("fields", ()), *(former.fields if former else ())}
        change = Change.ADDED if former and former.change is Change.ADDED else Change(line["change"])
        found[line["id"]] = ArticleChange(line["id"], line["url"], change, tuple(sorted(fields)))
    return tuple(found[article_id] for article_id in sorted(found))


def changed_reasons(before: Document, after: Document, policy: Policy) -> frozenset[str]:
    """The reasons of marks and the kinds of repairs that one document has and the other has not."""
    left, right = _findings(before, policy), _findings(after, policy)
    return frozenset(name for name, *_ in (left - right) + (right - left))


def _findings(document: Document, policy: Policy) -> Counter[tuple[str, ...]]:
    marks = ((mark.reason.value, _marked(document, mark.span)) for mark in document.marks if policy.leaves_out(mark))
    repairs = ((repair.kind.value, repair.before, repair.after) for repair in document.repairs)
    return Counter([*marks, *repairs])


def _marked(document: Document, span: Span) -> str:
    return document.blocks[span.block].text[span.start : span.end]


def pick_examples(articles: Iterable[tuple[str, bytes | None, bytes | None]]) -> tuple[Example, ...]:
    """The biggest differences of some articles, each given as address, bytes before and bytes after."""
    examples = (example for one in articles for example in _examples(*one))
    return tuple(heapq.nlargest(MOST_EXAMPLES, examples, key=lambda one: (one.size, one.url, one.field)))


def _examples(url: str, before: bytes | None, after: bytes | None) -> Iterator[Example]:
    if before is None or after is None or before == after:
        return
    left, right = _members(before), _members(after)
    for name in sorted({*left, *right} - _UNTOLD):
        old, new = _text(left.get(name)), _text(right.get(name))
        if old != new:
            size = max(map(len, difference(old, new, around=0)))
            was, would_be = difference(old, new, around=_AROUND)
            yield Example(url, name, was[:_LONGEST_TEXT], would_be[:_LONGEST_TEXT], size)


def _members(content: bytes) -> dict[str, Any]:
    members: dict[str, Any] = json.loads(content)
    # The blocks' texts are the body's, told once.
    return {name: value for name, value in members.items() if name != "blocks"}


def _text(value: object) -> str:
    if value is None:
        return ""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
