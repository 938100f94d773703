"""Small documents in many languages: what must be left out of each, what must be tagged, and that nothing else goes.

``languages/articles.toml`` holds two paragraphs a language, ``languages/documents.toml`` what is put between and into
them, with what must come of it. Most hold true negatives: names, credits, quotations, titles, loanwords.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from pumice.language import Strays, StraySpan, find_strays
from tests.golden.known import marks, read_known

HERE = Path(__file__).parent / "languages"
ARTICLES = tomllib.loads((HERE / "articles.toml").read_text(encoding="utf-8"))
DOCUMENTS = tomllib.loads((HERE / "documents.toml").read_text(encoding="utf-8"))["document"]


def blocks_of(document: dict[str, Any]) -> list[str]:
    """The document's blocks, the article's paragraphs put in."""
    paragraphs: Iterator[str] = iter(ARTICLES[document["article"]])
    return [block.replace("*", next(paragraphs), 1) if "*" in block else block for block in document["blocks"]]


def name_of(number: int, document: dict[str, Any]) -> str:
    """Number and language, to name a case."""
    return f"language {number} {document['article']}"


CASES = [
    pytest.param(document, id=name_of(number, document), marks=marks(name_of(number, document)))
    for number, document in enumerate(DOCUMENTS)
]


def told(found: Strays, blocks: list[str], verdict: str) -> list[tuple[str, str | None]]:
    """Texts of one verdict with their languages."""
    return [(text_of(span, blocks), span.language) for span in found.spans if span.verdict == verdict]


def text_of(span: StraySpan, blocks: list[str]) -> str:
    """The characters of a span."""
    return blocks[span.block][span.start : span.end].strip()


@pytest.mark.parametrize("document", CASES)
def test_a_document_loses_its_strays_and_nothing_else(document: dict[str, Any]):
    """Language, strays with their languages, and foreign text that stays."""
    blocks = blocks_of(document)
    found = find_strays(blocks)
    assert found.language == document["article"]
    assert told(found, blocks, "remove") == [tuple(pair) for pair in document.get("remove", [])]
    kept = told(found, blocks, "keep")
    for pair in document.get("keep", []):
        assert tuple(pair) in kept


def test_the_documents_are_many_and_mostly_innocent():
    """Forty documents and more in twenty languages and more, a third of which have nothing to lose."""
    assert len(DOCUMENTS) >= 40
    assert len({document["article"] for document in DOCUMENTS}) >= 20
    assert sum("remove" not in document for document in DOCUMENTS) * 3 >= len(DOCUMENTS)


@pytest.mark.parametrize("language", sorted(ARTICLES))
def test_an_article_alone_is_clean(language: str):
    """Two paragraphs of one language: that language, and not a word foreign."""
    found = find_strays(ARTICLES[language])
    assert (found.language, [span for span in found.spans if span.verdict != "keep"]) == (language, [])


def test_known_failures_name_documents_that_exist():
    """The table of expected failures speaks of documents there are."""
    there = {name_of(number, document) for number, document in enumerate(DOCUMENTS)}
    assert {case for case in read_known() if case.startswith("language ")} <= there
