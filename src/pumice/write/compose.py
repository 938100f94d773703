"""From a marked document to the public record. Start with :func:`compose`; it only chooses and leaves out.

What is left out is decided in :mod:`pumice.write.cut`, what kind of page it is in :mod:`pumice.write.page_type`, the
interface's language in :mod:`pumice.write.interface`, other versions in :mod:`pumice.write.translations`, what a person
should look at in :mod:`pumice.write.quality`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from datetime import UTC

from pumice.claims import Chosen, choose
from pumice.model import (
    KEEPING,
    STRAY,
    Article,
    ArticleBlock,
    Author,
    Block,
    Document,
    Field,
    ForeignSpan,
    Mark,
    Policy,
    Provenance,
    Publisher,
    Rejected,
    Stray,
    Versions,
)
from pumice.text.scripts import count_letters
from pumice.text.urls import canonical_address
from pumice.write.cut import CutBlock, cut, marks_by_block, place
from pumice.write.interface import interface_language
from pumice.write.page_type import page_type
from pumice.write.quality import judge
from pumice.write.translations import canonical_url, translations

_NO_VERSIONS = Versions()
_OF_LANGUAGE = KEEPING | STRAY
_SURER = 0.1
"""By how much a stray mark must be surer than any other mark of its block to be what the reader is told."""


def compose(document: Document, policy: Policy, versions: Versions = _NO_VERSIONS) -> Article | Rejected:
    """The article that the document holds, whatever type of page it is; :class:`Rejected` only where no text is left.

    Which page types are published is the policy's to say and the runner's to heed.
    """
    chosen = choose(document.claims)
    left = cut(document, policy)
    kind = page_type(document, left, chosen)
    if not left:
        return Rejected("empty", "every block was left out; the audit record says by which rule", kind)
    foreign = foreign_spans(document, left, policy)
    canonical = canonical_url(document, chosen)
    body = article_body(block.text for block in left)
    return Article(
        id=article_id(canonical or document.source.url),
        url=document.source.url,
        page_type=kind,
        in_language=document.language,
        article_body=body,
        blocks=_article_blocks(document, left),
        quality=judge(document, body, policy, chosen),
        provenance=_provenance(document, versions),
        canonical_url=canonical,
        headline=_value(chosen, Field.HEADLINE),
        alternative_headline=_value(chosen, Field.SUBTITLE),
        description=_value(chosen, Field.DESCRIPTION),
        date_published=_date(chosen, Field.DATE_PUBLISHED),
        date_published_raw=_raw(chosen, Field.DATE_PUBLISHED),
        date_modified=_date(chosen, Field.DATE_MODIFIED),
        date_modified_raw=_raw(chosen, Field.DATE_MODIFIED),
        authors=tuple(Author(claim.value, claim.detail or "Person") for claim in chosen.all(Field.AUTHOR)),
        publisher=Publisher(name) if (name := _value(chosen, Field.PUBLISHER)) else None,
        article_section=_value(chosen, Field.SECTION),
        keywords=tuple(claim.value for claim in chosen.all(Field.KEYWORD)),
        main_image=_value(chosen, Field.IMAGE),
        is_paywalled=None if (paywall := _value(chosen, Field.PAYWALL)) is None else paywall == "true",
        interface_language=interface_language(document, chosen),
        languages=_shares(document, left, foreign),
        foreign_spans=foreign,
        strays=strays(document, policy),
        translations=translations(document, policy, chosen),
    )


def article_body(texts: Iterable[str]) -> str:
    """The blocks' texts joined by blank lines."""
    return "\n\n".join(texts)


def article_id(address: str) -> str:
    """32 hex digits of the sha256 of the canonical address."""
    return hashlib.sha256(canonical_address(address).encode()).hexdigest()[:32]


