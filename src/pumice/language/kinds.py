"""What a finding is: a stray of some kind, or a quotation, gloss, name, title or version that belongs to the text.

Start reading at :func:`give_kinds`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final

from pumice.language.attested import is_phrase, settle_name
from pumice.language.join import REMOVE, SUSPECT, Finding
from pumice.language.names import is_known_name
from pumice.language.reading import Reading
from pumice.language.results import StraySpan, Verdict
from pumice.language.segments import is_menu
from pumice.language.shape import SHAPE_COLUMNS, shape_of
from pumice.language.vote import Home
from pumice.model import Reason

_LABEL_WORDS: Final = 6
_TITLED: Final = 0.5
"""Share of capitalised words above which a short quotation is a title."""
_PARAGRAPH: Final = 60
"""Letters from which a block is a paragraph rather than a notice."""
_VERSION_BLOCKS: Final = 3
"""Paragraphs of one language from which they may be a version of the text."""
_VERSION_SHARE: Final = 0.3
"""Share of the document's letters from which they are."""
_PASSAGE: Final = 250
"""Letters from which paragraphs that follow each other are a passage of the text."""


def give_kinds(reading: Reading, home: Home, findings: Sequence[Finding]) -> Iterator[StraySpan]:
    """Each finding that is worth reporting, in order, with its kind and verdict."""
    versions = _languages_of_versions(reading, findings)
    for finding in findings:
        if finding.score < SUSPECT and finding.writing == home.writing:
            continue
        kept = _reason_to_keep(reading, finding)
        if finding.language in versions and _letters(reading, finding) >= _PARAGRAPH // 2 and finding.score >= SUSPECT:
            kept = Reason.KEEP_BILINGUAL
        if kept is not None:
            yield _span(_with_settled_language(reading, home, finding, kept), kept, "keep")
        elif finding.score >= SUSPECT:
            yield _span(finding, _stray_kind(reading, finding), "remove" if finding.score >= REMOVE else "suspect")
        else:
            yield _name_or_title(reading, finding)


def _name_or_title(reading: Reading, finding: Finding) -> StraySpan:
    """Some words in another script that stay: a title where they are words of a language, a name else."""
    words = (finding.piece.first, finding.piece.last)
    language = settle_name(reading, words, (finding.writing, finding.language))
    if language and is_phrase(reading, words, (finding.writing, language)):
        return _span(replace(finding, language=language), Reason.KEEP_TITLE, "keep")
    return _span(replace(finding, language=None), Reason.KEEP_NAME, "keep")


def _with_settled_language(reading: Reading, home: Home, finding: Finding, kept: Reason) -> Finding:
    """A name is in no language; a few words in another script are more often English than they look."""
    if kept is Reason.KEEP_NAME:
        return replace(finding, language=None)
    words = (finding.piece.first, finding.piece.last)
    if finding.writing == home.writing or words[1] - words[0] > _LABEL_WORDS:
        return finding
    return replace(finding, language=settle_name(reading, words, (finding.writing, finding.language)))


def _span(finding: Finding, kind: Reason, verdict: Verdict) -> StraySpan:
    piece = finding.piece
    score = round(1.0 - finding.score, 6) if verdict == "keep" else finding.score
    return StraySpan(piece.block, piece.start, piece.end, finding.language, kind, score, verdict)


def _letters(reading: Reading, finding: Finding) -> int:
    return int(reading.letters[finding.piece.last] - reading.letters[finding.piece.first])


def _languages_of_versions(reading: Reading, findings: Sequence[Finding]) -> frozenset[str | None]:
    """Languages in which so much of the document is written that it is bilingual rather than strewn with strays."""
    passages: dict[str | None, list[Finding]] = {}
    for finding in findings:
        long = finding.shape == "block" and _letters(reading, finding) >= _PARAGRAPH
        if long and finding.score >= SUSPECT and not is_menu(reading.texts[finding.piece.block]):
            passages.setdefault(finding.language, []).append(finding)
    return frozenset(language for language, found in passages.items() if _is_version(reading, found))


def _is_version(reading: Reading, found: Sequence[Finding]) -> bool:
    """Paragraphs that follow each other, or many, are a passage that somebody wrote; a stray comes alone."""
    letters = sum(_letters(reading, finding) for finding in found)
    much = letters >= _VERSION_SHARE * int(reading.letters[-1])
    if len(found) >= _VERSION_BLOCKS and much:
        return True
    blocks = [finding.piece.block for finding in found]
    follow = any(later - earlier == 1 for earlier, later in pairwise(blocks))
    return follow and (much or letters >= _PASSAGE)


def _reason_to_keep(reading: Reading, finding: Finding) -> Reason | None:
    """Why it belongs to the text whatever its score: it stands between quotation marks or brackets, or is a name."""
    piece = finding.piece
    shape = dict(zip(SHAPE_COLUMNS, shape_of(reading.texts[piece.block], piece.start, piece.end), strict=True))
    if shape["bracketed"] == 1.0:
        return Reason.KEEP_GLOSS
    if shape["quoted"] == 1.0:
        short = piece.last - piece.first <= _LABEL_WORDS
        return (
            Reason.KEEP_TITLE
            if short and shape["titled"] > _TITLED and shape["stopped"] == 0.0
            else Reason.KEEP_QUOTATION
        )
    return Reason.KEEP_NAME if is_known_name(reading.texts[piece.block][piece.start : piece.end]) else None


def _stray_kind(reading: Reading, finding: Finding) -> Reason:
    piece = finding.piece
    text = reading.texts[piece.block]
    words, letters = piece.last - piece.first, _letters(reading, finding)
    stopped = text[piece.start : piece.end].rstrip().endswith((".", "!", "?", "…", "。", "।", "۔", "؟"))
    if is_menu(text) or (finding.shape == "block" and words <= _LABEL_WORDS and not stopped):
        return Reason.STRAY_LABEL
    if finding.shape != "block":
        return Reason.INLINE_FRAGMENT
    return Reason.STRAY_PARAGRAPH if letters >= _PARAGRAPH else Reason.STRAY_NOTICE
