"""The normalising job over the real pipeline: bad input, second runs, shards, processes."""

from __future__ import annotations

import json
import os
import random
from dataclasses import replace
from pathlib import Path

import pytest

from pumice.errors import EnvironmentFault, StoreError, UsageError
from pumice.model import Capture, Cleaned, Counts, Outcome, SiteProfile
from pumice.normalise import close_run, normalise, normalise_shard, open_run, plan_shards, run_rows
from pumice.settings import Settings
from pumice.store.clean import read_clean
from pumice.store.folders import Folders
from pumice.store.ledger import open_ledger
from pumice.store.raw import read_raw
from pumice.store.records import Done
from pumice.store.runs import begin_run
from pumice.text.fingerprint import fingerprint
from tests.unit.store.making import LONG, articles_in, feed_of, page, tree_of, work_through

ARTICLE = """<html lang="en"><head><title>Bridge reopens</title></head><body><h1>Bridge reopens</h1>
<p>The old bridge over the river was opened again on Monday after four months of repairs, the council said.</p>
<p>Engineers replaced two of its seven arches and cleaned the stone; the work cost less than had been feared.</p>
<p>Buses will cross it from Thursday, and the market returns to the southern bank next week.</p></body></html>"""


def drop(data: Path, name: str, content: bytes | str, url: str | None = None) -> None:
    """Put a file into data/raw."""
    path = data / "raw" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    if url:
        path.with_suffix(".meta.json").write_text(json.dumps({"url": url}))


def quarantined(data: Path) -> dict[str, str]:
    """Cause by raw path."""
    records = [json.loads(path.read_bytes()) for path in (data / "quarantine").glob("*.json")]
    return {record["rawPath"]: record["cause"] for record in records}


def normalise_folder(data: Path, settings: Settings | None = None) -> Counts:
    """One run over data/raw."""
    return normalise(read_raw(data / "raw"), data=data, settings=settings)


