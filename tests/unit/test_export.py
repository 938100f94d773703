"""Frozen sets: of one moment, whole or not there, the same set the same bytes."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pandas as pd
import pyarrow.parquet as pq
import pytest

import pumice
from pumice.errors import StoreError, UsageError
from pumice.model import Article
from pumice.store.folders import Folders
from pumice.store.ledger import open_ledger
from pumice.withdraw import withdraw_gone
from tests.unit.store.making import LONG, articles_in, page, tree_of, work_through

ONE, TWO, THREE = (f"https://press.example/{name}" for name in ("one", "two", "three"))
FORMATS = ("jsonl", "parquet", "ninjs")


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A data folder with articles in three languages."""
    pages = [
        page(ONE, headline="One", date="2024-05-01"),
        page(TWO, language="fr", date="2023-12-31T23:00:00"),
        page(THREE, language="sr-Cyrl", status="review"),
        page("https://other.example/four"),
    ]
    work_through(pages, tmp_path / "data")
    return tmp_path / "data"


def lines_of(folder: Path) -> list[dict[str, object]]:
    """The articles of an export."""
    (path,) = folder.glob("articles*.jsonl")
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize("form", FORMATS)
def test_the_same_set_gives_the_same_bytes(data: Path, tmp_path: Path, form: str):
    """Also from a folder that has another history."""
    first = pumice.export(tmp_path / "first", data=data, form=form)  # type: ignore[arg-type]
    assert first.articles == 4
    for path in sorted((data / "clean" / "press.example").iterdir(), reverse=True):
        path.touch()
    pumice.export(tmp_path / "second", data=data, form=form)  # type: ignore[arg-type]
    before, after = (tree_of(tmp_path / name) for name in ("first", "second"))
    assert {name: content for name, (_, content) in before.items()} == {
        name: content for name, (_, content) in after.items()
    }


@pytest.mark.parametrize("form", FORMATS)
def test_description_and_checksums_are_true(data: Path, tmp_path: Path, form: str):
    """sha256sum agrees, the data package names every column, _SUCCESS counts."""
    folder = pumice.export(tmp_path / "out", data=data, form=form).folder  # type: ignore[arg-type]
    check = subprocess.run(["sha256sum", "--check", "--quiet", "SHA256SUMS"], cwd=folder, check=False)  # noqa: S607
    assert check.returncode == 0
    (resource,) = json.loads((folder / "datapackage.json").read_bytes())["resources"]
    path = folder / resource["path"]
    assert (resource["bytes"], resource["rows"]) == (path.stat().st_size, 4)
    success = json.loads((folder / "_SUCCESS").read_bytes())
    assert success == {
        "articles": 4,
        "feed": pumice.feed_name(data / "clean"),
        "sequence": pumice.last_change(data / "clean"),
        "where": [],
    }
    if form == "jsonl":
        columns = {field["name"]: field["type"] for field in resource["schema"]["fields"]}
        assert set(columns) == set(lines_of(folder)[0])
        assert (columns["languages"], columns["blocks"], columns["isPaywalled"]) == ("object", "array", "boolean")


def test_parquet_holds_the_articles(data: Path, tmp_path: Path):
    """Row by row the same as the JSON, for Arrow, pandas and DuckDB."""
    path = pumice.export(tmp_path / "out", data=data, form="parquet").folder / "articles.parquet"
    rows = pq.read_table(path).to_pylist(maps_as_pydicts="strict")
    assert [Article.from_json(json.dumps(row)) for row in rows] == list(pumice.read_clean(data / "clean"))
    assert list(pd.read_parquet(path)["inLanguage"]) == [row["inLanguage"] for row in rows]
    query = f"SELECT count(*) FROM '{path}' WHERE quality.status = 'review'"  # noqa: S608 - our own path
    assert duckdb.execute(query).fetchall() == [(1,)]


@pytest.mark.parametrize(
    ("conditions", "wanted"),
    [
        (["inLanguage=fr"], {TWO}),
        (["site=press.example", "quality.status!=review"], {ONE, TWO}),
        (["datePublished>=2024"], {ONE}),
        (["datePublished<=2023"], {TWO}),
        (["headline=null", "site=press.example"], {TWO, THREE}),
        (["headline!=null"], {ONE}),
        (["blocks.text~THE RIVER", "url~press.example/t"], {TWO, THREE}),
        (["inLanguage=de"], set()),
    ],
)
def test_conditions_select(data: Path, tmp_path: Path, conditions: list[str], wanted: set[str]):
    """All of them must hold."""
    done = pumice.export(tmp_path / "out", data=data, where=conditions)
    assert {line["url"] for line in lines_of(done.folder)} == wanted
    assert done.articles == len(wanted)


@pytest.mark.parametrize("condition", ["", "inLanguage", "language=fr", "=fr"])
def test_what_is_no_condition_is_explained(data: Path, tmp_path: Path, condition: str):
    """Before anything is written."""
    with pytest.raises(UsageError, match=r"no condition|no article has a member"):
        pumice.export(tmp_path / "out", data=data, where=[condition])
    assert not (tmp_path / "out").exists()


def test_runs_that_go_on_meanwhile_are_in_it_whole_or_not_at_all(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    """What is published, changed and withdrawn while the articles are copied ends as the folder has it."""
    exporting = sys.modules["pumice.export"]
    listed = exporting.list_clean

    def interrupted(folder: Path) -> Iterator[str]:
        for number, path in enumerate(listed(folder)):
            yield path
            if number == 1:
                work_through([page("https://a.example/new"), page(ONE, day=1, body=f"Edited. {LONG}")], data)
                withdraw_gone([TWO], data=data)

    monkeypatch.setattr(exporting, "list_clean", interrupted)
    done = pumice.export(tmp_path / "out", data=data)
    assert [line["id"] for line in lines_of(done.folder)] == [Path(path).stem for path in sorted(articles_in(data))]
    assert any(str(line["articleBody"]).startswith("Edited") for line in lines_of(done.folder))
    assert done.sequence == pumice.last_change(data / "clean")


def test_an_export_is_never_written_over_another_or_left_half(data: Path, tmp_path: Path):
    """A folder in use is refused; a damaged article stops it, and nothing is left behind."""
    pumice.export(tmp_path / "out", data=data)
    with pytest.raises(UsageError, match="exists already"):
        pumice.export(tmp_path / "out", data=data)
    path = next((data / "clean" / "press.example").iterdir())
    path.write_bytes(b"{")
    with pytest.raises(StoreError, match=path.name):
        pumice.export(tmp_path / "other", data=data)
    assert sorted(one.name for one in tmp_path.iterdir()) == ["data", "out"]


def test_exports_are_listed_in_the_ledger(data: Path, tmp_path: Path):
    """So that what must be forgotten is found there too."""
    pumice.export(tmp_path / "out", data=data)
    with open_ledger(Folders(data).ledger) as ledger:
        assert [(one.folder, one.form) for one in ledger.exports.all()] == [(str(tmp_path / "out"), "jsonl")]
