"""HTML to blocks and facts in one walk over lxml's own tree: the fast lane.

The parser is the one that the reference reader (:mod:`pumice.read.html`) has its events from, and elements become
frames in the same place, so both give the same blocks; this one makes no object for each node of the page
(docs/decisions/0020). libxml2's tree leaves out what is nested very deep: such a page is handed back for the careful
lane. Start with :func:`read_fast`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Final, cast

from lxml import etree

from pumice.model import Block
from pumice.read.facts import Facts, is_telling, note
from pumice.read.html_cutter import Cutter
from pumice.read.html_frames import Frame, root_frame
from pumice.read.html_tags import LAYOUT_INSIDE_CELL, OWN_STRINGS

_DEEPEST: Final = 250
"""libxml2 may leave out what is nested deeper."""
_CELLS: Final = ("td", "th")
_EVENTS: Final = ("start", "end", "comment", "pi")


def read_fast(text: str) -> tuple[list[Block], Facts] | None:
    """Blocks and facts of a page; None where the tree may not hold the whole of it, and the careful lane must read it.

    ``text`` is the page without an XML prologue.
    """
    parser = etree.HTMLParser(huge_tree=True)
    try:
        parser.feed(text)
        root = parser.close()
    except (etree.XMLSyntaxError, UnicodeEncodeError):
        return None
    walk = _Walk()
    if root is None:
        return [], walk.facts
    # What follows </html> becomes a second <html> beside the first.
    trees = (root, *root.itersiblings("*"))
    return (walk.cutter.blocks, walk.facts) if all(map(walk.through, trees)) else None


@dataclass(slots=True)
class _Walk:
    """One walk; ``frames`` are the open elements, None where nothing inside is text."""

    cutter: Cutter = field(default_factory=Cutter)
    facts: Facts = field(default_factory=Facts)
    frames: list[Frame | None] = field(default_factory=lambda: [root_frame()])

    def through(self, root: etree._Element) -> bool:
        """Visit every node; False where the page is too deep for this lane."""
        frames, cutter, facts = self.frames, self.cutter, self.facts
        around = frames[-1]
        nodes: Iterator[tuple[str, Any]] = etree.iterwalk(root, events=_EVENTS)
        for event, node in nodes:
            if event == "start":
                if len(frames) > _DEEPEST:
                    return False
                name = node.tag
                attributes: dict[str, str] = dict(node.items())
                if (attributes or name == "title") and is_telling(name, attributes):
                    note(_Node(node, name, attributes), facts)
                if around is not None:
                    is_data_row = partial(_is_data_row, node) if name == "tr" else None
                    around = cutter.enter(name, attributes, around, is_data_row)
                    if around is not None and (text := node.text):
                        cutter.add(text, around)
                frames.append(around)
                continue
            if event == "end":
                if around is not None:
                    cutter.leave(around)
                frames.pop()
                around = frames[-1]
            if around is not None and (tail := node.tail):
                cutter.add(tail, around)
        return True


def _attributes(element: etree._Element) -> dict[str, str]:
    return dict(cast("Sequence[tuple[str, str]]", element.items()))


def _is_data_row(row: etree._Element) -> bool:
    cells = sum(1 for cell in row if cell.tag in _CELLS)
    return cells > 1 and next(row.iter(*LAYOUT_INSIDE_CELL), None) is None


@dataclass(frozen=True, slots=True)
class _Node:
    """An element as the gatherer of facts wants it."""

    element: etree._Element
    name: str
    attrs: Mapping[str, str]

    @property
    def string(self) -> str | None:
        """The text of an element that holds nothing else."""
        return self.element.text

    @property
    def parents(self) -> Iterator[_Node]:
        """The elements around it, nearest first."""
        for element in self.element.iterancestors():
            yield _Node(element, element.tag, _attributes(element))

    @property
    def stripped_strings(self) -> Iterator[str]:
        """The texts inside, white space around them stripped, none empty."""
        return (stripped for piece in self._strings() if (stripped := piece.strip()))

    def get_text(self) -> str:
        """The texts inside, joined."""
        return "".join(self._strings())

    def _strings(self) -> Iterator[str]:
        """The texts inside in their order; scripts, styles and the readings of ruby are of a kind of their own."""
        nearest = next(self.element.iterancestors(*OWN_STRINGS), None)
        if nearest is None and next(self.element.iter(*OWN_STRINGS), None) is None:
            yield from cast("Iterator[str]", self.element.itertext())
            return
        wanted = self.name if self.name in OWN_STRINGS else None
        holders = [None if nearest is None else nearest.tag]
        for event, node in etree.iterwalk(self.element, events=_EVENTS):
            piece = None
            if event == "start":
                holders.append(node.tag if node.tag in OWN_STRINGS else holders[-1])
                piece = node.text
            else:
                if event == "end":
                    holders.pop()
                if node is not self.element:
                    piece = node.tail
            if piece and holders[-1] == wanted:
                yield piece
