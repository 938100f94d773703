"""docs/consumers.md is true: every field, every word, every recipe."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest

from pumice.store.feed import Change
from pumice.withdraw import withdraw_gone
from pumice.write.schema import article_schema
from tests.unit.store.making import LONG, page, work_through
from tests.unit.test_doctor import DAMAGES
from tests.unit.test_mend import ARTICLES, BESIDE

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "docs" / "consumers.md").read_text(encoding="utf-8")
SCHEMA = article_schema()
ROW = re.compile(r"^\| `([\w.]+)` \| ([\w ]+) \| (.*?) \| (`.*`|see below) \|(.*)\|$", re.MULTILINE)
RECIPE = re.compile(r"```(sh|python)\n(.*?)```\n```text\n(.*?)```", re.DOTALL)
RECIPES = RECIPE.findall(TEXT)


def members() -> dict[str, dict[str, Any]]:
    """The schema of every member, under the name that the page gives it."""
    found: dict[str, dict[str, Any]] = dict(SCHEMA["properties"])
    for name, kind in SCHEMA["$defs"].items():
        found |= {f"{name}.{member}": schema for member, schema in kind.get("properties", {}).items()}
    return found


def type_of(schema: dict[str, Any]) -> str:
    """A member's type in the page's words."""
    if "anyOf" in schema:
        return type_of(next(one for one in schema["anyOf"] if one.get("type") != "null"))
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        return "string" if "enum" in SCHEMA["$defs"][name] else name
    if schema["type"] == "array":
        return f"list of {type_of(schema['items'])}"
    if schema["type"] == "object":
        return f"map of {type_of(schema['additionalProperties'])}"
    return str(schema["type"])


def test_every_member_is_described():
    """No member is missing, none is made up, and each row has all its cells."""
    names = [row[0] for row in ROW.findall(TEXT)]
    assert [name for name in names if "." not in name] == list(SCHEMA["properties"])
    assert set(names) == set(members())
    assert len(names) == len(set(names))


@pytest.mark.parametrize("row", ROW.findall(TEXT), ids=lambda row: row[0])
def test_types_examples_and_nulls_are_true(row: tuple[str, ...]):
    """The type is the schema's, the example is valid, and null is explained where it can be, and only there."""
    name, kind, _, example, null = row
    schema = members()[name]
    assert kind == type_of(schema)
    assert bool(null.strip()) == any(one.get("type") == "null" for one in schema.get("anyOf", ()))
    if example != "see below":
        validator = jsonschema_rs.Draft202012Validator({**schema, "$defs": SCHEMA["$defs"]})
        assert [error.message for error in validator.iter_errors(json.loads(example.strip("`")))] == []


def test_every_member_is_always_written():
    """The schema asks for each of them, in an article and in its parts."""
    kinds = [SCHEMA, *(kind for kind in SCHEMA["$defs"].values() if "properties" in kind)]
    assert [kind.get("title") for kind in kinds if set(kind["properties"]) != set(kind["required"])] == []


def test_words_are_explained():
    """Every kind of change and every fault that the tests make."""
    explained = set(re.findall(r"`([a-z-]+)`", TEXT))
    assert {change.value for change in Change} <= explained
    assert {*DAMAGES, *ARTICLES, *BESIDE} <= explained


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Five articles, one changed, one withdrawn: the folder that the page speaks of."""
    folder = tmp_path_factory.mktemp("consumer")
    said = {
        "https://a.example/1": {"headline": "Le pont est ouvert", "language": "fr", "date": "2024-04-30"},
        "https://a.example/2": {"headline": "Most je otvoren", "language": "sr-Latn"},
        "https://b.example/1": {"headline": "The bridge is open", "date": "2024-05-01"},
        "https://b.example/2": {"headline": "Мост је отворен", "language": "sr-Cyrl", "date": "2023-12-31"},
        "https://b.example/3": {"headline": "To be withdrawn"},
    }
    work_through([page(url, **says) for url, says in said.items()], folder / "data")
    changed = page("https://b.example/1", day=1, body=f"Edited. {LONG}", **said["https://b.example/1"])
    work_through([changed], folder / "data")
    withdraw_gone(["https://b.example/3"], data=folder / "data")
    return folder


def test_there_are_recipes():
    """So that a changed layout of the page does not leave them out."""
    assert len(RECIPES) >= 8


@pytest.mark.parametrize("recipe", RECIPES, ids=lambda recipe: recipe[1].strip().splitlines()[0][:40])
def test_recipes_print_what_is_shown(folder: Path, recipe: tuple[str, str, str]):
    """Each one, in the order of the page: later ones read what earlier ones wrote."""
    language, code, shown = recipe
    if language == "sh" and code.startswith("jq") and shutil.which("jq") is None:
        pytest.skip("jq is not installed; its recipes are run where it is")
    command = [sys.executable, "-c", code] if language == "python" else ["sh", "-ec", code]
    scripts = str(Path(sys.executable).parent)
    environment = {**os.environ, "PATH": f"{scripts}:{os.environ['PATH']}", "PYTHONPATH": str(ROOT / "src")}
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout == shown
