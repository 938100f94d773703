"""Stretches of a document that are in another language than the document, each with what to do about it.

Start reading at :func:`find_strays`. Words are scored once (:mod:`reading`), the document's language is voted for
(:mod:`vote`), everything that could be foreign is described in numbers (:mod:`features`) and judged (:mod:`trees`),
neighbours that are foreign together are joined, and each gets its kind (:mod:`kinds`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from pumice.language.candidates import Candidate, find_candidates
from pumice.language.features import describe
from pumice.language.join import Finding, join, settle_languages
from pumice.language.kinds import give_kinds
from pumice.language.labels import as_label
from pumice.language.quotations import find_quotations, without_quoting
from pumice.language.ranking import ground_of, is_plain, language_at, rank, spans_of
from pumice.language.reading import Reading, read_blocks
from pumice.language.results import Strays, StraySpan
from pumice.language.tags import base_of
from pumice.language.trees import Trees, load_trees, probability
from pumice.language.vote import Home, home_of, vote


def find_strays(blocks: Sequence[str], *, declared: str | None = None) -> Strays:
    """Find what is in another language than the document.

    Any text will do: empty blocks, digits and lone surrogates give no language, not an error.

    Args:
        blocks: the document's texts in reading order.
        declared: the language the page declares, as weak evidence of the document's.
    """
    reading = read_blocks(blocks)
    return _find(reading, vote(reading, declared=declared))


def find_strays_against(blocks: Sequence[str], *, main: str | None) -> Strays:
    """The same where the main language is known already; a language the model does not know is voted for anew."""
    reading = read_blocks(blocks)
    home = home_of(reading, main) if main else None
    found = _find(reading, home or vote(reading))
    return replace(found, language=main) if main and home else found


def find_strays_by(trees: Trees, blocks: Sequence[str]) -> Strays:
    """The same by other trees than those that pumice comes with: to measure trees that have not seen the document."""
    reading = read_blocks(blocks)
    return _find(reading, vote(reading), trees)


def _find(reading: Reading, home: Home | None, trees: Trees | None = None) -> Strays:
    if home is None:
        return Strays(None, ())
    judged = _judge(reading, home, trees or load_trees())
    findings = [_finding(*as_label(reading, home, each)) for each in judged]
    quotations = list(find_quotations(reading, home))
    joined = without_quoting(reading, home, join(reading, home, findings), quotations)
    spans = list(give_kinds(reading, home, settle_languages(reading, joined)))
    covered = [(span.block, span.start, span.end) for span in spans]
    quoted = [span for span in quotations if not _inside(span, covered)]
    return Strays(home.language, tuple(sorted([*spans, *quoted], key=_order)))


def _inside(span: StraySpan, others: Sequence[tuple[int, int, int]]) -> bool:
    return any(block == span.block and start <= span.start and span.end <= end for block, start, end in others)


def _order(span: StraySpan) -> tuple[int, int, int, str]:
    return span.block, span.start, span.end, span.kind.value


def _judge(reading: Reading, home: Home, trees: Trees) -> list[tuple[Candidate, str | None, float]]:
    """The candidates not plainly in the document's language: their language, and how likely they are strays."""
    candidates = list(find_candidates(reading, home))
    if not candidates:
        return []
    plain = is_plain(rank(reading, home, spans_of(candidates)))
    doubtful = [candidate for candidate, sure in zip(candidates, plain, strict=True) if not sure]
    if not doubtful:
        return []
    ranking = rank(reading, home, spans_of(doubtful))
    scores = probability(describe(ground_of(reading, home), doubtful, ranking), trees)
    languages = [language_at(each.writing, int(column)) for each, column in zip(doubtful, ranking.column, strict=True)]
    return list(zip(doubtful, languages, np.round(scores, 6).tolist(), strict=True))


def _finding(candidate: Candidate, language: str | None, score: float) -> Finding:
    return Finding(candidate.piece, candidate.writing, candidate.shape, base_of(language) if language else None, score)
