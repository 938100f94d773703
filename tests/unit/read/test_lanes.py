"""The two readers of HTML give the same blocks and the same facts, whatever the markup."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from pumice.read.decode import decode
from pumice.read.html import without_prologue
from pumice.read.html_fast import read_fast
from pumice.read.lanes import read_careful, read_markup

ROOT = Path(__file__).parents[3]
PAGES = sorted(path for folder in ("demo", "tests/golden") for path in (ROOT / folder).rglob("*.html"))

NASTY = (
    "",
    " ",
    "text only",
    "<!-- only a comment -->",
    "<?xml version='1.0' encoding='koi8-r'?><p>a",
    "a\x00b<p>c\x00",
    "<p>a<!--c-->b<![CDATA[cd]]>c<?pi x?>d",
    "<svg><title>T</title><text>x</text></svg><p>y",
    "<table><tr><td>a<td>b<tr><td>c</table>",
    "<table><p>foster<tr><td>x</td><td>y</td></tr>z</table>",
    "<table><tr><th>a</th><td>b<table><tr><td>c</td><td>d</td></tr></table></td></tr></table>",
    "<b><p>1<b>2</p>3</b>4",
    "<a>1<a>2</a>3",
    "<p>1<div>2</p>3",
    "<ruby>漢<rp>(</rp><rt>kan</rt></ruby><time class=date>2 May<rt>read</rt></time>",
    "<div hidden>a<span>b</span></div>c<span style='display:none'>d<br>e</span>f",
    "<pre>\n a\r\nb </pre>",
    "<o:p>x</o:p><foo:bar class=date>1",
    "<p class='' id= >x<p CLASS='Date A\tB'>y",
    "<select><option>1</select><textarea><p>x</textarea>",
    "<frameset><frame></frameset><noframes>x</noframes>",
    "<body><p>1</body></html>tail<p>2<html><body class=z><p>3",
    "<script type='application/ld+json'>{\"a\":1}</script><script>if(a<b){}</script>t",
    "<template><p class=date>in</p></template>out",
    "<title>A</title><title>B</title><base href=/x><link rel='a b' href=y hreflang=de><meta name=A content=B>",
    "<div itemscope itemtype=http://schema.org/Person itemprop=author><span itemprop=name>N</span></div>",
    "&#0;&#x80;&nbsp;&lt;&unknown;&amp",
    "<p>\xa0</p><p>\u2028x</p>\x0b\x1c",
    "<ul><li>один<li>два<ul><li>три</ul></ul><blockquote><p>четыре</blockquote>",
)
"""Hand-written markup that parsers disagree about."""


@pytest.mark.parametrize("html", NASTY)
def test_nasty_markup_reads_the_same(html: str):
    """Unclosed, misplaced, namespaced and empty elements make the same blocks and facts in both lanes."""
    assert read_fast(without_prologue(html)) == read_careful(html)


def test_own_pages_read_the_same():
    """The demo site and the golden pages."""
    assert PAGES
    for path in PAGES:
        text = decode(path.read_bytes()).text
        assert read_fast(without_prologue(text)) == read_careful(text), path


def test_random_markup_reads_the_same():
    """Tag soup of 600 pages, always the same ones."""
    dice = random.Random(20)  # noqa: S311 - test data
    names = "p div b a table tr td th ul li br span h1 body html head title svg noscript pre script rt nav".split()
    for _ in range(600):
        pieces = [
            dice.choice(
                (f"<{name}>", f"</{name}>", f"<{name} class='date sr-only'>", f"<{name} lang=de id=nav>", "txt ", " ")
            )
            for name in dice.choices(names, k=dice.randrange(1, 30))
        ]
        html = "".join(pieces)
        assert read_fast(without_prologue(html)) == read_careful(html), html


@pytest.mark.parametrize("depth", [200, 260, 2_100])
def test_deep_pages_lose_nothing(depth: int):
    """libxml2's tree drops what lies very deep; such a page is handed to the careful lane."""
    html = "<div>" * depth + "inmost" + "</div>" * depth + "<p>last</p>"
    blocks, _ = read_markup(html)
    assert [block.text for block in blocks] == ["inmost", "last"]
    assert (read_fast(html) is None) == (depth > 250)
