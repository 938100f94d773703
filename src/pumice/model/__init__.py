"""The vocabulary: every type that flows through pumice, in the order in which it appears.

Where to start reading: :mod:`exchange` (what went over the wire), :mod:`capture` (bytes as received), :mod:`document`
(blocks, repairs, claims), :mod:`marks` (what was found, with its reason), :mod:`article` (the public record),
:mod:`outcome` (what became of each input), :mod:`stage` (how people name the steps), :mod:`profile` (what recurs on a
site), :mod:`recipe` (what its owner says of it), :mod:`finding` (what is wrong in a data folder).

All are frozen, slotted dataclasses without behaviour beyond their own invariants. They import nothing of pumice but
its errors.
"""

from pumice.model.article import SCHEMA_VERSION, Article, Rejected
from pumice.model.capture import Capture, Evidence, Page
from pumice.model.document import Block, BlockKind, BlockRole, Claim, Document, Field, Origin, Source
from pumice.model.exchange import Exchange, Visit
from pumice.model.finding import Finding
from pumice.model.house import Cleaned, House, Limits, Marker, Policy, Versions
from pumice.model.marks import KEEPING, STRAY, Mark, Reason, Span
from pumice.model.outcome import Counts, Outcome
from pumice.model.parts import (
    ArticleBlock,
    Author,
    Decision,
    ForeignSpan,
    LanguageShare,
    NearDuplicate,
    PageType,
    Provenance,
    Publisher,
    Quality,
    QualityStatus,
    Stray,
    Translation,
    Verdict,
)
from pumice.model.profile import FEWEST_PAGES, SKETCH, DayOrder, Place, SiteProfile
from pumice.model.recipe import Recipe
from pumice.model.repair import Repair, Repaired, RepairKind, Step
from pumice.model.stage import Stage, Tally

__all__ = [
    "FEWEST_PAGES",
    "KEEPING",
    "SCHEMA_VERSION",
    "SKETCH",
    "STRAY",
    "Article",
    "ArticleBlock",
    "Author",
    "Block",
    "BlockKind",
    "BlockRole",
    "Capture",
    "Claim",
    "Cleaned",
    "Counts",
    "DayOrder",
    "Decision",
    "Document",
    "Evidence",
    "Exchange",
    "Field",
    "Finding",
    "ForeignSpan",
    "House",
    "LanguageShare",
    "Limits",
    "Mark",
    "Marker",
    "NearDuplicate",
    "Origin",
    "Outcome",
    "Page",
    "PageType",
    "Place",
    "Policy",
    "Provenance",
    "Publisher",
    "Quality",
    "QualityStatus",
    "Reason",
    "Recipe",
    "Rejected",
    "Repair",
    "RepairKind",
    "Repaired",
    "SiteProfile",
    "Source",
    "Span",
    "Stage",
    "Step",
    "Stray",
    "Tally",
    "Translation",
    "Verdict",
    "Versions",
    "Visit",
]
