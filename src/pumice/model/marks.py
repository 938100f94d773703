"""What markers say about a document: spans with reasons, never new text."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from pumice.model.stage import Stage


class Reason(StrEnum):
    """Why a span is left out of the article, or kept though it looks foreign.

    The sentences below are what a reviewer reads; :meth:`sentence` gives them one by one.

    metadata: A banner, headline, date or section line that became a field of the article.
    furniture: Page furniture: menus, footers, share bars, navigation, widgets.
    repeated: The same block stands on many pages of the site.
    hidden: The page hides this from its readers.
    duplicate: The same text stands elsewhere on this page.
    consent: A cookie or consent notice.
    related: Teasers and lists of other articles.
    stray-label: A short label in another language than the article's.
    stray-notice: A notice of the interface in another language than the article's.
    stray-paragraph: A paragraph in another language than the article's.
    inline-fragment: A fragment in another language inside a sentence or line.
    translation: A full version of the text in another language; the article carries it under translations.
    keep-quotation: A quotation in another language; it belongs to the text.
    keep-name: A name; it belongs to the text whatever its language.
    keep-title: The title of a work in another language; it belongs to the text.
    keep-gloss: A term with its translation; it belongs to the text.
    keep-bilingual: A passage of a text that is written in two languages.
    """

    METADATA = "metadata"
    FURNITURE = "furniture"
    REPEATED = "repeated"
    HIDDEN = "hidden"
    DUPLICATE = "duplicate"
    CONSENT = "consent"
    RELATED = "related"
    STRAY_LABEL = "stray-label"
    STRAY_NOTICE = "stray-notice"
    STRAY_PARAGRAPH = "stray-paragraph"
    INLINE_FRAGMENT = "inline-fragment"
    TRANSLATION = "translation"
    KEEP_QUOTATION = "keep-quotation"
    KEEP_NAME = "keep-name"
    KEEP_TITLE = "keep-title"
    KEEP_GLOSS = "keep-gloss"
    KEEP_BILINGUAL = "keep-bilingual"

    __hash__ = str.__hash__
    """The text's own, which Python remembers: reasons are looked up for every mark of a page."""

    @property
    def sentence(self) -> str:
        """The sentence a reviewer reads."""
        return _SENTENCES[self.value]

    @property
    def stage(self) -> Stage:
        """The stage that finds it."""
        if self is Reason.METADATA:
            return Stage.ARTICLES
        return Stage.BOILERPLATE if self in _BOILERPLATE else Stage.LANGUAGE


def _sentences() -> dict[str, str]:
    lines = (line.strip().partition(": ") for line in (Reason.__doc__ or "").splitlines())
    known = {reason.value for reason in Reason}
    return {word: sentence for word, _, sentence in lines if word in known}


_SENTENCES = _sentences()

STRAY: frozenset[Reason] = frozenset(
    {Reason.STRAY_LABEL, Reason.STRAY_NOTICE, Reason.STRAY_PARAGRAPH, Reason.INLINE_FRAGMENT}
)
"""Reasons that a keep mark overrules."""

_BOILERPLATE: frozenset[Reason] = frozenset(
    {Reason.FURNITURE, Reason.REPEATED, Reason.HIDDEN, Reason.DUPLICATE, Reason.CONSENT, Reason.RELATED}
)

KEEPING: frozenset[Reason] = frozenset(reason for reason in Reason if reason.value.startswith("keep-"))
"""Reasons that keep text; they overrule STRAY on their own characters and nothing else."""


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Characters ``start`` to ``end`` (exclusive, code points) of one block's repaired text.

    Refuses what no text can hold: a negative start, an empty or inverted range.
    """

    block: int
    start: int
    end: int

    def __post_init__(self) -> None:
        if self.block < 0 or self.start < 0 or self.end <= self.start:
            raise ValueError(
                f"Span({self.block}, {self.start}, {self.end}) is empty or inverted; "
                "a span needs block >= 0 and 0 <= start < end"
            )


@dataclass(frozen=True, slots=True, order=True)
class Mark:
    """One finding of one marker.

    Attributes:
        span: the characters it speaks of.
        reason: what they are.
        score: how sure the marker is, 0 to 1.
        language: BCP 47 tag of the span's text where the marker knows it.
        by: marker and version, e.g. "language/3"; with the rule, e.g. "furniture/1:link-density".
    """

    span: Span
    reason: Reason
    score: float
    language: str | None
    by: str

    def __post_init__(self) -> None:
        if not 0.0 <= self.score <= 1.0:
            raise ValueError(f"Mark by {self.by!r} has score {self.score}; a score lies between 0 and 1")
