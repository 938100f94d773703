"""HTML to blocks: boundaries, kinds, paths, links, what is hidden."""

from __future__ import annotations

import pytest
from bs4 import Tag

from pumice.model import Block, BlockKind
from pumice.read.html import cut_html, parse_html, path_of


def blocks_of(html: str) -> list[Block]:
    """Blocks of a fragment."""
    return cut_html(parse_html(html))


def texts_of(html: str) -> list[str]:
    """Texts of a fragment's blocks."""
    return [block.text for block in blocks_of(html)]


@pytest.mark.parametrize(
    ("html", "texts"),
    [
        ("<p>one</p><p>two</p>", ["one", "two"]),
        ("<p>one<br>two</p>", ["one", "two"]),
        ("<div>loose <b>bold</b> text<p>inner</p>tail</div>", ["loose bold text", "inner", "tail"]),
        ("<p>  white \n\t space  </p>", ["white space"]),
        ("<p>un<b>brok</b>en</p>", ["unbroken"]),
        ("<p></p><div> \n </div>", []),
        ("<script>var a = 1;</script><style>p{}</style><p>text</p>", ["text"]),
        ("<p>before<!-- a comment -->after</p>", ["beforeafter"]),
        ("<ul><li>one<li>two<ul><li>deep</ul></ul>", ["one", "two", "deep"]),
        ("<td>no table</td>", ["no table"]),
        ("plain &amp; simple", ["plain & simple"]),
    ],
)
def test_boundaries(html: str, texts: list[str]):
    """Block elements, br and hr end a block; inline elements do not."""
    assert texts_of(html) == texts


@pytest.mark.parametrize(
    ("html", "kind", "level"),
    [
        ("<h3>x</h3>", BlockKind.HEADING, 3),
        ("<ul><li>x</ul>", BlockKind.LIST_ITEM, 1),
        ("<ul><li><p>x</p></ul>", BlockKind.LIST_ITEM, 1),
        ("<ol><li>a<ul><li>x</ul></ol>", BlockKind.LIST_ITEM, 2),
        ("<blockquote><p>x</p></blockquote>", BlockKind.QUOTATION, 0),
        ("<figure><figcaption>x</figcaption></figure>", BlockKind.CAPTION, 0),
        ("<pre>x</pre>", BlockKind.CODE, 0),
        ("<ul><li><div><p>x</p></div></ul>", BlockKind.PARAGRAPH, 0),
    ],
)
def test_kinds(html: str, kind: BlockKind, level: int):
    """The nearest element that means something decides the kind."""
    last = blocks_of(html)[-1]
    assert (last.text, last.kind, last.level) == ("x", kind, level)


def test_code_keeps_its_lines():
    """White space in code is content."""
    assert texts_of("<pre>\nif x:\n    y()\n</pre>") == ["if x:\n    y()"]


def test_data_row_is_one_block():
    """The cells of a row of data stand together; white space between them does not matter."""
    html = "<table><tr><th>Port</th> <th>Ships</th></tr><tr><td>Odessa</td><td>12</td></tr></table>"
    assert [(block.text, block.kind) for block in blocks_of(html)] == [
        ("Port | Ships", BlockKind.TABLE_ROW),
        ("Odessa | 12", BlockKind.TABLE_ROW),
    ]


def test_layout_table_is_cut_apart():
    """A table that arranges the page gives paragraphs."""
    html = "<table><tr><td><p>menu</p></td><td><p>text</p></td></tr></table>"
    assert [(block.text, block.kind) for block in blocks_of(html)] == [
        ("menu", BlockKind.PARAGRAPH),
        ("text", BlockKind.PARAGRAPH),
    ]


def test_link_characters():
    """Characters inside links are counted."""
    (block,) = blocks_of("<p>see <a href='/x'>this page</a> now</p>")
    assert block.link_characters == len("this page")
    assert 0.5 < block.link_density < 0.6


@pytest.mark.parametrize(
    "attribute",
    ["hidden", "aria-hidden=true", "style='color:red; display : none'", "class='visually-hidden'"],
)
def test_hidden(attribute: str):
    """What the page hides is cut as hidden."""
    (block,) = blocks_of(f"<div {attribute}><p>secret</p></div>")
    assert block.hidden


def test_hidden_inside_a_sentence_stands_apart():
    """A hidden fragment does not end up in the middle of the sentence around it."""
    assert [(block.text, block.hidden) for block in blocks_of("<p>one <span hidden>secret</span>two</p>")] == [
        ("one two", False),
        ("secret", True),
    ]


def test_language_is_inherited():
    """The nearest lang attribute counts."""
    html = "<div lang=fr><p>un</p><p lang=de>zwei</p></div>"
    assert [block.language for block in blocks_of(html)] == ["fr", "de"]


def test_paths_lead_back():
    """The path of a block is that of the element it begins with."""
    soup = parse_html("<body><div><p>a</p></div><div><p>b</p><p id=x>c <b>d</b></p></div></body>")
    element = soup.find(id="x")
    assert isinstance(element, Tag)
    last = cut_html(soup)[-1]
    assert last.path == path_of(element) == "/html/body/div[2]/p[2]"


@pytest.mark.parametrize("depth", [300, 3_000])
def test_deep_pages_are_read_whole(depth: int):
    """No recursion, no silent cut at libxml2's usual depth."""
    html = "<p>start</p>" + "<div>" * depth + "deep" + "</div>" * depth + "<p>end</p>"
    assert texts_of(html) == ["start", "deep", "end"]
