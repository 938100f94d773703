"""Pages with strays that are known, to grow the decision trees of pumice.language on.

Sentences and labels come from the development data (PUMICE_BENCH); names, quotations, loanwords and the like from
train_language_names.json and the package faker. Nothing of them is shipped: the trees see numbers only
(pumice.language.features). Start reading at :func:`make_page`.
"""

from __future__ import annotations

import json
import random
import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from faker import Faker  # type: ignore[import-not-found,unused-ignore]  # in the training environment only

from pumice.language.tags import are_twins

NAMES: Final[dict[str, Any]] = json.loads(Path(__file__).with_name("train_language_names.json").read_text("utf-8"))
LOCALES: Final = (
    "en_US en_GB de_DE fr_FR es_ES it_IT pt_BR pl_PL cs_CZ nl_NL sv_SE no_NO da_DK fi_FI hu_HU ro_RO tr_TR hr_HR "
    "sl_SI sk_SK lt_LT lv_LV et_EE id_ID vi_VN es_MX pt_PT en_NG"
).split()
SEPARATORS: Final = (" | ", " / ", " · ", " • ", " > ")
QUOTES: Final = ("«%s»", "“%s”", '"%s"', "„%s“", "‘%s’")
_SENTENCE: Final = re.compile(r"(?<=[.!?।。؟።])\s+")

Gold = tuple[int, int, int, str]


@dataclass(frozen=True, slots=True)
class Stock:
    """What pages are made of, by language.

    Attributes:
        texts: documents, sentences and headlines by kind.
        labels: labels with every language in which they read the same.
        script: of each language.
        people: names of persons.
        organisations: names of organisations, places and works.
    """

    texts: dict[str, dict[str, list[str]]]
    labels: dict[str, list[tuple[str, list[str]]]]
    script: dict[str, str]
    people: list[str] = field(default_factory=list)
    organisations: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Draft:
    """A page in the making: each block with its strays as (start, end, language)."""

    blocks: list[tuple[str, list[tuple[int, int, str]]]]

    def finish(self) -> tuple[list[str], list[Gold]]:
        """Texts, and every stray as (block, start, end, language)."""
        gold = [(index, *stray) for index, (_, strays) in enumerate(self.blocks) for stray in strays]
        return [text for text, _ in self.blocks], gold


def read_stock(folder: Path) -> Stock:
    """The development data and invented names."""
    stock = Stock(defaultdict(lambda: defaultdict(list)), defaultdict(list), {})
    for row in map(json.loads, (folder / "doc.jsonl").read_text(encoding="utf-8").splitlines()):
        stock.texts[_key(row)][row["kind"]].append(row["text"])
        stock.script[_key(row)] = row["script"]
    for row in map(json.loads, (folder / "short.jsonl").read_text(encoding="utf-8").splitlines()):
        stock.labels[_key(row)].append((row["text"], row["langs"]))
    stock.people.extend(NAMES["people"])
    stock.organisations.extend(NAMES["organisations"])
    Faker.seed(5)
    for locale in LOCALES:
        made = Faker(locale)
        stock.people.extend(f"{made.first_name()} {made.last_name()}" for _ in range(40))
        stock.organisations.extend(word for _ in range(14) for word in (made.company(), made.city()))
    return stock


def _key(row: dict[str, str]) -> str:
    return "sr-Latn" if row["lang"] == "sr" and row["script"] == "Latn" else row["lang"]


def make_page(chance: random.Random, stock: Stock, main: str) -> tuple[list[str], list[Gold]]:
    """One page in a language: two in three with strays, and of those some with an interface in another language."""
    draft = Draft([(text, []) for text in _clean_blocks(chance, stock, main)])
    if chance.random() < 0.65:  # noqa: PLR2004
        if chance.random() < 0.1:  # noqa: PLR2004
            _add_interface(chance, stock, main, draft)
        for _ in range(chance.choice((1, 1, 2, 2, 3))):
            _add_stray(chance, stock, main, draft)
    return draft.finish()


def foreign_to(chance: random.Random, stock: Stock, main: str) -> str:
    """Another language: a close one, one of the same script or one of another."""
    dice = chance.random()
    close = [tag for tag in NAMES["close"].get(main, ()) if tag in stock.texts]
    others = [tag for tag in stock.texts if not are_twins(tag, main)]
    same = [tag for tag in others if stock.script[tag] == stock.script[main]]
    chosen = close if dice < 0.2 else same if dice < 0.6 else [tag for tag in others if tag not in same]  # noqa: PLR2004
    tag = "en" if chance.random() < 0.12 else chance.choice(chosen or others)  # noqa: PLR2004
    return tag if not are_twins(tag, main) else chance.choice(others)


def _sentence(chance: random.Random, stock: Stock, tag: str) -> str:
    kinds = stock.texts[tag]
    text = chance.choice(kinds["doc"] if chance.random() < 0.6 and kinds["doc"] else kinds["sent"])  # noqa: PLR2004
    return chance.choice([part for part in _SENTENCE.split(text) if len(part) > 20] or [text])[:400]  # noqa: PLR2004


