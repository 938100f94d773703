"""Structure that readers need stays: summaries, subheads, quotations, tables, captions, code, live blogs."""

from __future__ import annotations

import pytest

from pumice import Article, clean

PARTS = {
    "heading 2": ("<h2>What happened</h2>", "What happened"),
    "heading 3": ("<h3>And the market?</h3>", "And the market?"),
    "list-item 1": ("<ul><li>get the whole of their money back, or</li></ul>", "get the whole of their money back, or"),
    "quotation 0": (
        "<blockquote><p>In thirty years I have not seen the water so high.</p></blockquote>",
        "In thirty years I have not seen the water so high.",
    ),
    "caption 0": (
        "<figure><img src=q.jpg><figcaption>The outer quay on Wednesday morning</figcaption></figure>",
        "The outer quay on Wednesday morning",
    ),
    "table-row 0": (
        "<table><tr><td>Marlhaven</td><td>Fri 06:00</td></tr><tr><td>Brenmouth</td><td>Fri 09:30</td></tr></table>",
        "Brenmouth | Fri 09:30",
    ),
    "code 0": ("<pre>GET /sailings\n200 OK</pre>", "GET /sailings\n200 OK"),
}
BEFORE = (
    "The harbour office closed the port on Tuesday night after gusts of forty metres a second were measured at it.",
    "Two fishing boats broke loose from the outer quay shortly before midnight, said the harbour master on Wednesday.",
)
AFTER = (
    "The market opens as usual, because its stalls were taken down on Monday, before the storm reached the coast.",
    "No ferry sails before Friday, and whoever has a ticket may change it for another day, the company said.",
)


def blocks_of(inside: str) -> list[tuple[str, str]]:
    """Kind with level, and text, of an article's blocks."""
    html = (
        "<html lang=en><head><title>Storm closes the harbour</title></head><body><nav><a href=/>News</a></nav><main>"
        f"<article><h1>Storm closes the harbour</h1>{inside}</article></main><footer>© Pier</footer></body></html>"
    )
    article = clean(html.encode(), url="https://pier.example/a", headers={"content-type": "text/html"}).article
    assert isinstance(article, Article)
    return [(f"{block.kind} {block.level}", block.text) for block in article.blocks]


def paragraphs(texts: tuple[str, ...]) -> str:
    """Some prose."""
    return "".join(f"<p>{text}</p>" for text in texts)


@pytest.mark.parametrize("kind", PARTS)
def test_each_kind_of_block_stays_as_what_it_is(kind: str):
    """In the middle of the text, and in its place there."""
    html, text = PARTS[kind]
    found = blocks_of(paragraphs(BEFORE) + html + paragraphs(AFTER))
    assert (kind, text) in found
    place = found.index((kind, text))
    assert [other for _, other in found[:place]][:2] == list(BEFORE)
    assert [other for _, other in found[place + 1 :]][-2:] == list(AFTER)


def test_a_summary_box_over_the_text_stays():
    """Its points with it."""
    points = (
        "The harbour is closed until Friday, and no ferry sails.",
        "The market opens as usual on Saturday morning.",
    )
    box = "<div class=summary><h3>In brief</h3><ul>" + "".join(f"<li>{point}</li>" for point in points) + "</ul></div>"
    found = blocks_of(box + paragraphs(BEFORE) + paragraphs(AFTER))
    assert ("heading 3", "In brief") in found
    assert [("list-item 1", point) for point in points] == [block for block in found if block[0] == "list-item 1"]


def test_entries_of_a_live_blog_stay():
    """With the heading of each."""
    entries = "".join(
        f"<div class='liveblog-entry'><time datetime='2021-03-17T1{number}:20'>1{number}:20</time>"
        f"<h2>Entry of hour {number}</h2><p>{text}</p></div>"
        for number, text in enumerate(BEFORE + AFTER)
    )
    found = blocks_of(f"<div class=liveblog>{entries}</div>")
    assert [text for _, text in found if text in BEFORE + AFTER] == list(BEFORE + AFTER)
    assert [text for kind, text in found if kind == "heading 2"] == [f"Entry of hour {number}" for number in range(4)]


def test_nothing_is_said_twice():
    """Neither the headline in bold nor a paragraph that stands again below."""
    again = "<p><b>Storm closes the harbour</b></p>"
    found = [text for _, text in blocks_of(again + paragraphs(BEFORE) + paragraphs(AFTER) + paragraphs(BEFORE[:1]))]
    assert found == [*BEFORE, *AFTER]
