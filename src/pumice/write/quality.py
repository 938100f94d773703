"""How far an article can be relied on: what was seen, and whether a person should look."""

from __future__ import annotations

from collections import Counter
from typing import Final

from pumice.claims import Chosen
from pumice.language.second import doubts
from pumice.model import Document, Field, Policy, Quality, QualityStatus
from pumice.text.scripts import count_letters, script_of

NEEDS_REVIEW: Final = {
    "content-cut": "markup that never closes hides part of the page",
    "lossy-encoding": "characters were lost before pumice saw the text",
    "suspect-encoding": "some lines look like misread UTF-8 and could not be mended",
    "undecodable-bytes": "some bytes could not be decoded",
    "short": "less text than policy.review_letters",
    "no-language": "no language could be found",
    "language-doubtful": "a second, independent identifier is sure of another language",
    "no-headline": "no headline could be found",
}
"""Flags that send an article to review, and why."""


def judge(document: Document, body: str, policy: Policy, chosen: Chosen) -> Quality:
    """The quality of an article with this body."""
    flags = {*document.flags, *(f"ambiguous-{field}" for field in _ambiguous(chosen))}
    ideographs = sum(1 for character in body if script_of(character) == "Hani")
    if count_letters(body) + 2 * ideographs < policy.review_letters:
        flags.add("short")
    if document.language is None:
        flags.add("no-language")
    elif doubts(body, document.language):
        flags.add("language-doubtful")
    if chosen.winner(Field.HEADLINE) is None:
        flags.add("no-headline")
    status = QualityStatus.REVIEW if not flags.isdisjoint(NEEDS_REVIEW) else QualityStatus.OK
    repairs = Counter(repair.kind.value for repair in document.repairs)
    return Quality(status, tuple(sorted(flags)), dict(sorted(repairs.items())))


def _ambiguous(chosen: Chosen) -> list[str]:
    fields = (Field.DATE_PUBLISHED, Field.DATE_MODIFIED)
    winners = [(field, chosen.winner(field)) for field in fields]
    return [field.value for field, claim in winners if claim is not None and claim.detail == "ambiguous"]
