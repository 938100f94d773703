"""Tables for cutting HTML into blocks: which elements bound blocks, which hold no text, which decide a block's kind."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from pumice.model import BlockKind

NO_TEXT: Final = frozenset(
    "script style template svg math iframe object embed audio video canvas map select datalist textarea head".split()
)
"""Elements whose content no reader reads as text; they are not descended into."""

BLOCK: Final = frozenset(
    "html body address article aside blockquote button caption center dd details dialog dir div dl dt fieldset "
    "figcaption figure footer form frameset h1 h2 h3 h4 h5 h6 header hgroup hr legend li main menu nav noscript ol p "
    "pre search section summary table tbody td tfoot th thead tr ul".split()
)
"""Elements that end the block before them and begin another."""

BREAK: Final = frozenset({"br", "hr"})
"""Void elements that end a block."""

MEDIA: Final = frozenset("img picture video audio iframe embed object svg canvas".split())
"""Elements that show something other than text."""

STRONG: Final = frozenset({"b", "strong"})

KINDS: Final[dict[str, BlockKind]] = {
    "h1": BlockKind.HEADING,
    "h2": BlockKind.HEADING,
    "h3": BlockKind.HEADING,
    "h4": BlockKind.HEADING,
    "h5": BlockKind.HEADING,
    "h6": BlockKind.HEADING,
    "li": BlockKind.LIST_ITEM,
    "dt": BlockKind.LIST_ITEM,
    "dd": BlockKind.LIST_ITEM,
    "blockquote": BlockKind.QUOTATION,
    "figcaption": BlockKind.CAPTION,
    "caption": BlockKind.CAPTION,
    "pre": BlockKind.CODE,
    "tr": BlockKind.TABLE_ROW,
}
"""Elements that decide a block's kind; every other block element makes paragraphs."""

INHERITED_BY_PARAGRAPH: Final = frozenset({BlockKind.LIST_ITEM, BlockKind.QUOTATION, BlockKind.CAPTION})
"""Kinds that a <p> directly inside keeps: <li><p>text</p></li> is a list item."""

LISTS: Final = frozenset({"ul", "ol", "dl", "menu", "dir"})

HIDING_WORDS: Final = frozenset(
    {"visually-hidden", "visuallyhidden", "sr-only", "screen-reader-text", "element-invisible", "is-hidden", "hidden"}
)
"""Class words by which common style sheets hide an element from sight."""

LAYOUT_INSIDE_CELL: Final = frozenset(
    "p div table ul ol dl h1 h2 h3 h4 h5 h6 blockquote article section figure pre form br hr".split()
)
"""What a cell of a data table does not hold; a row with such a cell is page layout, and its cells are cut apart."""

OWN_STRINGS: Final = frozenset("script style template rt rp".split())
"""Elements whose strings are no text of the elements around them: code, and readings beside ruby text."""

CELLS: Final = frozenset({"td", "th"})
HIDING_NAMES: Final = frozenset({"noscript", "dialog"})
"""Elements that a browser does not show as they come."""


@dataclass(frozen=True, slots=True)
class Trait:
    """What the tables above say of one element name, looked up at once.

    Attributes:
        kind: the kind it decides, if any; a row's is decided by its cells.
        level: 1 to 6 for headings.
        in_row: whether it stays part of the row of a table in which it stands.
        special: whether it breaks, shows something, or holds no text; most elements do nothing of that.
    """

    name: str
    bounds: bool
    breaks: bool
    media: bool
    no_text: bool
    strong: bool
    link: bool
    hiding: bool
    listing: bool
    cell: bool
    row: bool
    in_row: bool
    special: bool
    kind: BlockKind | None
    level: int


@lru_cache(maxsize=1_000)
def trait_of(name: str) -> Trait:
    """What is known of an element by its name."""
    kind = None if name == "tr" else KINDS.get(name)
    return Trait(
        name=name,
        bounds=name in BLOCK,
        breaks=name in BREAK,
        media=name in MEDIA,
        no_text=name in NO_TEXT,
        strong=name in STRONG,
        link=name == "a",
        hiding=name in HIDING_NAMES,
        listing=name in LISTS,
        cell=name in CELLS,
        row=name == "tr",
        in_row=name in CELLS or name not in BLOCK,
        special=name in BREAK or name in NO_TEXT or name in MEDIA,
        kind=kind,
        level=int(name[1]) if kind is BlockKind.HEADING else 0,
    )
