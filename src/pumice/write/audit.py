"""The evidence behind an article as JSON: every block, mark, claim and repair, and which claims won."""

from __future__ import annotations

import json

from pydantic import TypeAdapter

from pumice.claims import choose
from pumice.model import Cleaned, Document

AUDIT_VERSION = 1

_DOCUMENT: TypeAdapter[Document] = TypeAdapter(Document)


def audit_json(cleaned: Cleaned) -> str:
    """The document with all its marks, and ``chosen``: by field the indexes of the claims that gave it its value."""
    text = _DOCUMENT.dump_json(cleaned.document, indent=1).decode()
    # The document's own members come first and are not built twice: audit records are large.
    return (
        f'{text.rstrip().removesuffix("}").rstrip()},\n "chosen": {json.dumps(winning_claims(cleaned.document))}\n}}\n'
    )


def winning_claims(document: Document) -> dict[str, list[int]]:
    """By field, the indexes of the claims that gave it its value; fields that nobody states are absent."""
    places: dict[int, int] = {}
    for index, claim in enumerate(document.claims):
        places.setdefault(id(claim), index)
    winners = choose(document.claims).winners
    return {field.value: [places[id(claim)] for claim in claims] for field, claims in winners.items()}


def read_audit(text: str | bytes) -> Document:
    """Read what :func:`audit_json` wrote; the choice follows from the claims.

    Raises:
        ValueError: the text is no audit record.
    """
    return _DOCUMENT.validate_json(text)
