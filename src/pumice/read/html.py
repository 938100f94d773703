"""HTML to blocks, with BeautifulSoup over lxml: the reference reader.

A block is the text between two block boundaries (block elements, br, hr). Start with :func:`cut_html`. The walk keeps
its own stack, so no page can exhaust Python's; a page that only a machine would nest so deep is refused before
(:mod:`pumice.read.prescan`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial

from bs4 import BeautifulSoup, NavigableString, Tag
from bs4.element import PreformattedString

from pumice.model import Block
from pumice.read.html_cutter import Cutter
from pumice.read.html_frames import Frame, join_path, root_frame, step
from pumice.read.html_tags import LAYOUT_INSIDE_CELL

_XML_PROLOGUE = re.compile(r"\A\s*<\?xml[^>]*>")


def parse_html(text: str) -> BeautifulSoup:
    """The page as a tree; an XML prologue is taken off, since the page is read as HTML whatever it claims to be."""
    return BeautifulSoup(_XML_PROLOGUE.sub("", text, count=1), "lxml")


def cut_html(soup: BeautifulSoup) -> list[Block]:
    """The page's blocks in reading order, white space of the markup collapsed, none empty."""
    cutter = Cutter()
    stack: list[tuple[Iterator[object], Frame]] = [(iter(soup.contents), root_frame())]
    while stack:
        children, frame = stack[-1]
        node = next(children, None)
        if node is None:
            stack.pop()
            cutter.leave(frame)
        elif isinstance(node, Tag):
            inside = cutter.enter(node.name.lower(), node.attrs, frame, partial(_is_data_row, node))
            if inside is not None:
                stack.append((iter(node.contents), inside))
        elif isinstance(node, NavigableString) and not isinstance(node, PreformattedString):
            cutter.add(str(node), frame)
    return cutter.blocks


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
