"""What stands beside an exported file: datapackage.json, SHA256SUMS, _SUCCESS. Start with :func:`describe`."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from pumice.model import SCHEMA_VERSION
from pumice.write.schema import article_schema

_PROFILE: Final = "https://datapackage.org/profiles/2.0/datapackage.json"
_MEDIA_TYPES: Final[Mapping[str, str]] = {
    "jsonl": "application/jsonl",
    "ninjs": "application/jsonl",
    "parquet": "application/vnd.apache.parquet",
}
_TABLE_TYPES: Final[Mapping[str, str]] = {
    "string": "string",
    "array": "array",
    "object": "object",
    "boolean": "boolean",
}


def describe(path: Path, form: str, count: int) -> dict[str, Any]:
    """The data package (datapackage.org, version 2) of one exported file: the same file has the same description."""
    resource: dict[str, Any] = {
        "name": "articles",
        "path": path.name,
        "format": form,
        "mediatype": _MEDIA_TYPES[form],
        "encoding": "utf-8",
        "bytes": path.stat().st_size,
        "hash": f"sha256:{digest_file(path)}",
        "rows": count,
    }
    if form != "ninjs":
        resource["schema"] = {"fields": _table_fields(), "primaryKey": ["id"]}
    return {
        "$schema": _PROFILE,
        "name": "pumice-articles",
        "title": "Articles normalised by pumice",
        "schemaVersion": SCHEMA_VERSION,
        "resources": [resource],
    }


def digest_file(path: Path) -> str:
    """Hex digest of a file's bytes, read in pieces."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def checksums(paths: list[Path]) -> str:
    """What ``sha256sum --check`` reads."""
    return "".join(f"{digest_file(path)}  {path.name}\n" for path in sorted(paths))


def to_text(members: Mapping[str, Any]) -> str:
    """JSON for people and programs."""
    return json.dumps(members, ensure_ascii=False, indent=2) + "\n"


def _table_fields() -> list[dict[str, str]]:
    schema = article_schema()
    return [_field(name, member, schema.get("$defs", {})) for name, member in schema["properties"].items()]


def _field(name: str, member: dict[str, Any], types: dict[str, Any]) -> dict[str, str]:
    field = {"name": name, "type": _table_type(member, types)}
    if "description" in member:
        field["description"] = member["description"]
    return field


def _table_type(member: dict[str, Any], types: dict[str, Any]) -> str:
    if "anyOf" in member:
        member = next(one for one in member["anyOf"] if one.get("type") != "null")
    if "$ref" in member:
        return _table_type(types[member["$ref"].rpartition("/")[2]], types)
    return str(member["type"]) if member.get("type") in _TABLE_TYPES else "any"
