"""A folder damaged in many ways at once: each is named, what can be repaired is, nothing is thrown away."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from pumice import mend as mending
from pumice.doctor import examine
from pumice.mend import mend
from pumice.normalise import Work
from pumice.store.ledger import Ledger
from pumice.withdraw import withdraw_gone
from pumice.workers import Shop
from tests.unit.store.making import articles_in, feed_of, obey, page, work_through

SITE = "press.example"
NAMES = "abcdefghijklmnop"
Damage = Callable[[Path], object]


def rewrite(content: bytes) -> Damage:
    """Damage: other bytes in the article's place."""
    return lambda path: path.write_bytes(content)


def edit(path: Path) -> None:
    """Damage: a word changed by hand."""
    path.write_bytes(path.read_bytes().replace(b"river", b"brook"))


def repeat(path: Path) -> None:
    """Damage: a member named twice."""
    path.write_bytes(path.read_bytes().replace(b'"id":', b'"id": "0", "id":', 1))


def link(path: Path) -> None:
    """Damage: a link in the article's place."""
    path.unlink()
    path.symlink_to("/etc/hostname")


def folder(path: Path) -> None:
    """Damage: a folder in the article's place."""
    path.unlink()
    path.mkdir()


def evidence_of(path: Path) -> Path:
    """Where an article's evidence lies."""
    return path.parents[2] / "audit" / path.parent.name / path.name


ARTICLES: dict[str, Damage] = {
    "missing": Path.unlink,
    "torn": lambda path: path.write_bytes(path.read_bytes()[:200]),
    "no-json": rewrite(b"<html>}"),
    "schema-invalid": rewrite(b'{"title": "foreign"}'),
    "duplicate-key": repeat,
    "wrong-digest": edit,
    "link": link,
    "folder": folder,
    "no-permission": lambda path: path.chmod(0),
    "audit-missing": lambda path: evidence_of(path).unlink(),
    "audit-torn": lambda path: evidence_of(path).write_bytes(b'{"source": {'),
}
BESIDE: dict[str, Damage] = {
    "foreign": lambda data: (data / "clean" / SITE / "notes.txt").write_text("hers"),
    "orphan": lambda data: (data / "clean" / SITE / f"{'e' * 32}.json").write_text("{}"),
    "leftover": lambda data: (data / "clean" / SITE / ".x.json.ab.tmp").write_text("{"),
    "audit-orphan": lambda data: (data / "audit" / SITE / f"{'f' * 32}.json").write_text("{}\n"),
    "quarantine-damaged": lambda data: (data / "quarantine" / "q.json").write_text("{"),
    "tombstone-missing": lambda data: next((data / "clean" / "tombstones" / SITE).iterdir()).unlink(),
    "feed-damaged": lambda data: swap_lines(data / "clean" / "changes.jsonl"),
    "current-damaged": lambda data: (data / "clean" / "current.json").write_text("{"),
    "schema-damaged": lambda data: next((data / "clean" / "schema").iterdir()).write_text("{}"),
}


def swap_lines(path: Path) -> None:
    """Damage: two lines of the feed in each other's place."""
    first, second, *others = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join([second, first, *others]))


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A sound data folder; what is made again is made by the cleaner that made it."""

    def work(shop: Shop, ledger: Ledger, run: str, *, due: str) -> Work:
        return Work(Shop(shop.folders, shop.settings, obey), ledger, run, due=due)  # type: ignore[arg-type]

    monkeypatch.setattr(mending, "Work", work)
    pages = [page(f"https://{SITE}/{name}") for name in NAMES] + [page(f"https://{SITE}/fault", fault="bad-charset")]
    work_through(pages, tmp_path)
    withdraw_gone([f"https://{SITE}/{NAMES[-1]}"], data=tmp_path)
    assert list(examine(tmp_path)) == []
    return tmp_path


def check_feed_leads_to_folder(data: Path) -> None:
    """Following the feed from its beginning gives the digests of the files that are there."""
    followed = {line["path"]: line.get("sha256") for line in feed_of(data)}
    files = {name: hashlib.sha256((data / "clean" / name).read_bytes()).hexdigest() for name in articles_in(data)}
    assert {name: digest for name, digest in followed.items() if digest} == files


def test_every_damage_is_named_and_mended(data: Path):
    """Twenty ways at once: one finding each, and afterwards the folder is what it was, byte for byte."""
    before = {name: (data / "clean" / name).read_bytes() for name in articles_in(data)}
    paths = sorted((data / "clean" / SITE).iterdir())
    for path, damage in zip(paths, ARTICLES.values(), strict=False):
        damage(path)
    for damage in BESIDE.values():
        damage(data)
    assert sorted(finding.fault for finding in examine(data)) == sorted([*ARTICLES, *BESIDE])
    result = mend(data)
    assert result.left == ()
    assert len(result.mended) == len(ARTICLES) + len(BESIDE)
    assert {name: (data / "clean" / name).read_bytes() for name in articles_in(data)} == before
    check_feed_leads_to_folder(data)
    aside = {path.name for path in (data / "found").rglob("*") if path.is_file()}
    assert {"notes.txt", "q.json", f"{'e' * 32}.json", f"{'f' * 32}.json"} < aside


def test_what_cannot_be_made_again_is_withdrawn_or_left_to_a_person(data: Path):
    """A torn article without raw bytes goes, and consumers are told; an edited one, being whole, stays and is named."""
    first, second = sorted((data / "clean" / SITE).iterdir())[:2]
    for path in (first, second):
        (data / json.loads(path.read_bytes())["provenance"]["rawPath"]).unlink()
    first.write_bytes(first.read_bytes()[:100])
    edit(second)
    result = mend(data)
    assert sorted(finding.fault for finding in result.left) == ["raw-missing", "raw-missing", "wrong-digest"]
    assert second.exists()
    assert (feed_of(data)[-1]["change"], feed_of(data)[-1]["cause"]) == ("withdrawn", "lost")
    second.write_bytes(second.read_bytes().replace(b"brook", b"river"))
    check_feed_leads_to_folder(data)


def test_a_linked_site_is_put_aside_and_made_again(data: Path, tmp_path_factory: pytest.TempPathFactory):
    """The link goes, what it led to is not touched, and the articles stand in a folder again."""
    site = data / "clean" / SITE
    elsewhere = tmp_path_factory.mktemp("elsewhere") / SITE
    site.rename(elsewhere)
    site.symlink_to(elsewhere)
    count = len(list(elsewhere.iterdir()))
    assert mend(data).left == ()
    assert not site.is_symlink()
    assert len(list(site.iterdir())) == len(list(elsewhere.iterdir())) == count


def test_a_killed_batch_and_a_torn_feed(data: Path):
    """As any next run would do."""
    feed = data / "clean" / "changes.jsonl"
    whole = feed.read_bytes()
    feed.write_bytes(whole[:-20])
    assert [finding.fault for finding in examine(data)] == ["feed-torn"]
    assert mend(data).left == ()
    assert feed.read_bytes() == whole
