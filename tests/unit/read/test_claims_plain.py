"""Claims of plain text: lines known by place and shape."""

from __future__ import annotations

from pathlib import Path

from pumice.claims import Chosen, choose
from pumice.model import Block, Capture, Field, Origin
from pumice.read.claims_plain import claims_from_plain
from pumice.read.plain import cut_plain

PROSE = "The harbour office has opened the new pier, and the ferries will call there from Monday on. " * 3


def _claims(text: str, url: str = "https://example.org/a") -> tuple[list[Block], Chosen]:
    blocks = cut_plain(text)
    return blocks, choose(claims_from_plain(Capture(url, text.encode()), blocks))


def test_banner_headline_date_and_section_lines():
    """The head of a press page saved as text, with a span on each line."""
    head = "Harbour Office of Marlhaven\n\nFerries call at the new pier\n\n21/02/2020 - 18:00\nPress releases"
    text = f"{head}\n\n{PROSE}\n"
    blocks, chosen = _claims(text, "https://example.org/75127/ferries_ru")
    found = {field: claim for field in Field if (claim := chosen.winner(field))}
    assert {field: claim.value for field, claim in found.items()} == {
        Field.PUBLISHER: "Harbour Office of Marlhaven",
        Field.HEADLINE: "Ferries call at the new pier",
        Field.DATE_PUBLISHED: "2020-02-21T18:00:00",
        Field.SECTION: "Press releases",
        Field.INTERFACE_LANGUAGE: "ru",
    }
    spans = [claim.span for claim in found.values() if claim.span]
    assert sorted(span.block for span in spans) == [0, 1, 2, 3]
    assert all(span.end == len(blocks[span.block].text) for span in spans)


def test_headline_and_date_alone():
    """Without a banner the first line is the headline."""
    _, chosen = _claims(f"Нова пристань відкрита\n21 лютого 2020\n\n{PROSE}")
    headline, day = chosen.winner(Field.HEADLINE), chosen.winner(Field.DATE_PUBLISHED)
    assert headline is not None
    assert day is not None
    assert (headline.value, day.value) == ("Нова пристань відкрита", "2020-02-21")
    assert chosen.winner(Field.PUBLISHER) is None


def test_prose_is_left_alone():
    """Plain prose has no metadata, even where its first sentence tells a date."""
    for text in (
        PROSE,
        f"It was 21 February 2020 when the pier opened.\n\n{PROSE}",
        f"{PROSE}\n\n21/02/2020\n\n{PROSE}",
    ):
        _, chosen = _claims(text)
        assert chosen.claims == ()


def test_an_ambiguous_date_line_is_flagged():
    """Nothing on the page settles 03/04/2020."""
    _, chosen = _claims(f"Ferries call at the new pier\n\n03/04/2020\n\n{PROSE}")
    day = chosen.winner(Field.DATE_PUBLISHED)
    assert day is not None
    assert day.detail == "ambiguous"


def test_the_seed(seed_folder: Path):
    """The document that this project began with."""
    text = (seed_folder / "000_4ac5e32ff3f71364.txt").read_text("utf-8")
    _, chosen = _claims(text, "https://eeas.europa.eu/delegations/somalia/75127/global-cyber-security_ru")
    headline, section = chosen.winner(Field.HEADLINE), chosen.winner(Field.SECTION)
    assert headline is not None
    assert section is not None
    assert headline.value == "Global cyber security agenda discussed in Geneva"
    assert (section.value, section.origin) == ("News stories", Origin.SECTION_LINE)


def test_nothing_to_read():
    """No blocks, no claims from lines."""
    assert claims_from_plain(Capture("urn:x", b""), ()) == ()
    assert claims_from_plain(Capture("urn:x", b""), [Block("21/02/2020")])[0].value == "2020-02-21"
