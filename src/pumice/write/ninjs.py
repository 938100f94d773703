"""An article as a ninjs 3.1 news object (IPTC's JSON for news). Start with :func:`to_ninjs`.

What ninjs has no place for stays out: the blocks, spans, strays and quality of an article. Moments go in only where the
page gives day, time and offset, because ninjs takes no others. The objects are written after the standard's
description at https://iptc.org/std/ninjs/.
"""

from __future__ import annotations

import re
from typing import Any, Final
from urllib.parse import quote

from pumice.model import Article, Author

_STANDARD: Final = {
    "name": "ninjs",
    "version": "3.1",
    "schema": "http://www.iptc.org/std/ninjs/ninjs-schema_3.1.json#",
}
_MOMENT: Final = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
_SAFE: Final = "!#$%&'()*+,/:;=?@[]~"  # what may stand in an address as it is


def to_ninjs(article: Article) -> dict[str, Any]:
    """The news object of an article; members without a value are left out."""
    members: dict[str, Any] = {
        "uri": f"urn:pumice:{article.id}",
        "type": "text",
        "representationType": "full",
        "version": article.provenance.sha256,
        "versionCreated": _moment(article.date_modified) or _moment(article.provenance.fetched_at),
        "contentCreated": _moment(article.date_published),
        "pubStatus": "usable",
        "language": article.in_language,
        "headlines": _texts((("main", article.headline), ("subtitle", article.alternative_headline))),
        "descriptions": _texts((("summary", article.description),)),
        "bodies": [_body(article.article_body)],
        "people": [_agent(author) for author in article.authors if author.type == "Person"],
        "organisations": [_agent(author) for author in article.authors if author.type != "Person"],
        "infoSources": [{"name": article.publisher.name, "role": "publisher"}] if article.publisher else [],
        "subjects": _subjects(article),
        "by": ", ".join(author.name for author in article.authors),
        "renditions": _renditions(article),
        "associations": _translations(article),
        "altIds": [{"role": "url", "value": url} for url in (article.url, *article.aliases)],
        "standard": _STANDARD,
    }
    return {name: value for name, value in members.items() if value}


def _body(text: str) -> dict[str, Any]:
    return {"role": "main", "contentType": "text/plain", "charCount": len(text), "value": text}


def _texts(parts: tuple[tuple[str, str | None], ...]) -> list[dict[str, str]]:
    return [{"role": role, "contentType": "text/plain", "value": value} for role, value in parts if value]


def _agent(author: Author) -> dict[str, str]:
    return {"name": author.name, "rel": "author"}


def _subjects(article: Article) -> list[dict[str, str]]:
    section = [{"name": article.article_section, "rel": "section"}] if article.article_section else []
    return section + [{"name": keyword, "rel": "keyword"} for keyword in article.keywords]


def _renditions(article: Article) -> list[dict[str, str]]:
    named = (("web", article.url), ("mainImage", article.main_image))
    return [{"name": name, "href": quote(url, safe=_SAFE)} for name, url in named if url and _is_web(url)]


def _translations(article: Article) -> list[dict[str, str]]:
    return [
        {
            "name": one.headline or one.language,
            "uri": quote(one.url, safe=_SAFE),
            "rel": "translation",
            "language": one.language,
        }
        for one in article.translations
        if one.url and _is_web(one.url)
    ]


def _is_web(url: str) -> bool:
    return url.startswith(("http://", "https://"))


def _moment(text: str | None) -> str | None:
    return text if text and _MOMENT.fullmatch(text) else None
