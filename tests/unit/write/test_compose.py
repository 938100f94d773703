"""From a marked document to the record: fields, strays, translations, shares, provenance."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from pumice.model import (
    Article,
    Block,
    BlockKind,
    Claim,
    Document,
    Field,
    Mark,
    Origin,
    Policy,
    Reason,
    Rejected,
    Source,
    Span,
    Versions,
)
from pumice.write.compose import article_id, compose

TEXT = "The harbour was opened on Monday by the mayor, who spoke of «тихая гавань» and of the long winter behind us."


def document(*blocks: Block, marks: list[Mark] | None = None, claims: tuple[Claim, ...] = ()) -> Document:
    """An English document from one address."""
    source = Source("https://press.example.org/en/1", datetime(2026, 3, 1, 12, tzinfo=UTC), sha256="a" * 64)
    return Document(source, "en", blocks, claims).with_marks(marks or [])


def whole(index: int, text: str, reason: Reason, language: str | None = None) -> Mark:
    """A mark over a whole block."""
    return Mark(Span(index, 0, len(text)), reason, 0.9, language, "test/1")


def article(made: Article | Rejected) -> Article:
    """The article; a test that expects one fails with the cause otherwise."""
    assert isinstance(made, Article), made
    return made


ENGLISH = (
    "The ferry to the outer islands will sail twice a day from April, weather permitting. Those who live there have "
    "asked for it since the old boat was sold, and the council has found the money at last."
)


@pytest.mark.parametrize(("vote", "flags"), [("plain", set()), ("open", {"language-doubtful"})])
def test_a_second_opinion_is_asked_where_the_text_leaves_its_language_open(vote: str, flags: set[str]):
    """The other identifier's doubt sends the article to review, but a plain text is not put before it."""
    unsure = replace(document(Block(ENGLISH)), language="fr", is_language_plain=vote == "plain")
    made = article(compose(unsure, Policy()))
    assert {"language-doubtful"} & set(made.quality.flags) == flags


def test_kept_foreign_text_is_tagged_where_it_stands_in_the_article():
    """Offsets of foreign spans are of the article's blocks, after what was cut before them."""
    label, start = "Разделы:", TEXT.index("«")
    quotation = Mark(Span(1, start, start + 14), Reason.KEEP_QUOTATION, 0.9, "ru", "test/1")
    made = article(
        compose(
            document(Block(label), Block(TEXT), marks=[whole(0, label, Reason.STRAY_LABEL, "ru"), quotation]), Policy()
        )
    )
    (span,) = made.foreign_spans
    assert made.blocks[span.block].text[span.start : span.end] == "«тихая гавань»"
    assert (span.language, span.reason) == ("ru", "keep-quotation")
    assert [(stray.text, stray.language, stray.reason) for stray in made.strays] == [(label, "ru", "stray-label")]
    assert made.languages == {"en": round(73 / 84, 4), "ru": round(11 / 84, 4)}


def test_furniture_that_is_also_foreign_is_no_stray():
    """A Russian menu is a menu; strays list what went because of its language."""
    menu = "Главная Новости Контакты"
    marks = [whole(1, menu, Reason.FURNITURE), whole(1, menu, Reason.STRAY_NOTICE, "ru")]
    made = article(compose(document(Block(TEXT), Block(menu), marks=marks), Policy()))
    assert made.strays == ()
    assert made.article_body == TEXT


def test_suspects_stay_and_are_reported():
    """A stray below the policy's score stays in the text and shows among the foreign spans."""
    marks = [Mark(Span(0, 0, 11), Reason.INLINE_FRAGMENT, 0.4, "fr", "test/1")]
    made = article(compose(document(Block(TEXT), marks=marks), Policy()))
    assert made.article_body == TEXT
    assert made.foreign_spans[0].reason == "inline-fragment"


def test_second_version_is_carried_as_translation():
    """A full version in another language leaves the body and stays in the record."""
    french = "Le maire a inauguré le port lundi."
    marks = [whole(1, french, Reason.TRANSLATION, "fr")]
    made = article(compose(document(Block(TEXT), Block(french), marks=marks), Policy()))
    assert [(one.language, one.article_body) for one in made.translations] == [("fr", french)]
    assert french not in made.article_body


def test_canonical_of_another_domain_is_not_believed():
    """A page cannot take over the identity of another owner's page."""

    def claims(url: str) -> tuple[Claim, ...]:
        return (Claim(Field.CANONICAL_URL, url, url, Origin.LINK, 1.0),)

    own = article(compose(document(Block(TEXT), claims=claims("https://www.example.org/1")), Policy()))
    other = article(compose(document(Block(TEXT), claims=claims("https://example.net/1")), Policy()))
    assert own.id == article_id("https://www.example.org/1")
    assert (other.canonical_url, other.id) == (None, article_id("https://press.example.org/en/1"))


def test_everything_left_out_is_rejected():
    """A page of which nothing stays gives no article, and says so."""
    made = compose(document(Block(TEXT), marks=[whole(0, TEXT, Reason.FURNITURE)]), Policy())
    assert isinstance(made, Rejected)
    assert made.cause == "empty"


def test_provenance_and_blocks():
    """Versions and the moment go into the record; kinds and levels of blocks are kept."""
    blocks = (Block("News", BlockKind.HEADING, level=2), Block(TEXT))
    made = article(compose(document(*blocks), Policy(), Versions("1", "2", "3")))
    assert made.provenance.fetched_at == "2026-03-01T12:00:00Z"
    assert (made.provenance.code_version, made.provenance.profile_version) == ("1", "3")
    assert [(block.kind, block.level) for block in made.blocks] == [("heading", 2), ("paragraph", 0)]


def test_short_text_goes_to_review():
    """An article of a few words is published for review."""
    made = article(compose(document(Block("Too short.")), Policy()))
    assert made.quality.status.value == "review"
    assert "short" in made.quality.flags


def test_every_page_with_text_gives_an_article():
    """Which page types are published is the runner's to decide, not compose's."""
    made = article(compose(document(Block(TEXT)), Policy(publish=frozenset())))
    assert made.article_body == TEXT
