"""The article that a page's JSON-LD describes. Start with :func:`read_json_ld`.

Publishers write it by hand, nest it in graphs and lists, refer by @id, and break its syntax; whatever can be read is
read, within bounds, and nothing raises.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

_MOST_NODES: Final = 2_000
_MOST_VALUES: Final = 60
_LONGEST: Final = 2_000
_COMMENT: Final = re.compile(
    r"^\s*(?:<!--|//\s*<!\[CDATA\[|/\*\s*<!\[CDATA\[\s*\*/|<!\[CDATA\[)|(?:-->|//\s*\]\]>|\]\]>|/\*\s*\]\]>\s*\*/)\s*;?\s*$"
)
_TRAILING_COMMA: Final = re.compile(r",(?=\s*[}\]])")
_MEMBER: Final = re.compile(
    r'"(headline|datePublished|dateModified|articleSection|description)"\s*:\s*"((?:[^"\\\n]|\\.){1,1000})"'
)

ARTICLE: Final = re.compile(
    r"(?:news|blog|report|scholarly|tech|medical|opinion|analysis|review|reportage|background|satirical|liveblog)*"
    r"(?:article|posting|report|newsarticle|claimreview)$|^discussionforumposting$|^socialmediaposting$|^recipe$",
    re.IGNORECASE,
)
WEB_PAGE: Final = re.compile(r"^(?:web|item|about|faq|medicalweb)page$|^website$", re.IGNORECASE)
# Members that hold the page's main things; others (itemListElement, comment, hasPart ...) hold other things.
_HOLDERS: Final = ("@graph", "mainEntity", "mainEntityOfPage")

Node = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Party:
    """A person or an organisation: its name, and "Person", "Organization" or "" as the page says."""

    name: str
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Described:
    """What JSON-LD says of the page.

    Attributes:
        articles: nodes of article types, in their order.
        pages: nodes of page types.
        by_id: nodes by @id, to follow references.
    """

    articles: tuple[Node, ...]
    pages: tuple[Node, ...]
    by_id: Mapping[str, Node]


def read_json_ld(scripts: Iterable[str]) -> Described:
    """Read all JSON-LD of a page."""
    nodes = [node for script in scripts for root in _load(script) for node in _main_nodes(root)]
    by_id: dict[str, Node] = {}
    for node in nodes:
        if isinstance(node.get("@id"), str) and len(node) > len(by_id.get(node["@id"], ())):
            by_id[node["@id"]] = node
    articles = tuple(node for node in nodes if any(ARTICLE.search(name) for name in types_of(node)))
    pages = tuple(node for node in nodes if any(WEB_PAGE.search(name) for name in types_of(node)))
    return Described(articles, pages, by_id)


def types_of(node: Node) -> list[str]:
    """The node's types without the vocabulary's address."""
    return [str(name).rpartition("/")[2] for name in _as_list(node.get("@type"))[:8]]


def text_of(value: object) -> str:
    """A member as text; "" for what is none. Markup and character references are undone."""
    if isinstance(value, list) and value:
        value = value[0]
    if isinstance(value, Mapping):
        value = value.get("@value") or value.get("name") or ""
    if isinstance(value, int | float) and not isinstance(value, bool):
        value = str(value)
    if not isinstance(value, str):
        return ""
    plain = html.unescape(re.sub(r"</?[a-zA-Z][^<>]{0,200}>", "", value[:_LONGEST]))
    return " ".join(plain.split())


def texts_of(value: object) -> list[str]:
    """All texts of a member that may be a list."""
    return [text for one in _as_list(value)[:_MOST_VALUES] if (text := text_of(one))]


def parties_of(value: object, described: Described) -> list[Party]:
    """People and organisations of a member such as author, references followed once."""
    found: list[Party] = []
    for one in _as_list(value)[:_MOST_VALUES]:
        if isinstance(one, str):
            node = described.by_id.get(one)
            found.append(Party(text_of(one)) if node is None else _party(node))
        elif isinstance(one, Mapping):
            known = described.by_id.get(str(one.get("@id")), one) if "name" not in one else one
            found.extend(Party(name, _kind(known)) for name in texts_of(known.get("name")))
    return [party for party in found if party.name]


def _party(node: Node) -> Party:
    return Party(text_of(node.get("name")), _kind(node))


def _kind(node: Node) -> str:
    names = types_of(node)
    if any("Organization" in name or name in {"Corporation", "WebSite", "Brand"} for name in names):
        return "Organization"
    return "Person" if "Person" in names else ""


def _load(script: str) -> Sequence[object]:
    text = script.strip().rstrip(";")
    if text[:1] not in {"{", "["}:
        text = _COMMENT.sub("", _COMMENT.sub("", text)).strip().rstrip(";")
    for attempt in (lambda t: t, lambda t: _TRAILING_COMMA.sub("", t), html.unescape):
        try:
            return [json.loads(attempt(text), strict=False)]
        except (ValueError, RecursionError):
            continue
    members = dict(_MEMBER.findall(text[:100_000])[::-1])
    return [{"@type": "Article", **members}] if members else []


def _main_nodes(root: object) -> Iterator[Node]:
    stack = [root]
    seen: set[int] = set()
    while stack and len(seen) < _MOST_NODES:
        node = stack.pop()
        if id(node) in seen:
            continue
        seen.add(id(node))
        if isinstance(node, list):
            stack.extend(reversed(node[:_MOST_NODES]))
        elif isinstance(node, Mapping):
            yield node
            stack.extend(node[holder] for holder in reversed(_HOLDERS) if isinstance(node.get(holder), list | Mapping))


def _as_list(value: object) -> list[Any]:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]
