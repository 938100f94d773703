"""The clean folder as its readers meet it: whole, damaged, foreign, or of another day."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import pumice
from pumice.errors import StartAfreshError, StoreError
from pumice.model import Finding
from pumice.store.clean import parse_article
from pumice.text.urls import site_of
from pumice.withdraw import withdraw_gone
from tests.unit.store.making import LONG, page, work_through

SERBIAN = "https://press.example/sr"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A data folder with articles of two sites and three languages."""
    pages = [
        page("https://press.example/en"),
        page(SERBIAN, language="sr-Cyrl"),
        page("https://other.example/fr", language="fr"),
        page("https://tombstones/en"),
    ]
    work_through(pages, tmp_path)
    return tmp_path


def urls(folder: Path, **options: object) -> list[str]:
    """Addresses of what is read."""
    return [article.url for article in pumice.read_clean(folder, **options)]  # type: ignore[arg-type]


def test_everything_in_the_order_of_sites_and_ids(data: Path):
    """Also the site that is named like a folder of the clean folder's own."""
    paths = [path for path in (data / "clean").glob("*/*.json") if path.parent.name != "schema"]
    wanted = sorted(path.stem for path in paths if path.parent.name != "manifests")
    assert sorted(article.id for article in pumice.read_clean(data / "clean")) == wanted
    sites = [site_of(article.url) for article in pumice.read_clean(data / "clean")]
    assert sites == ["tombstones", "other.example", "press.example", "press.example"]


def test_languages_and_sites_select(data: Path):
    """A tag stands for its more precise ones, not for those that only begin with the same letters."""
    assert urls(data / "clean", languages=["SR"]) == [SERBIAN]
    assert urls(data / "clean", languages=["sr-Latn", "s"]) == []
    assert urls(data / "clean", sites=["other.example"]) == ["https://other.example/fr"]
    assert urls(data / "clean", sites=[]) == []


def test_since_gives_what_was_added_or_changed_later(data: Path):
    """What is gone meanwhile is for the feed to tell."""
    number = pumice.last_change(data / "clean")
    assert urls(data / "clean", since=number) == []
    work_through([page(SERBIAN, day=1, body=f"Edited. {LONG}", language="sr-Cyrl")], data)
    assert urls(data / "clean", since=number, sites=["press.example"]) == [SERBIAN]
    withdraw_gone([SERBIAN], data=data)
    assert urls(data / "clean", since=number) == []
    assert [line.change for line in pumice.read_changes(data / "clean", since=number)] == ["changed", "withdrawn"]


def damaged(data: Path) -> list[Path]:
    """Put into a site what does not belong there; the paths that are named like articles."""
    site = data / "clean" / "press.example"
    first, second = sorted(site.glob("*.json"))
    first.write_bytes(first.read_bytes()[:100])
    second.write_bytes(second.read_bytes().replace(b'"id":', b'"id": "0", "id":', 1))
    (site / f"{'a' * 32}.json").mkdir()
    (site / f"{'b' * 32}.json").write_text('{"title": "foreign"}')
    (site / f"{'c' * 32}.json").symlink_to("/etc/passwd")
    (site / "notes.json").write_text("of no concern")
    return sorted(path for path in site.iterdir() if len(path.stem) == 32)


def test_damage_stops_or_is_told_and_passed_over(data: Path):
    """Both ways every damaged file is named, and the whole ones are read."""
    paths = damaged(data)
    with pytest.raises(StoreError, match=paths[0].name):
        urls(data / "clean", sites=["press.example"])
    told: list[Finding] = []
    assert len(urls(data / "clean", on_damage=told.append)) == 2
    assert [(data / "clean" / finding.place) for finding in told] == paths
    assert {finding.fault for finding in told} == {"torn", "duplicate-key", "folder", "schema-invalid", "link"}


def test_newer_versions(data: Path):
    """A newer minor version may add members, a newer major one is refused."""
    path = next((data / "clean" / "press.example").glob("*.json"))
    members = json.loads(path.read_bytes())
    members |= {"schemaVersion": "1.99", "mood": "calm", "quality": {**members["quality"], "rank": 1}}
    assert parse_article(json.dumps(members).encode()).schema_version == "1.99"
    with pytest.raises(ValueError, match=r"2\.0, this pumice reads"):
        parse_article(json.dumps({**members, "schemaVersion": "2.0"}).encode())
    members["schemaVersion"] = pumice.Article.from_json(path.read_bytes()).schema_version
    with pytest.raises(ValueError, match="mood"):
        parse_article(json.dumps(members).encode())


def test_a_folder_that_is_none(tmp_path: Path):
    """Named, with what was expected."""
    with pytest.raises(StoreError, match="nowhere does not exist"):
        urls(tmp_path / "nowhere")


def test_a_number_from_the_future_is_explained(data: Path):
    """It would otherwise wait for ever, or miss everything."""
    for since in (5, 10**30):
        with pytest.raises(StartAfreshError, match=f"{since} is a number from the future: .* ends with 4"):
            list(pumice.read_changes(data / "clean", since=since))
    with pytest.raises(StartAfreshError, match="ends with 0"):
        list(pumice.read_changes(data, since=1))


def test_a_feed_that_breaks_off_or_has_a_gap(data: Path):
    """The last line may be under way and waits for the next time; before it, damage is named by its line."""
    feed = data / "clean" / "changes.jsonl"
    whole = feed.read_bytes()
    feed.write_bytes(whole[:-7])
    assert [line.sequence for line in pumice.read_changes(data / "clean", since=1)] == [2, 3]
    assert pumice.last_change(data / "clean") == 3
    lines = whole.splitlines(keepends=True)
    for broken in ([lines[0], lines[2], lines[3]], [lines[0], b"{}\n", lines[2]], [lines[0], b'{"sequence": 2}\n']):
        feed.write_bytes(b"".join(broken))
        with pytest.raises(StoreError, match=r"line 2 of .*changes\.jsonl"):
            list(pumice.read_changes(data / "clean"))
    feed.write_bytes(b"\x00\x00\n" + whole)
    with pytest.raises(StoreError, match="line 1 of"):
        list(pumice.read_changes(data / "clean"))
