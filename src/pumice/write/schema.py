"""The JSON Schema of an article, generated from its type, and the check that every written article passes."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

import jsonschema_rs

from pumice.errors import PumiceError
from pumice.model import SCHEMA_VERSION
from pumice.model.article import ARTICLE_JSON

_DIALECT = "https://json-schema.org/draft/2020-12/schema"


class SchemaError(PumiceError):
    """pumice was about to write an article that its own schema refuses; the code is at fault, not the input."""


def article_schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of an article, as a new dict."""
    generated = ARTICLE_JSON.json_schema(by_alias=True, mode="serialization")
    return {"$schema": _DIALECT, "$id": f"urn:pumice:article:{SCHEMA_VERSION}", **generated}


def schema_text() -> str:
    """The schema as the clean folder holds it."""
    return json.dumps(article_schema(), ensure_ascii=False, indent=2) + "\n"


def validate(article_json: bytes) -> None:
    """Check one article's JSON against the schema.

    Raises:
        SchemaError: naming the member at fault.
    """
    error = next(_validator().iter_errors(json.loads(article_json)), None)
    if error is not None:
        place = "/".join(str(step) for step in error.instance_path) or "the article"
        raise SchemaError(f"{place}: {error.message[:300]}; the article was not written")


@cache
def _validator() -> jsonschema_rs.Draft202012Validator:
    return jsonschema_rs.Draft202012Validator(article_schema())
