"""Reading and marking bytes from strangers: each page ends well or with its named cause."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pumice.errors import InputFault
from pumice.mark.duplicates import mark_duplicates
from pumice.mark.furniture import mark_furniture
from pumice.mark.hidden import mark_hidden
from pumice.model import Document, House, Source
from pumice.read.html import cut_html, parse_html
from pumice.read.prescan import refuse_markup

TAGS = (
    "div",
    "p",
    "table",
    "tr",
    "td",
    "li",
    "ul",
    "a",
    "b",
    "br",
    "nav",
    "span hidden",
    "pre",
    "h1",
    "p class=x",
    "!--",
    "svg",
)
pieces = st.one_of(
    st.sampled_from(TAGS).map(lambda tag: f"<{tag}>"),
    st.sampled_from(TAGS).map(lambda tag: f"</{tag.split()[0]}>"),
    st.text(max_size=20),
    st.sampled_from(["&amp;", "&#0;", "&#xD800;", "<", ">", "<![CDATA[", "\x1f", "\x00", "\u202e"]),
)
LIMITS = House(()).limits


@given(st.lists(pieces, max_size=40).map("".join))
def test_any_markup_is_cut_and_marked(html: str):
    """No markup breaks the reader or a marker; every mark lies inside."""
    try:
        refuse_markup(html, "https://example.org/", LIMITS)
    except InputFault:
        return
    blocks = tuple(cut_html(parse_html(html)))
    document = Document(Source("https://example.org/"), None, blocks)
    document.with_marks(mark for marker in (mark_furniture, mark_duplicates, mark_hidden) for mark in marker(document))
    assert all(block.text.strip() for block in blocks)
    assert all(0 <= block.link_characters <= len(block.text) for block in blocks)
