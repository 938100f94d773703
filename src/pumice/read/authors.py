"""Names of authors out of bylines and metadata. Start with :func:`read_names`; the words are in authors.json.

A byline is a list of names with an introduction ("By", "Von", "Текст:", "记者") and hangers-on: roles, places, dates,
addresses. What is left after these are taken off is a name, or nothing: a desk ("Redaktion"), a date, an e-mail
address are no author.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from importlib.resources import files
from itertools import takewhile
from typing import Any, Final, Literal

from pumice.text.dates import find_dates
from pumice.text.dates.fold import fold, skeleton
from pumice.text.dates.names import load_fillers, look_up_exactly

MOST_AUTHORS: Final = 50
"""Honest bylines are far shorter; of a longer list the first so many are kept."""
_LONGEST_BYLINE: Final = 600
_LONGEST_NAME: Final = 80
_MOST_WORDS: Final = 7
_WORDS_WITHOUT_CASE: Final = 3
_MOST_DIGITS: Final = 4
_SHORT_DAY: Final = 4
"""Weekdays shorter than this are names too: "Jan", "Sol"."""
_ADDRESS: Final = re.compile(r"https?://\S+|www\.\S+|\S+@\S+\.\w+|\(at\)|(?<!\w)@\w+")
_DATE_LABEL: Final = re.compile(r"(?:[^\W\d_]+\s*[:：]|(?:^|\s)[a-zà-ž]{1,3})\s*$")
_EDGES: Final = ' \t.,:;|/·•–—-―_*<>()[]{}"“”„«»＊｜：，。、／'
_SPLIT: Final = re.compile(r"\s*(?:[;|｜/／&＆+•·、\n]|\s-\s|\s–\s|\s—\s)\s*")
_ASIDE: Final = re.compile(r"(?<=\w)\s*\([^()]*\)")
"""What stands in brackets behind a name: the place, the paper; commas in it part no names."""
_GLUED: Final = re.compile(r"^\s*By(?=[A-Z][a-z])")
"""An introduction that lost its space between two elements of the page."""
_FIRST_WORD: Final = re.compile(r"[\s\[(（【|–—-]*(\w+)")
_HAN: Final = re.compile(r"[\u3400-\u9fff]")
_HANGUL: Final = re.compile(r"[\uac00-\ud7af]")
_HAN_LIST: Final = re.compile(r"[\s,，　]+")
_HAN_NAME: Final = re.compile(
    r"[\u3400-\u9fff]{2,4}(?:\s*[(（].*)?|[\u3400-\u9fff]+(?:[·・][\u3400-\u9fff]+)+|.*[A-Za-zぁ-ヿ].*"
)


@lru_cache(maxsize=1_024)
def read_names(text: str, *, stated: Literal["field", "line"] = "line") -> tuple[str, ...]:
    """The names in a byline or an author field, in their order; none where it names nobody.

    A field that is made for names may hold one that is written without capitals; a line of the page may not.
    """
    text = " ".join(text[:_LONGEST_BYLINE].split())
    if not text or _pictured().match(text):
        return ()
    rest = _strip_introduction(_without_dates(_ADDRESS.sub(" ", _ASIDE.sub(" ", _GLUED.sub("", text)))))
    names: dict[str, None] = {}
    for part in _split(rest):
        name = _clean(part, _WORDS_WITHOUT_CASE if stated == "field" else 1)
        if name is not None:
            names.setdefault(name)
    return tuple(names)[:MOST_AUTHORS]


def introduces(text: str) -> bool:
    """Whether a line opens as bylines do."""
    first = _FIRST_WORD.match(text)
    return first is not None and _may_introduce(first[1]) and bool(_introduction().match(text[:80]))


def is_organisation(name: str) -> bool:
    """Whether a name is evidently that of an organisation: an acronym, or a word that only organisations carry."""
    words = re.findall(r"\w+", name.casefold())
    return any(word in _words("organisations") for word in words) or (
        len(words) == 1 and name.isupper() and len(name) > 1
    )


def _without_dates(text: str) -> str:
    for found in reversed(find_dates(text)):
        if found.end - found.start < len(text) or not any(c.isalpha() for c in text):
            # A label before the date ("Updated:") goes with it.
            text = _DATE_LABEL.sub("", text[: found.start]) + " | " + text[found.end :]
        else:
            return ""
    return text


def _strip_introduction(text: str) -> str:
    for _ in range(3):
        match = _introduction().match(text)
        if match is None:
            return text
        text = text[match.end() :]
    return text


def _split(text: str) -> list[str]:
    parts = [part for piece in _SPLIT.split(text) for part in _conjunction().split(piece)]
    return [one for part in parts for one in _split_commas(part)]


def _split_commas(part: str) -> Iterable[str]:
    """Commas part names, but "Smith, John" is one name and "Jane Doe, Ph.D." carries a title."""
    if _HAN.search(part):
        pieces = [piece for piece in _HAN_LIST.split(part) if piece]
        return pieces if all(_HAN.search(piece) for piece in pieces) else [part]
    pieces = [piece.strip() for piece in re.split(r"[,，،]", part) if piece.strip()]
    pieces = list(takewhile(_may_be_name, pieces)) or pieces[:1]
    if len(pieces) == 2 and all(len(piece.split()) == 1 and not piece.isupper() for piece in pieces):  # noqa: PLR2004
        return [f"{pieces[1]} {pieces[0]}"]
    return pieces[:1] if len(pieces) > 1 and any(_is_tail(piece) for piece in pieces[1:]) else pieces


def _may_be_name(piece: str) -> bool:
    """Whether every word begins as names do; particles and writing without case pass."""
    return all(
        not word[:1].islower() or word in _words("particles") for word in re.findall(r"[^\W\d_][\w'’.-]*", piece)
    )


def _is_tail(piece: str) -> bool:
    """Whether what stands after a comma is a role or a degree rather than another name."""
    return piece.casefold().rstrip(".") in _words("titles") or any(
        word.casefold().strip(".") in _words("roles") for word in piece.split()
    )


def _clean(part: str, caseless: int) -> str | None:
    name = re.sub(r"\([^()]*\)|\[[^\[\]]*\]|（[^（）]*）|【[^【】]*】", " ", part)
    name = " ".join(_strip_introduction(name.strip(_EDGES)).split()).strip(_EDGES)
    shorter = _ending().sub("", name).strip(_EDGES)
    name = _drop_roles(shorter if " " in shorter or not shorter.isascii() else name)
    if not 1 < len(name) <= _LONGEST_NAME or len(name.split()) > _MOST_WORDS or _has_number(name, caseless):
        return None
    if caseless == 1 and _HAN.search(name) and not _HAN_NAME.fullmatch(name):
        return None
    if len(name.split()) > caseless and not _may_be_name(name):
        return None
    if " " in name and name.islower():
        return None
    if not any(c.isalpha() for c in name) or _is_nobody(name.casefold()):
        return None
    return name


def _has_number(name: str, caseless: int) -> bool:
    """Whether digits make it no name; in a field made for names one word with a few is a forum user."""
    digits = sum(c.isdigit() for c in name)
    return digits > 0 and (caseless == 1 or " " in name or digits > _MOST_DIGITS or name[0].isdigit())


def _is_nobody(name: str) -> bool:
    """Whether a name is a desk or a placeholder, with or without an article."""
    first, _, rest = name.partition(" ")
    if name in _words("nobody") or (first in _words("articles") and rest in _words("nobody")):
        return True
    word = skeleton(fold(name).text)
    return name.rpartition("-")[2] in _words("nobody") or (not rest and (word in load_fillers() or _is_date_word(word)))


def _is_date_word(word: str) -> bool:
    meaning = look_up_exactly(word, None)
    return meaning is not None and bool(meaning.days) and len(word) > _SHORT_DAY


def _drop_roles(name: str) -> str:
    """The name without a role before or behind it: "Jane Doe Redakteurin"."""
    words = name.split()
    while len(words) > 2 and words[-1].casefold() in _words("roles"):  # noqa: PLR2004 - given name and surname stay
        words.pop()
    while len(words) > 2 and words[0].casefold().rpartition("-")[2] in _words("roles"):  # noqa: PLR2004
        words.pop(0)
    return " ".join(words)


@lru_cache(maxsize=1)
def _tables() -> Mapping[str, Any]:
    tables: Mapping[str, Any] = json.loads((files("pumice.read") / "authors.json").read_text("utf-8"))
    return tables


@lru_cache(maxsize=8)
def _words(table: str) -> frozenset[str]:
    return frozenset(word.casefold() for word in _tables()[table])


def _may_introduce(word: str) -> bool:
    """Whether any introduction begins with this word: the cheap question, as every short line of a page is asked."""
    words, beginnings = _openers()
    return word.casefold() in words or word[0] in beginnings


@lru_cache(maxsize=1)
def _openers() -> tuple[frozenset[str], frozenset[str]]:
    """First words of what introduces a name, and first characters where no blank parts it from the name."""
    rows = [*_tables()["labels"], *_tables()["prepositions"]]
    words = frozenset(match[1].casefold() for row in rows if (match := _FIRST_WORD.match(row)))
    return words, frozenset(row[0] for row in (*rows, *_tables()["attached"]) if not row[0].isascii())


@lru_cache(maxsize=1)
def _introduction() -> re.Pattern[str]:
    """Words that stand before a name. With a colon or slash any of them counts; without, only prepositions."""
    with_mark = "|".join(re.escape(word) for word in sorted(_tables()["labels"], key=len, reverse=True))
    plain = "|".join(re.escape(word) for word in sorted(_tables()["prepositions"], key=len, reverse=True))
    tight = "|".join(re.escape(word) for word in sorted(_tables()["attached"], key=len, reverse=True))
    return re.compile(
        rf"\s*[\[(（【|–—-]*\s*(?:(?:{with_mark})(?:\s*(?:&|und|and|et|y)\s*\w+)?\s*[:：/／|｜]\s*|(?:{plain})(?:\s*[:：]\s*|\s+)|(?:{tight})\s*[:：]?\s*)",
        re.IGNORECASE,
    )


@lru_cache(maxsize=1)
def _pictured() -> re.Pattern[str]:
    """A line that names who took the picture."""
    words = "|".join(re.escape(word) for word in _tables()["pictures"])
    return re.compile(rf"\W*(?:{words})\b\s*(?:by\b|von\b|[:：/©])", re.IGNORECASE)


@lru_cache(maxsize=1)
def _ending() -> re.Pattern[str]:
    words = "|".join(re.escape(word) for word in sorted(_tables()["endings"], key=len, reverse=True))
    return re.compile(rf"\s*(?:{words})$", re.IGNORECASE)


@lru_cache(maxsize=1)
def _conjunction() -> re.Pattern[str]:
    words = "|".join(re.escape(word) for word in _tables()["conjunctions"])
    return re.compile(rf"\s+(?:{words})\s+", re.IGNORECASE)
