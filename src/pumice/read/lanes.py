"""Two readers of HTML with one result: the fast lane for nearly all pages, the careful one for what it hands back.

Start with :func:`read_markup`. tests/unit/read/test_lanes.py and bench/readers.py compare the two.
"""

from __future__ import annotations

from pumice.model import Block
from pumice.read.facts import Facts
from pumice.read.html import cut_html, gather_facts, parse_html, without_prologue
from pumice.read.html_fast import read_fast


def read_markup(text: str) -> tuple[list[Block], Facts]:
    """Blocks in reading order, and what the markup states besides."""
    return read_fast(without_prologue(text)) or read_careful(text)


def read_careful(text: str) -> tuple[list[Block], Facts]:
    """The same by the reference reader, which no page that the prescan lets through can exhaust."""
    soup = parse_html(text)
    return cut_html(soup), gather_facts(soup)