def foreign_spans(document: Document, left: Sequence[CutBlock], policy: Policy) -> tuple[ForeignSpan, ...]:
    """Stretches in another language that stay: kept ones, and strays below the score that takes them out."""
    positions = {block.index: number for number, block in enumerate(left)}
    found = set()
    for mark in document.marks:
        if mark.language in {None, document.language} or mark.reason not in _OF_LANGUAGE:
            continue
        number = positions.get(mark.span.block)
        if number is None or (mark.reason in STRAY and policy.leaves_out(mark)):
            continue
        where = place(left[number], mark.span.start, mark.span.end)
        if where is not None:
            found.add(ForeignSpan(number, *where, mark.language, mark.reason.value))
    return tuple(sorted(found, key=lambda span: (span.block, span.start, span.end, span.reason, span.language or "")))


def strays(document: Document, policy: Policy) -> tuple[Stray, ...]:
    """What was left out because of its language, in reading order.

    Furniture that is also foreign is furniture, unless the furniture marker is much less sure (:data:`_SURER`).
    """
    found = [mark for mark in document.marks if mark.reason in STRAY and policy.leaves_out(mark)]
    other = dict.fromkeys((mark.span.block for mark in found), -_SURER)
    for mark in document.marks if found else ():
        block = mark.span.block
        whole = block in other and _covers(mark, document.blocks[block].text)
        if whole and mark.reason not in STRAY and policy.leaves_out(mark):
            other[block] = max(mark.score, other[block])
    return tuple(
        Stray(
            text=document.blocks[mark.span.block].text[mark.span.start : mark.span.end],
            language=mark.language,
            reason=mark.reason.value,
            score=round(mark.score, 4),
        )
        for mark in found
        if mark.score > other[mark.span.block] + _SURER
    )


def _covers(mark: Mark, text: str) -> bool:
    return mark.span.start == 0 and mark.span.end >= len(text.rstrip())


def _article_blocks(document: Document, left: Sequence[CutBlock]) -> tuple[ArticleBlock, ...]:
    marks = marks_by_block(mark for mark in document.marks if mark.reason in _OF_LANGUAGE)
    blocks = (document.blocks[one.index] for one in left)
    return tuple(
        ArticleBlock(block.kind.value, one.text, _language(marks.get(one.index, ()), block, document), block.level)
        for one, block in zip(left, blocks, strict=True)
    )


def _language(marks: Iterable[Mark], block: Block, document: Document) -> str | None:
    """The language of a block that is in another than the document's."""
    found = next((mark.language for mark in marks if _covers(mark, block.text)), None)
    return found if found != document.language else None


def _shares(document: Document, left: Sequence[CutBlock], foreign: Sequence[ForeignSpan]) -> dict[str, float]:
    """Share of letters by language; overlapping foreign spans count their characters once."""
    letters = dict.fromkeys([document.language or "und"], sum(count_letters(block.text) for block in left))
    total = sum(letters.values())
    if not total:
        return {}
    reached: dict[int, int] = {}
    main = document.language or "und"
    for span in foreign:
        start = max(span.start, reached.get(span.block, 0))
        if start < span.end and span.language:
            count = count_letters(left[span.block].text[start : span.end])
            letters[span.language] = letters.get(span.language, 0) + count
            letters[main] -= count
            reached[span.block] = span.end
    return {language: round(count / total, 4) for language, count in sorted(letters.items()) if count}


def _provenance(document: Document, versions: Versions) -> Provenance:
    source = document.source
    moment = source.fetched_at.astimezone(UTC).isoformat(timespec="seconds") if source.fetched_at else None
    return Provenance(
        raw_path=source.raw_path,
        sha256=source.sha256,
        fetched_at=moment.replace("+00:00", "Z") if moment else None,
        charset_declared=source.charset_declared,
        charset_found=source.charset,
        code_version=versions.code,
        settings_version=versions.settings,
        profile_version=versions.profile,
        recipe_version=versions.recipe,
    )


def _value(chosen: Chosen, field: Field) -> str | None:
    claim = chosen.winner(field)
    return claim.value if claim else None


def _date(chosen: Chosen, field: Field) -> str | None:
    """The date, unless it can be read in two ways: then its raw text and a flag tell of it."""
    claim = chosen.winner(field)
    return claim.value if claim and claim.detail != "ambiguous" else None


def _raw(chosen: Chosen, field: Field) -> str | None:
    claim = chosen.winner(field)
    return claim.raw if claim else None