def _label(chance: random.Random, stock: Stock, tag: str, main: str) -> str:
    """A label that does not read the same in the page's language."""
    for _ in range(20):
        if not stock.labels[tag]:
            break
        text, languages = chance.choice(stock.labels[tag])
        if tag == main or not any(are_twins(each, main) for each in languages):
            ending = chance.choice((" :", ":")) if chance.random() < 0.2 and text[-1].isalnum() else ""  # noqa: PLR2004
            return str(text + ending)
    return chance.choice(stock.texts[tag]["headline"])[:30]


def _clean_blocks(chance: random.Random, stock: Stock, main: str) -> list[str]:
    kinds = stock.texts[main]
    sentences = _SENTENCE.split(chance.choice(kinds["doc"]))
    sentences += [chance.choice(kinds["sent"]) for _ in range(chance.randint(0, 6))]
    blocks: list[str] = []
    begin = 0
    while begin < len(sentences) and len(blocks) < 8:  # noqa: PLR2004
        count = chance.randint(1, 4)
        blocks.append(" ".join(sentences[begin : begin + count]))
        begin += count
    blocks = [_with_innocent(chance, stock, main, text) if chance.random() < 0.3 else text for text in blocks]  # noqa: PLR2004
    extra = [_label(chance, stock, main, main) for _ in range(chance.choice((0, 1, 2, 2, 3, 4)))]
    if chance.random() < 0.35:  # noqa: PLR2004
        items = [_label(chance, stock, main, main) for _ in range(chance.randint(2, 7))]
        extra.append(chance.choice(SEPARATORS).join(items))
    extra += [_lonely(chance, stock) for _ in range(chance.choice((0, 0, 1, 1, 2, 3)))]
    for text in extra:
        blocks.insert(chance.randint(0, len(blocks)), text)
    return [chance.choice(kinds["headline"]), *blocks] if kinds["headline"] else blocks


def _lonely(chance: random.Random, stock: Stock) -> str:
    """A block of its own that is in no language: a name, a credit, a code, an address."""
    kind = chance.choice(("people", "organisations", "credits", "codes", "addresses"))
    pool: Sequence[str] = getattr(stock, kind, None) or NAMES[kind]
    return ", ".join(chance.sample(list(pool), 2 if chance.random() < 0.1 else 1))  # noqa: PLR2004


def _with_innocent(chance: random.Random, stock: Stock, main: str, text: str) -> str:
    """A paragraph with something foreign that belongs to it."""
    words = _sentence(chance, stock, foreign_to(chance, stock, main)).split(" ")
    quoted = chance.choice(QUOTES)
    innocent = chance.choice(
        (
            f"({', '.join(chance.sample(stock.organisations + stock.people, chance.randint(1, 3)))})",
            quoted % chance.choice(NAMES["quotations"]),
            f"({quoted % chance.choice(NAMES['loanwords'])})",
            chance.choice(NAMES["addresses"]),
            f"({chance.choice(NAMES['glosses'])})",
            chance.choice(stock.organisations + stock.people),
            quoted % " ".join(words[: chance.randint(3, 14)]).rstrip(",."),
        )
    )
    parts = _SENTENCE.split(text) if chance.random() < 0.4 else text.split(" ")  # noqa: PLR2004
    parts.insert(chance.randint(0, len(parts)), innocent)
    return " ".join(parts)


def _add_interface(chance: random.Random, stock: Stock, main: str, draft: Draft) -> None:
    """Many labels and some notices of one other language at both ends of the page."""
    tag = foreign_to(chance, stock, main)
    for place in (0, len(draft.blocks)):
        for _ in range(chance.randint(2, 22)):
            notice = chance.random() < 0.12  # noqa: PLR2004
            text = _sentence(chance, stock, tag)[:260] if notice else _label(chance, stock, tag, main)
            draft.blocks.insert(place, (text, [(0, len(text), tag)]))


def _add_stray(chance: random.Random, stock: Stock, main: str, draft: Draft) -> None:
    tag, dice = foreign_to(chance, stock, main), chance.random()
    if dice < 0.72:  # noqa: PLR2004
        if dice < 0.4:  # noqa: PLR2004
            text = _label(chance, stock, tag, main)
        elif dice < 0.52:  # noqa: PLR2004
            items = [_label(chance, stock, tag, main) for _ in range(chance.randint(2, 5))]
            text = chance.choice(SEPARATORS).join(items)
        else:
            text = _sentence(chance, stock, tag)
        draft.blocks.insert(chance.randint(0, len(draft.blocks)), (text, [(0, len(text), tag)]))
        return
    clean = [place for place, (text, strays) in enumerate(draft.blocks) if not strays and len(text) > 60]  # noqa: PLR2004
    if clean:
        place = chance.choice(clean)
        stray = _label(chance, stock, tag, main) if dice < 0.86 else _sentence(chance, stock, tag)  # noqa: PLR2004
        draft.blocks[place] = _insert(chance, draft.blocks[place][0], (stray, tag))


def _insert(chance: random.Random, text: str, stray: tuple[str, str]) -> tuple[str, list[tuple[int, int, str]]]:
    """A stray at the edge of a sentence or an item of a block."""
    cuts = [0, len(text), *(found.end() for found in _SENTENCE.finditer(text))]
    at = chance.choice(cuts)
    before, after = text[:at].rstrip(), text[at:].lstrip()
    start = len(before) + bool(before)
    whole = " ".join(part for part in (before, stray[0], after) if part)
    return whole, [(start, start + len(stray[0]), stray[1])]