def test_every_bad_input_has_a_cause_and_the_rest_goes_on(tmp_path: Path):
    """Empty, a PDF, noise, too big, too deep, broken .meta.json, no file at all, a name with a newline."""
    noise = random.Random(1).randbytes(5000)  # noqa: S311 - noise, not secrets
    drop(tmp_path, "empty.html", b"")
    drop(tmp_path, "report.html", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj <</Type /Catalog>> endobj\n" + noise)
    drop(tmp_path, "noise.html", noise)
    drop(tmp_path, "big.html", b"<p>" + b"much text " * 2_000_000)
    drop(tmp_path, "deep.html", b"<div>" * 100_000 + b"text")
    drop(tmp_path, "meta.html", ARTICLE)
    (tmp_path / "raw" / "meta.meta.json").write_text('{"url": "https://press.example/meta"')
    (tmp_path / "raw" / "dangling.html").symlink_to("nowhere")
    drop(tmp_path, "new\nline.html", ARTICLE, "https://press.example/bridge")
    counts = normalise_folder(tmp_path)
    assert counts.inputs == 8
    assert (counts[Outcome.QUARANTINED], counts[Outcome.FAILED]) == (7, 0)
    found = quarantined(tmp_path)
    assert set(found) == {
        f"raw/{name}.html" for name in ("empty", "report", "noise", "big", "deep", "meta", "dangling")
    }
    assert found["raw/empty.html"] == "empty"
    assert found["raw/big.html"] == "body-too-big"
    assert found["raw/deep.html"] == "too-deep"
    assert found["raw/meta.html"] == "bad-meta"
    assert found["raw/dangling.html"] == "unreadable"
    assert found["raw/report.html"] in {"wrong-type", "bad-charset"}
    (article,) = read_clean(tmp_path / "clean")
    assert article.provenance.raw_path == "raw/new%0Aline.html"
    assert (counts.findings["empty"], counts.findings["bad-meta"]) == (1, 1)


def test_a_second_run_publishes_nothing_and_writes_nothing_to_clean(tmp_path: Path):
    """Not even the time of change of a file differs."""
    drop(tmp_path, "a.html", ARTICLE, "https://press.example/bridge")
    assert normalise_folder(tmp_path)[Outcome.UNCHANGED] == 0
    before = tree_of(tmp_path / "clean")
    assert dict(normalise_folder(tmp_path).outcomes) == {Outcome.UNCHANGED: 1}
    assert tree_of(tmp_path / "clean") == before


def test_other_settings_make_every_input_due(tmp_path: Path):
    """The key holds the settings that can change an article, and no others."""
    drop(tmp_path, "a.html", ARTICLE, "https://press.example/bridge")
    normalise_folder(tmp_path)
    assert normalise_folder(tmp_path, Settings.model_validate({"run": {"batch_size": 3}}))[Outcome.UNCHANGED] == 1
    strict = Settings.model_validate({"policy": {"review_letters": 100_000}})
    assert normalise_folder(tmp_path, strict)[Outcome.REVIEW] == 1


def test_a_new_site_memory_makes_its_site_due(tmp_path: Path):
    """data/sites/<site>.json is a part of the key, and what it says of a block is heeded."""
    drop(tmp_path, "a.html", ARTICLE, "https://press.example/bridge")
    normalise_folder(tmp_path)
    (tmp_path / "sites").mkdir()
    recurring = "Buses will cross it from Thursday, and the market returns to the southern bank next week."
    SiteProfile("press.example", 9, {fingerprint(recurring): 9}).save(tmp_path / "sites" / "press.example.json")
    assert normalise_folder(tmp_path)[Outcome.PUBLISHED] == 1
    (article,) = read_clean(tmp_path / "clean")
    assert recurring not in article.article_body


def test_new_code_that_gives_the_same_text_changes_no_file(tmp_path: Path):
    """Versions of what made an article are no news to consumers; the files and the feed stay as they are."""
    drop(tmp_path, "a.html", ARTICLE, "https://press.example/bridge")
    normalise_folder(tmp_path)
    before = tree_of(tmp_path / "clean")
    other = Settings.model_validate({"limits": {"depth": 999}})
    assert dict(normalise_folder(tmp_path, other).outcomes) == {Outcome.UNCHANGED: 1}
    assert {path: content for path, (_, content) in tree_of(tmp_path / "clean").items()} == {
        path: content for path, (_, content) in before.items()
    }


def test_quarantine_is_cleared_when_the_input_is_mended(tmp_path: Path):
    """By a later run, for an unreadable file and for bad bytes alike."""
    drop(tmp_path, "bytes.html", b"")
    drop(tmp_path, "meta.html", ARTICLE)
    (tmp_path / "raw" / "meta.meta.json").write_text("{")
    assert normalise_folder(tmp_path)[Outcome.QUARANTINED] == 2
    assert normalise_folder(tmp_path)[Outcome.QUARANTINED] == 2, "what is still bad is still said"
    drop(tmp_path, "bytes.html", ARTICLE, "https://press.example/bridge")
    drop(tmp_path, "meta.html", ARTICLE.replace("Monday", "Friday"), "https://press.example/again")
    assert normalise_folder(tmp_path)[Outcome.QUARANTINED] == 0
    assert quarantined(tmp_path) == {}


def test_a_lost_article_is_restored_without_news_for_consumers(tmp_path: Path):
    """Somebody emptied the clean folder; the feed says nothing, as nothing changed."""
    drop(tmp_path, "a.html", ARTICLE, "https://press.example/bridge")
    normalise_folder(tmp_path)
    (name,) = before = articles_in(tmp_path)
    (tmp_path / "clean" / name).unlink()
    normalise_folder(tmp_path)
    assert articles_in(tmp_path) == before
    assert len(feed_of(tmp_path)) == 1


def test_captures_from_elsewhere_are_kept_in_raw_first(tmp_path: Path):
    """Bytes in memory, and files of a folder that is not data/raw."""
    drop(tmp_path / "elsewhere", "a.html", ARTICLE, "https://press.example/bridge")
    data = tmp_path / "data"
    normalise(read_raw(tmp_path / "elsewhere" / "raw"), data=data)
    normalise([Capture("https://press.example/two", ARTICLE.replace("Monday", "Friday").encode())], data=data)
    assert len(list(read_raw(data / "raw"))) == 2
    assert all((data / (article.provenance.raw_path or "")).is_file() for article in read_clean(data / "clean"))
    assert dict(normalise_folder(data).outcomes) == {Outcome.UNCHANGED: 2}


def test_a_page_that_breaks_pumice_fails_alone(tmp_path: Path):
    """The traceback is kept for whoever mends it."""
    bad = Capture("https://press.example/bad", b"[]")
    counts, rows = work_through([page("https://press.example/a"), bad, page("https://press.example/b")], tmp_path)
    assert (counts[Outcome.PUBLISHED], counts[Outcome.FAILED]) == (2, 1)
    (record,) = (json.loads(path.read_bytes()) for path in (tmp_path / "quarantine").iterdir())
    assert record["cause"] == rows[1].cause == "internal"
    assert "Traceback" in record["traceback"]


def test_an_address_that_no_database_can_hold_fails_alone(tmp_path: Path):
    """Half a surrogate pair cannot be encoded."""
    counts, _ = work_through(
        [page("https://press.example/\ud800", body="x"), page("https://press.example/b")], tmp_path
    )
    assert (counts[Outcome.PUBLISHED], counts[Outcome.FAILED]) == (1, 1)


def test_a_fault_of_the_environment_stops_the_run(tmp_path: Path):
    """A full disk would fail every following document too."""

    def no_space(_: Capture) -> Cleaned:
        raise StoreError("the disk is full")

    with pytest.raises(EnvironmentFault, match="full"):
        work_through([page("https://press.example/a")], tmp_path, clean=no_space)


def test_shards_in_any_order_do_the_work_of_one_run(tmp_path: Path):
    """Each input has its row in the run's table; doing a shard again finds nothing due."""
    for number in range(5):
        drop(tmp_path, f"{number}.html", ARTICLE.replace("four", str(number)), f"https://press.example/{number}")
    drop(tmp_path, "9.html", b"")
    shards = plan_shards(tmp_path, 2)
    assert [len(shard.raw_paths) for shard in shards] == [2, 2, 2]
    run = open_run(tmp_path)
    counts = sum((normalise_shard(shard, data=tmp_path, run=run) for shard in reversed(shards)), Counts())
    again = normalise_shard(shards[0], data=tmp_path, run=run)
    close_run(tmp_path, run)
    assert (counts.inputs, counts[Outcome.QUARANTINED], again[Outcome.UNCHANGED]) == (6, 1, 2)
    rows = list(run_rows(tmp_path, run))
    assert len(rows) == 6
    assert {row.headline for row in rows if row.article_id} == {"Bridge reopens"}
    assert json.loads((tmp_path / "clean" / "current.json").read_bytes())["run"] == run


def test_several_processes_give_what_one_gives(tmp_path: Path):
    """Publishing stays in one, results in the order of the inputs."""
    captures = [Capture(f"https://press.example/{n}", ARTICLE.replace("four", str(n)).encode()) for n in range(12)]
    captures.insert(5, Capture("https://press.example/empty", b""))
    told: dict[str, list[str]] = {"one": [], "two": []}
    for name, workers in (("one", 1), ("two", 2)):
        settings = Settings.model_validate({"run": {"workers": workers, "batch_size": 5}})
        rows = told[name]
        normalise(
            captures, data=tmp_path / name, settings=settings, on_done=lambda row, rows=rows: rows.append(row.url)
        )
    assert told["one"] == told["two"] == [capture.url for capture in captures]
    assert articles_in(tmp_path / "one") == articles_in(tmp_path / "two")


def test_a_process_that_dies_takes_only_its_own_page_with_it(tmp_path: Path):
    """What was under way beside it is cleaned again, and results stay in order."""
    pages = [page(f"https://press.example/{number}", body=f"{number} {LONG}") for number in range(12)]
    pages[4] = page("https://press.example/4", dies=True)
    settings = Settings.model_validate({"run": {"workers": 2}})
    counts, rows = work_through(pages, tmp_path, settings=settings)
    assert (counts[Outcome.PUBLISHED], counts[Outcome.QUARANTINED]) == (11, 1)
    assert [row.url for row in rows] == [capture.url for capture in pages]
    assert rows[4].cause == "died"


def test_what_is_told_as_done_can_be_read(tmp_path: Path):
    """The callback comes after the files are visible, batch by batch."""
    seen = []

    def look(done: Done) -> None:
        seen.append((tmp_path / "clean" / "press.example" / f"{done.article_id}.json").exists())

    captures = [Capture(f"https://press.example/{n}", ARTICLE.replace("four", str(n)).encode()) for n in range(5)]
    settings = Settings.model_validate({"run": {"batch_size": 2}})
    normalise(captures, data=tmp_path, settings=settings, on_done=look)
    assert seen == [True] * 5


def test_a_run_that_is_named_oddly_is_refused(tmp_path: Path):
    """Its name becomes a file name."""
    with open_ledger(tmp_path / "ledger.sqlite") as ledger, pytest.raises(UsageError, match="no name for a run"):
        begin_run(Folders(tmp_path), ledger, "../../etc")


def test_a_foreign_ledger_is_refused(tmp_path: Path):
    """Neither another program's database nor garbage is written to."""
    (tmp_path / "ledger.sqlite").write_bytes(os.urandom(5000))
    with pytest.raises(StoreError, match="move it away"):
        normalise([replace(page("https://press.example/a"))], data=tmp_path)
