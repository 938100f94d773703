"""Claims for the picture that stands for the article: JSON-LD, Open Graph, Twitter, microdata, image_src.

An address that names a logo or a placeholder is heard and not believed; a page without a picture of its own has none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final
from urllib.parse import unquote, urlsplit

from pumice.model import Claim, Field, Origin
from pumice.read.claims_common import Seen
from pumice.read.json_ld import Described, Node, text_of

_METAS: Final[dict[str, tuple[Origin, float]]] = {
    "og:image": (Origin.OPEN_GRAPH, 0.8),
    "og:image:url": (Origin.OPEN_GRAPH, 0.8),
    "og:image:secure_url": (Origin.OPEN_GRAPH, 0.75),
    "twitter:image": (Origin.META, 0.6),
    "twitter:image:src": (Origin.META, 0.6),
    "parsely-image-url": (Origin.META, 0.5),
    "sailthru.image.full": (Origin.META, 0.5),
    "image": (Origin.META, 0.4),
    "thumbnail": (Origin.META, 0.3),
}
_ADDRESSES: Final = ("url", "contentUrl", "@id")
_PLACEHOLDER: Final = re.compile(
    r"(?:^|[_.-])(?:logos?|placeholder|default|dummy|blank|spacer|transparent|no-?(?:image|photo|picture)|favicon"
    r"|apple-touch-icon|sprite|1x1|pixel)(?:\d*|[_.-].*)$",
    re.IGNORECASE,
)
_MOST: Final = 4
"""Pictures looked at in one list; the first is the main one."""


def image_claims(seen: Seen, articles: Sequence[Node]) -> Iterator[Claim]:
    """Every witness for the article's picture."""
    logos = {address for node in articles[:1] for address in _logos(node, seen)}
    for claim in _all_claims(seen, articles):
        disbelieved = claim.value in logos or _PLACEHOLDER.search(_file_of(claim.value))
        yield replace(claim, weight=0.0, detail="placeholder") if disbelieved else claim


def _all_claims(seen: Seen, articles: Sequence[Node]) -> Iterator[Claim]:
    for node in articles[:1]:
        yield from _claims(_addresses(node.get("image"), seen.described), (Origin.JSON_LD, 0.8), seen)
        yield from _claims(_addresses(node.get("thumbnailUrl"), seen.described), (Origin.JSON_LD, 0.4), seen)
    for page in seen.described.pages[:1]:
        yield from _claims(_addresses(page.get("primaryImageOfPage"), seen.described), (Origin.JSON_LD, 0.6), seen)
    for name, content in seen.facts.metas:
        if name in _METAS:
            yield from _claims([content], _METAS[name], seen)
    for link in seen.facts.links:
        if "image_src" in link.relations:
            yield from _claims([link.address], (Origin.LINK, 0.5), seen)
    for element in seen.facts.elements:
        if "image" in element.properties and element.scope not in {"comment", "review", "author", "publisher"}:
            stated = (element.attributes.get(name, "") for name in ("content", "src", "href"))
            yield from _claims([address for address in stated if address][:1], (Origin.META, 0.5), seen)


def _claims(addresses: Sequence[str], kind: tuple[Origin, float], seen: Seen) -> Iterator[Claim]:
    """The first address that is one; what is written into the page (data:) is no picture that others can fetch."""
    for raw in addresses:
        address = seen.absolute(raw) if raw.strip() else None
        if address is not None:
            yield Claim(Field.IMAGE, address, raw, kind[0], kind[1])
            return


def _addresses(value: object, described: Described) -> list[str]:
    """Addresses of an image member: a text, an ImageObject, a reference to one, or a list of these."""
    found = []
    for one in (value if isinstance(value, list) else [value])[:_MOST]:
        node = described.by_id.get(str(one.get("@id")), one) if isinstance(one, Mapping) and "url" not in one else one
        stated = [text_of(node.get(name)) for name in _ADDRESSES] if isinstance(node, Mapping) else [text_of(one)]
        found += [address for address in stated if address and "#" not in address[:1]][:1]
    return found


def _logos(node: Node, seen: Seen) -> Iterator[str]:
    publisher = node.get("publisher")
    for address in _addresses(publisher.get("logo"), seen.described) if isinstance(publisher, Mapping) else ():
        if (absolute := seen.absolute(address)) is not None:
            yield absolute


def _file_of(address: str) -> str:
    """The file's name without its ending."""
    try:
        name = unquote(urlsplit(address).path).rpartition("/")[2]
    except ValueError:
        return ""
    return name.rpartition(".")[0] or name
