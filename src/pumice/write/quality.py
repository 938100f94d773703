"""How far an article can be relied on: what was seen, and whether a person should look."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Final

from pumice.claims import Chosen
from pumice.language.second import doubts
from pumice.model import Document, Field, Origin, Policy, Quality, QualityStatus
from pumice.text.scripts import count_letters, count_of_scripts

NEEDS_REVIEW: Final = {
    "content-cut": "markup that never closes hides part of the page",
    "lossy-encoding": "characters were lost before pumice saw the text",
    "suspect-encoding": "some lines look like misread UTF-8 and could not be mended",
    "undecodable-bytes": "some bytes could not be decoded",
    "short": "less text than policy.review_letters",
    "no-language": "no language could be found",
    "language-doubtful": "the text left its language open, and a second, independent identifier is sure of another",
    "no-headline": "no headline could be found",
    **{
        f"recipe-{role}-unmatched": f"the site's recipe finds no {role}; mend it, or the page is of another kind"
        for role in ("headline", "body", "date", "section")
    },
}
"""Flags that send an article to review, and why."""
_STATED: Final = frozenset({Origin.JSON_LD, Origin.OPEN_GRAPH, Origin.META})
"""Where a date is stated to be the page's own; other dates of a page may be those of events."""
_IDEOGRAPHS: Final = frozenset({"Hani"})
_DOUBTS: Final = frozenset({"no-date", "future", "epoch", "too-old"})


def judge(document: Document, body: str, policy: Policy, chosen: Chosen) -> Quality:
    """The quality of an article with this body."""
    flags = {*document.flags, *_of_dates(chosen)}
    if any(claim.detail == "cut" for claim in document.claims):
        flags.add("metadata-cut")
    ideographs = count_of_scripts(body, _IDEOGRAPHS)
    if count_letters(body) + 2 * ideographs < policy.review_letters:
        flags.add("short")
    if document.language is None:
        flags.add("no-language")
    elif not document.is_language_plain and doubts(body, document.language):
        flags.add("language-doubtful")
    if chosen.winner(Field.HEADLINE) is None:
        flags.add("no-headline")
    status = QualityStatus.REVIEW if not flags.isdisjoint(NEEDS_REVIEW) else QualityStatus.OK
    repairs = Counter(repair.kind.value for repair in document.repairs)
    return Quality(status, tuple(sorted(flags)), dict(sorted(repairs.items())))


def _of_dates(chosen: Chosen) -> Iterator[str]:
    """Flags for a date that was not believed.

    ambiguous-datePublished: its day cannot be told from its month. implausible-datePublished: one is stated that is no
    date or cannot be right, such as the 31st of February or a year to come.
    """
    for field in (Field.DATE_PUBLISHED, Field.DATE_MODIFIED):
        winner = chosen.winner(field)
        if winner is not None and winner.detail == "ambiguous":
            yield f"ambiguous-{field.value}"
        if any(claim.field is field and claim.origin in _STATED and claim.detail in _DOUBTS for claim in chosen.claims):
            yield f"implausible-{field.value}"
