"""The language of the page's own labels: by the labels, the address and the declaration together."""

from __future__ import annotations

import pytest

from pumice.claims import choose
from pumice.model import Block, Claim, Document, Field, Mark, Origin, Reason, Source, Span
from pumice.write import interface
from pumice.write.interface import interface_language

GERMAN = ("Startseite", "Nachrichten aus aller Welt", "Wetter für heute und morgen", "Über uns", "Anmelden und kaufen")
TEXT = "The ferry to the outer islands will sail twice a day from April, weather permitting."


def page(labels: tuple[str, ...], *claims: Claim) -> Document:
    """An English text between labels that were marked as furniture."""
    blocks = (*map(Block, labels), Block(TEXT))
    marks = [Mark(Span(index, 0, len(text)), Reason.FURNITURE, 0.9, None, "t/1") for index, text in enumerate(labels)]
    return Document(Source("https://press.example.org/1"), "en", blocks, claims).with_marks(marks)


def says(field: Field, language: str) -> Claim:
    """A witness for a language."""
    return Claim(field, language, language, Origin.ADDRESS, 0.9)


DECLARED, ADDRESS = says(Field.DECLARED_LANGUAGE, "fr"), says(Field.INTERFACE_LANGUAGE, "fr")


def asked(document: Document) -> str | None:
    """The answer for a document."""
    return interface_language(document, choose(document.claims))


def test_labels_outweigh_a_declaration():
    """Templates declare what they were copied with."""
    assert asked(page(GERMAN, DECLARED)) == "de"


def test_labels_are_heard_from_all_over_the_page():
    """A long list in another language at the top of the page is not all that is asked about."""
    shops = tuple(f"Shop number {number} of the island and the way to it from the ferry" for number in range(12))
    labels = tuple(f"{text} Nummer {number} mit vielen weiteren Meldungen" for number in range(20) for text in GERMAN)
    assert asked(page((*shops, *labels))) == "de"


def test_address_and_declaration_together_outweigh_labels():
    """Two witnesses that agree are more than one."""
    assert asked(page(GERMAN, DECLARED, ADDRESS)) == "fr"


def test_labels_that_cannot_change_the_answer_are_not_asked(monkeypatch: pytest.MonkeyPatch):
    """They cost most; where nothing else is stated, or less, they are."""
    questions: list[str] = []
    monkeypatch.setattr(interface, "main_language", lambda texts: questions.extend(texts) or "de")
    interface._language_of.cache_clear()
    assert asked(page(GERMAN, DECLARED, ADDRESS)) == "fr"
    assert questions == []
    assert asked(page(GERMAN, DECLARED)) == "de"
    assert questions == ["\n".join(GERMAN)]
    interface._language_of.cache_clear()


def test_labels_that_look_like_another_language_are_asked_about_at_length(monkeypatch: pytest.MonkeyPatch):
    """A glance is enough where it finds the text's own language, which is so on most pages."""
    labels = tuple(f"Ferry number {number} to the islands and back" for number in range(40))
    for answer, times in (("en", 1), ("de", 2)):
        questions: list[str] = []
        monkeypatch.setattr(interface, "main_language", lambda texts, a=answer, q=questions: q.extend(texts) or a)
        interface._language_of.cache_clear()
        assert asked(page(labels)) == answer
        assert len(questions) == times
    assert len(questions[0]) < 300 < len(questions[1]) < 700
    interface._language_of.cache_clear()


def test_few_labels_say_nothing():
    """Then it is what the page declares, or unknown."""
    assert asked(page(("Menü",), DECLARED)) == "fr"
    assert asked(page(("Menü",))) is None
