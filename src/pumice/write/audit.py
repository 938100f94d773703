"""The evidence behind an article as JSON: every block, mark, claim and repair."""

from __future__ import annotations

from pydantic import TypeAdapter

from pumice.model import Cleaned, Document

AUDIT_VERSION = 1

_DOCUMENT: TypeAdapter[Document] = TypeAdapter(Document)


def audit_json(cleaned: Cleaned) -> str:
    """The document with all its marks, as canonical JSON text."""
    return _DOCUMENT.dump_json(cleaned.document, indent=1).decode() + "\n"


def read_audit(text: str | bytes) -> Document:
    """Read what :func:`audit_json` wrote.

    Raises:
        ValueError: the text is no audit record.
    """
    return _DOCUMENT.validate_json(text)
