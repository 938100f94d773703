"""What a page's markup states besides its text: title, meta, links, JSON-LD, and elements that look like metadata.

A parser fills :class:`Facts` in one walk: it asks of each element whether it :func:`is_telling`, and lets
:func:`note` write down what it tells. Everything after that works on the facts alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Final

from pumice.model import BlockRole
from pumice.read.nodes import Node

_MOST: Final = 400
"""Facts of one kind kept from one page; honest pages have far fewer."""
_LONGEST: Final = 2_000
"""Characters kept of one value."""
_LONGEST_TEXT: Final = 300
_LONGEST_JSON: Final = 1_000_000
_MOST_JSON: Final = 2_000_000
_TELLING: Final = (
    *("author", "byline", "by-line", "autor", "auteur", "writer", "reporter", "journalist", "contributor", "credit"),
    *("signature", "source", "laiyuan", "date", "time", "datum", "fecha", "publish", "posted", "entry-meta"),
    *("modified", "headline"),
)
_HEAD: Final = frozenset({"meta", "link", "script", "title", "html", "base"})
_ATTRIBUTES: Final = ("datetime", "content", "href", "src", "title", "data-datetime", "data-date", "data-timestamp")
_CUT_SAMPLE: Final = 200
_STATING: Final = frozenset({"itemprop", "property", "hreflang", "rel", "id"})
"""Attributes, besides class, by which an element may state something."""


@dataclass(frozen=True, slots=True)
class Link:
    """One <link> or, with rel, one <a>: relations in lower case, address as written."""

    relations: frozenset[str]
    address: str
    language: str = ""
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Element:
    """A small element that may state metadata.

    Attributes:
        name: tag name.
        words: class and id words, and itemprop and rel values, lower case.
        properties: itemprop values, and RDFa's property values without their prefix.
        attributes: those of the attributes that can hold a value.
        text: its text, white space collapsed; empty where it is too long to be metadata.
        scope: itemprop of the nearest enclosing item, or "".
    """

    name: str
    words: frozenset[str]
    properties: frozenset[str]
    attributes: Mapping[str, str]
    text: str
    scope: str = ""


@dataclass(frozen=True, slots=True)
class Stated:
    """What an element that a site's recipe selects states: its attribute made for machines, else its text."""

    role: BlockRole
    value: str


@dataclass(slots=True)
class Facts:
    """Everything gathered from one page's markup, in page order.

    Attributes:
        language: the root element's lang attribute.
        title: text of the first <title>; empty where it is too long to be one.
        base: address of <base>.
        metas: name in lower case and content of each <meta>.
        links: each <link> with an address.
        json_ld: text of each script of that type.
        elements: elements that may state metadata.
        cut: what was too long to be kept, "title" or "json-ld", with its beginning.
    """

    language: str = ""
    title: str = ""
    base: str = ""
    metas: list[tuple[str, str]] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    json_ld: list[str] = field(default_factory=list)
    elements: list[Element] = field(default_factory=list)
    stated: list[Stated] = field(default_factory=list)
    unmatched: list[BlockRole] = field(default_factory=list)
    cut: list[tuple[str, str]] = field(default_factory=list)


def is_telling(name: str, attributes: Mapping[str, object]) -> bool:
    """Whether an element may state something; readers ask this of every element of the page."""
    return name in _HEAD or _may_state(name, attributes)


def note(node: Node, facts: Facts) -> None:
    """Write down what an element states."""
    if node.name in _HEAD:
        _note_head(node, facts)
    if node.attrs and _may_state(node.name, node.attrs):
        _note_element(node, facts)


def _note_head(tag: Node, facts: Facts) -> None:
    name, attributes = tag.name, tag.attrs
    if name == "meta":
        _note_meta(attributes, facts)
    elif name == "link":
        _note_link(attributes, facts)
    elif name == "script":
        _note_script(tag, facts)
    elif name == "title" and not facts.title:
        _note_title(tag, facts)
    elif name == "html" and not facts.language:
        facts.language = str(attributes.get("lang") or attributes.get("xml:lang") or "")[:40]
    elif name == "base" and not facts.base:
        facts.base = str(attributes.get("href") or "")[:_LONGEST]


