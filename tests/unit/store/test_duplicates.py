"""Near duplicates are linked with their evidence, never removed; made cases with the answer known."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from pumice.withdraw import withdraw_gone
from tests.unit.store.making import articles_in, page, work_through

WORDS = {
    "en": "river bridge council water bank stone winter ferry mill harbour road valley night people summer".split(),
    "ru": "река мост совет вода берег камень зима паром мельница гавань дорога долина ночь люди лето".split(),
    "fr": "fleuve pont conseil eau rive pierre hiver bac moulin port route vallée nuit peuple été".split(),
    "zh": list("河桥会水岸石冬渡磨港路谷夜人夏风云山田舟"),
    "ka": "მდინარე ხიდი საბჭო წყალი ნაპირი ქვა ზამთარი ბორანი წისქვილი ნავსადგური გზა ხეობა ღამე ხალხი ზაფხული".split(),
}


def tell(language: str, seed: int, *, year: int = 2024, words: int = 160) -> str:
    """A made text: words of a language in a random order, with numbers among them; all but the year by the seed."""
    choose = random.Random(f"{language}{seed}")  # noqa: S311 - made texts, no secrets
    parts = [str(year) if number % 40 == 7 else choose.choice(WORDS[language]) for number in range(words)]
    return ("" if language == "zh" else " ").join(parts) + "."


def linked(data: Path) -> dict[str, str]:
    """Address of the original by address of the duplicate."""
    return {one.url: one.duplicate_of.url for one in articles_in(data).values() if one.duplicate_of}


@pytest.mark.parametrize("language", WORDS)
def test_one_release_on_three_sites(tmp_path: Path, language: str):
    """The first published is the original; the others name it and how alike they are."""
    text = tell(language, 1)
    sites = [f"https://{name}.example/1" for name in "abc"]
    bodies = [text, f"{text[: len(text) // 12]} {text}", f"{text} {tell(language, 2, words=14)}"]
    pages = [page(url, body=body, language=language) for url, body in zip(sites, bodies, strict=True)]
    work_through(pages, tmp_path)
    assert linked(tmp_path) == {sites[1]: sites[0], sites[2]: sites[0]}
    evidence = [one.duplicate_of for one in articles_in(tmp_path).values() if one.duplicate_of]
    assert all(one.by == "minhash/1" and 0.7 <= one.similarity < 1 for one in evidence)


def test_no_link_where_there_is_no_copy(tmp_path: Path):
    """Translations, yearly statements that differ in a number, the same a year later, other texts: 60 made articles."""
    pages = []
    for seed in range(4):
        for language in WORDS:
            url = f"https://{language}{seed}.example"
            pages += [
                page(f"{url}/1", body=tell(language, seed), language=language),
                page(f"{url}/2", body=tell(language, seed, year=2025), language=language),
                page(f"{url}/3", body=tell(language, 100 + seed, words=60), language=language, date="2024-02-01"),
            ]
    work_through(pages, tmp_path)
    assert len(articles_in(tmp_path)) == 60
    assert linked(tmp_path) == {}


def test_the_same_words_in_another_language_or_a_year_later(tmp_path: Path):
    """Closely related languages share words; a statement without numbers is told by its date."""
    text = tell("en", 1)
    plain = text.replace("2024", "year")
    work_through(
        [
            page("https://a.example/1", body=text, language="hr"),
            page("https://b.example/1", body=f"Uvod. {text}", language="bs"),
            page("https://a.example/2", body=plain, date="2023-05-01"),
            page("https://b.example/2", body=f"Then. {plain}", date="2024-05-01T10:00:00"),
        ],
        tmp_path,
    )
    assert linked(tmp_path) == {}


def test_a_link_follows_what_becomes_of_its_original(tmp_path: Path):
    """The original goes: the next one takes its place. It is rewritten: its copies are copies no more."""
    text = tell("en", 1)
    sites = [f"https://{name}.example/1" for name in "abc"]
    work_through(
        [page(url, body=f"{text} {word}") for word, url in zip(("End", "Stop", "Done"), sites, strict=True)], tmp_path
    )
    assert linked(tmp_path) == {sites[1]: sites[0], sites[2]: sites[0]}
    withdraw_gone([sites[0]], data=tmp_path)
    assert linked(tmp_path) == {sites[2]: sites[1]}
    work_through([page(sites[1], day=1, body=tell("en", 2))], tmp_path)
    assert linked(tmp_path) == {}
