"""Plain text to blocks."""

from __future__ import annotations

import pytest

from pumice.model import BlockKind
from pumice.read.plain import cut_plain

WRAPPED = """\
The harbour master said on Monday that the new pier would be open to
ferries before the end of the month, and that freight would follow in
the spring. Two of the four cranes have been tested; the others wait
for parts.

The council will meet again on Thursday to vote on the budget for the
breakwater, which has been asked for by the fishing fleet for as long
as anyone there remembers.
"""


def test_a_line_is_a_block():
    """Lines that follow each other directly are blocks of their own."""
    assert [(block.text, block.path) for block in cut_plain("One.\nTwo.\n\n  Three.  \n")] == [
        ("One.", "line 1"),
        ("Two.", "line 2"),
        ("Three.", "line 4"),
    ]


def test_hard_wrapped_text_is_joined():
    """Evidently wrapped lines make one paragraph, with one space per seam."""
    blocks = cut_plain(WRAPPED)
    assert [block.path for block in blocks] == ["line 1", "line 6"]
    assert "open to ferries before" in blocks[0].text


@pytest.mark.parametrize(
    "text",
    [
        "Milk\nBread\nEggs\nButter\nSalt\nFlour\n",
        "Grau liegt das Wasser,\nDer Kran steht still,\nDas Eis wird blasser,\nWenn es denn will.\n" * 2,
        (
            "A first paragraph on one long line, as editors save it when they do not wrap, well over the margin of any "
            "terminal that people used to have.\nA second one.\nA third one.\nA fourth one.\nA fifth.\nA sixth.\n"
        ),
    ],
    ids=["list", "verse", "unwrapped"],
)
def test_what_only_looks_wrapped_keeps_its_lines(text: str):
    """Lists, verse and unwrapped prose are not joined."""
    assert len(cut_plain(text)) == len([line for line in text.split("\n") if line])


def test_heading():
    """A short line by itself before a passage is a heading; a label at the end is none."""
    text = (
        "Opening of the pier.\n\nFish and freight\n\nThe fleet moves in spring, said the mayor.\n\nFurther reading :\n"
    )
    assert [block.kind for block in cut_plain(text)] == [
        BlockKind.PARAGRAPH,
        BlockKind.HEADING,
        BlockKind.PARAGRAPH,
        BlockKind.PARAGRAPH,
    ]


@pytest.mark.parametrize("separator", ["\n", "\r\n", "\r", "\u2028", "\x85"])
def test_line_separators(separator: str):
    """Every line separator separates."""
    assert [block.text for block in cut_plain(f"Un.{separator}Deux.")] == ["Un.", "Deux."]


@pytest.mark.parametrize("text", ["", "\n\n", " \t\n"])
def test_nothing(text: str):
    """No text, no blocks."""
    assert cut_plain(text) == []
