"""The document that pumice began with, through the public API and through the command line."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import pumice


def check(article: dict[str, Any], expected: dict[str, Any]) -> None:
    """Compare an article's JSON with expected.json."""
    for name, value in expected["article"].items():
        assert article[name] == value, name
    checks = expected["checks"]
    assert [block["kind"] for block in article["blocks"]] == checks["blockKinds"]
    assert [block["text"] for block in article["blocks"] if block["kind"] == "heading"] == checks["headings"]
    strays = [{name: stray[name] for name in ("text", "language", "reason")} for stray in article["strays"]]
    assert strays == checks["strays"]
    for text in checks["notInBody"]:
        assert text not in article["articleBody"]
    for text in checks["inBody"]:
        assert text in article["articleBody"]
    assert article["quality"]["flags"] == checks["qualityFlags"]


@pytest.mark.bench_data
def test_seed_through_the_api(seed_folder: Path):
    """pumice.clean gives what expected.json says."""
    (page,) = seed_folder.glob("*.txt")
    meta = json.loads(page.with_suffix(".meta.json").read_text(encoding="utf-8"))
    cleaned = pumice.clean(page.read_bytes(), url=meta["url"], headers={"Content-Type": meta["contentType"]})
    assert isinstance(cleaned.article, pumice.Article)
    check(
        json.loads(cleaned.article.to_json()), json.loads((seed_folder / "expected.json").read_text(encoding="utf-8"))
    )


@pytest.mark.bench_data
def test_seed_through_the_command_line(seed_folder: Path, tmp_path: Path):
    """The normalise command publishes the same."""
    raw = tmp_path / "data" / "raw"
    raw.mkdir(parents=True)
    for path in seed_folder.glob("*_*"):
        shutil.copy(path, raw)
    subprocess.run([sys.executable, "-m", "pumice", "normalise"], cwd=tmp_path, check=True, capture_output=True)
    (article,) = pumice.read_clean(tmp_path / "data" / "clean")
    check(json.loads(article.to_json()), json.loads((seed_folder / "expected.json").read_text(encoding="utf-8")))