def _note_title(tag: Node, facts: Facts) -> None:
    facts.title = _text_of(tag, _LONGEST)
    if not facts.title and len(text := tag.get_text()) > _LONGEST:
        facts.cut.append(("title", text[:_CUT_SAMPLE]))


def _note_meta(attributes: Mapping[str, object], facts: Facts) -> None:
    content = str(attributes.get("content") or "")[:_LONGEST].strip()
    if not content or len(facts.metas) >= _MOST:
        return
    for key in ("property", "name", "itemprop", "http-equiv"):
        name = attributes.get(key)
        if name:
            facts.metas.append((str(name).strip().lower()[:100], content))


def _note_link(attributes: Mapping[str, object], facts: Facts) -> None:
    if len(facts.links) < _MOST and attributes.get("href"):
        relations = frozenset(word.lower() for word in _words(attributes.get("rel")))
        language = str(attributes.get("hreflang") or "")[:40]
        address = str(attributes["href"])[:_LONGEST].strip()
        facts.links.append(Link(relations, address, language, str(attributes.get("type") or "").lower()))


def _note_script(tag: Node, facts: Facts) -> None:
    if "ld+json" not in str(tag.attrs.get("type") or "").lower():
        return
    text = tag.string or ""
    if len(text) <= _LONGEST_JSON and sum(map(len, facts.json_ld)) + len(text) <= _MOST_JSON:
        facts.json_ld.append(str(text))
    elif len(facts.cut) < _MOST:
        facts.cut.append(("json-ld", str(text[:_CUT_SAMPLE])))


def _may_state(name: str, attributes: Mapping[str, Any]) -> bool:
    # This runs for every element of the page, so it asks the cheap questions first.
    words = attributes.get("class")
    if words and _is_telling_word(words):
        return True
    if name == "time":
        return True
    return not _STATING.isdisjoint(attributes) and (
        "itemprop" in attributes
        or ("property" in attributes and name != "meta")
        or (name == "a" and ("hreflang" in attributes or "author" in _words(attributes.get("rel"))))
        or ("id" in attributes and _is_telling_word(attributes["id"]))
    )


@lru_cache(maxsize=16_384)
def _is_telling_word(words: object) -> bool:
    lowered = str(words).lower()
    for part in _TELLING:  # noqa: SIM110 - a page asks for thousands of these, and a generator doubles the cost
        if part in lowered:
            return True
    return False


def _note_element(tag: Node, facts: Facts) -> None:
    if len(facts.elements) >= _MOST:
        return
    attributes = tag.attrs
    properties = frozenset(word.lower().rpartition(":")[2] for word in _stated(attributes))
    words = {word.lower() for key in ("class", "id", "rel") for word in _words(attributes.get(key))}
    values = {key: str(attributes[key])[:_LONGEST] for key in (*_ATTRIBUTES, "hreflang") if attributes.get(key)}
    facts.elements.append(
        Element(tag.name, frozenset(words) | properties, properties, values, _text_of(tag, _LONGEST_TEXT), _scope(tag))
    )


def _stated(attributes: Mapping[str, object]) -> list[str]:
    """What an element states: microdata's itemprop, RDFa's property."""
    return _words(attributes.get("itemprop")) + _words(attributes.get("property"))


def _scope(tag: Node) -> str:
    if "itemprop" not in tag.attrs:
        return ""
    for parent in tag.parents:
        if "itemscope" in parent.attrs:
            return (
                " ".join(_words(parent.attrs.get("itemprop"))) or str(parent.attrs.get("itemtype") or "")[-40:].lower()
            )
    return ""


def _text_of(tag: Node, longest: int) -> str:
    """The element's text with white space collapsed, or "" if there is more than ``longest``."""
    pieces: list[str] = []
    length = 0
    for piece in tag.stripped_strings:
        pieces.append(piece)
        length += len(piece) + 1
        if length > longest:
            return ""
    return " ".join(" ".join(pieces).split())


def _words(value: object) -> list[str]:
    return str(value).split()[:20] if value else []
