"""HTML to blocks, with BeautifulSoup over lxml: the reference reader, and the careful lane.

A block is the text between two block boundaries (block elements, br, hr). Start with :func:`cut_html`. The walk keeps
its own stack, so no page can exhaust Python's; a page that only a machine would nest so deep is refused before
(:mod:`pumice.read.prescan`). Most pages are read by :mod:`pumice.read.html_fast`, with the same result.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import partial
from types import MappingProxyType

from bs4 import BeautifulSoup, NavigableString, Tag
from bs4.element import PreformattedString

from pumice.model import Block, BlockRole
from pumice.read.facts import Facts, is_telling, note
from pumice.read.html_cutter import Cutter
from pumice.read.html_frames import Frame, join_path, root_frame, step
from pumice.read.html_tags import LAYOUT_INSIDE_CELL

_NO_ROLES: Mapping[int, BlockRole] = MappingProxyType({})
_XML_PROLOGUE = re.compile(r"\A\s*<\?xml[^>]*>")


def parse_html(text: str) -> BeautifulSoup:
    """The page as a tree; an XML prologue is taken off, since the page is read as HTML whatever it claims to be."""
    return BeautifulSoup(without_prologue(text), "lxml", multi_valued_attributes=None)


def without_prologue(text: str) -> str:
    """The page without the XML prologue that may stand before it."""
    return _XML_PROLOGUE.sub("", text, count=1)


def cut_html(soup: BeautifulSoup, roles: Mapping[int, BlockRole] = _NO_ROLES) -> list[Block]:
    """The page's blocks in reading order, white space of the markup collapsed, none empty.

    ``roles`` are those that a recipe gives to elements, by ``id`` of the tag.
    """
    cutter = Cutter()
    stack: list[tuple[Iterator[object], Frame]] = [(iter(soup.contents), root_frame())]
    while stack:
        children, frame = stack[-1]
        node = next(children, None)
        if node is None:
            stack.pop()
            cutter.leave(frame)
        elif isinstance(node, Tag):
            name = node.name.lower()
            inside = cutter.enter(name, node.attrs, frame, partial(_is_data_row, node) if name == "tr" else None)
            if inside is not None:
                if id(node) in roles:
                    inside.give_role(roles[id(node)])
                stack.append((iter(node.contents), inside))
        elif isinstance(node, NavigableString) and not isinstance(node, PreformattedString):
            cutter.add(str(node), frame)
    return cutter.blocks


def gather_facts(soup: BeautifulSoup) -> Facts:
    """What the page's markup states besides its text."""
    facts = Facts()
    for node in soup.descendants:
        # Most elements of a page hold nothing to note; this loop sees them all, so it asks the cheap questions itself.
        if isinstance(node, Tag) and (node.attrs or node.name == "title") and is_telling(node.name, node.attrs):
            note(node, facts)
    return facts


def path_of(tag: Tag) -> str:
    """The path that :func:`cut_html` gives to a block that begins with this element."""
    steps = []
    for element in (tag, *tag.parents):
        if element.name == "[document]":
            break
        position = 1 + sum(1 for _ in element.find_previous_siblings(element.name))
        steps.append(step(element.name, position))
    return join_path(tuple(reversed(steps)))


def _is_data_row(row: Tag) -> bool:
    cells = [cell for cell in row.children if isinstance(cell, Tag) and cell.name in {"td", "th"}]
    return len(cells) > 1 and not any(
        isinstance(inner, Tag) and inner.name in LAYOUT_INSIDE_CELL for inner in row.descendants
    )
