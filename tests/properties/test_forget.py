"""After a page is forgotten, no byte of it is left anywhere in the data folder or in an export."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import pumice
from pumice.doctor import examine
from pumice.errors import LockedError, UsageError
from pumice.forget import forget
from pumice.model import Capture, Outcome
from pumice.store.raw import read_raw
from pumice.store.warc.records import walk
from pumice.store.warc.write import WarcWriter
from tests.unit.store.archive import exchange, visit, write
from tests.unit.store.making import LONG, articles_in, feed_of, page, work_through

QUILL = "Quillfeather-Ostrava"
"""Stands in the forgotten page's address and in everything that it says."""
BAD = f"https://press.example/{QUILL}/1"
GOOD = "https://press.example/good"


def inflated(content: bytes) -> Iterator[bytes]:
    """What a file of gzip members holds."""
    while content:
        member = zlib.decompressobj(zlib.MAX_WBITS | 16)
        yield member.decompress(content)
        content = member.unused_data


def places_of(secret: str, folder: Path) -> list[str]:
    """Every file below a folder that holds a text, compressed or not, or is named after it."""
    needle = secret.encode()
    found = []
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        content = path.read_bytes()
        texts = [content, *(inflated(content) if content.startswith(b"\x1f\x8b") else ())]
        if path.suffix == ".parquet":
            texts.append(json.dumps(pq.read_table(path).to_pylist(), default=str).encode())
        if any(needle in text for text in texts) or secret in path.name:
            found.append(str(path.relative_to(folder)))
    return found


def secret_pages() -> list[Capture]:
    """The page to be forgotten, captured twice, at another address, and broken once."""
    says = {"headline": f"Of {QUILL}", "body": f"{QUILL} was seen. {LONG}"}
    return [
        page(BAD, **says),
        page(BAD, day=1, headline=f"More of {QUILL}", body=f"{QUILL} was seen again. {LONG}"),
        page(f"{BAD}?utm_source=x", day=2, fault="too-deep", note=QUILL),
        page(f"https://press.example/{QUILL}/1_fr", interface="fr", **says),
    ]


def fill_archive(raw: Path) -> None:
    """An archive that holds the page behind a redirect, and between two others."""
    says = json.dumps({"headline": QUILL, "body": f"Archived {QUILL}. {LONG}"}).encode()
    redirect = exchange("/old", b"moved", status=301, headers=(("Location", BAD),))
    others = [exchange(f"/archived{number}", page(GOOD, body=f"{number}. {LONG}").body) for number in (1, 2)]
    write(raw, visit(others[0]), visit(redirect, exchange(f"/{QUILL}/1", says)), visit(others[1]))


def other_pages() -> list[Capture]:
    """Pages that stay: one whose address only begins like the forgotten one, one that repeats nothing of it."""
    return [page(GOOD), page(f"{GOOD}/10", body=f"Ten. {LONG}"), page("https://other.example/1", language="fr")]


@given(st.permutations(range(7)), st.integers(1, 3), st.sampled_from(["id", "address"]))
@settings(max_examples=int(os.environ.get("PUMICE_FORGET_EXAMPLES", "3")))
def test_no_byte_is_left(order: list[int], length: int, by: str):
    """Whatever the order of runs was, with loose files, archives, quarantine and three exports."""
    folder = Path(tempfile.mkdtemp())
    data = folder / "data"
    pages = [*secret_pages(), *other_pages()]
    fill_archive(data / "raw")
    for start in range(0, 7, length):
        work_through([pages[number] for number in order[start : start + length]], data)
    work_through(list(read_raw(data / "raw")), data)
    for form in ("jsonl", "parquet", "ninjs"):
        pumice.export(folder / form, data=data, form=form)  # type: ignore[arg-type]
    (data / "report").mkdir()
    (data / "report" / "index.html").write_text(QUILL)
    assert len(places_of(QUILL, folder)) > 10
    kept = {path: article for path, article in articles_in(data).items() if QUILL not in article.url}
    held = [article for article in articles_in(data).values() if QUILL in article.url]
    for article in held:
        done = forget(article.id if by == "id" else article.url, data=data, why="request")
        assert done.articles == (article.id,)
    assert places_of(QUILL, folder) == []
    assert articles_in(data) == kept
    check_the_rest(folder, kept, len(held))
    shutil.rmtree(folder)


def check_the_rest(folder: Path, kept: Mapping[str, object], held: int) -> None:
    """Nothing else was touched: feed, exports, archive and doctor agree, and it does not come in again."""
    data = folder / "data"
    assert [line["sequence"] for line in feed_of(data)] == list(range(1, len(feed_of(data)) + 1))
    assert [line["change"] for line in feed_of(data)].count("forgotten") == held
    assert list(examine(data)) == []
    exported = [json.loads(line)["id"] for line in (folder / "jsonl" / "articles.jsonl").read_text().splitlines()]
    assert exported == [Path(path).stem for path in sorted(kept)]
    assert pq.read_table(folder / "parquet" / "articles.parquet").num_rows == len(kept)
    assert (folder / "ninjs" / "_SUCCESS").exists()
    assert all(place.fault is None for path in (data / "raw").rglob("*.warc.gz") for place in walk(path))
    assert [capture.url for capture in read_raw(data / "raw") if QUILL in capture.url] == []
    _, rows = work_through([page(BAD, day=9, body=f"Again. {LONG}")], data)
    assert [(row.status, row.cause) for row in rows] == [(Outcome.REJECTED, "forgotten")]
    assert articles_in(data) == kept
    assert places_of(QUILL, data) == []


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A folder with a page to be forgotten, one that names it, and one that nearly repeats it."""
    pages = [
        page(BAD, headline=QUILL, body=f"{QUILL} was seen. {LONG}"),
        page(GOOD, body=f"It was seen. {LONG * 2}"),
    ]
    work_through(pages, tmp_path)
    return tmp_path


@pytest.mark.parametrize("step", range(0, 42, 3))
def test_an_erasure_that_was_killed_is_finished_by_the_next_run(data: Path, monkeypatch: pytest.MonkeyPatch, step: int):
    """Wherever it breaks off, before a file is renamed or deleted; before it was begun, nothing has happened."""
    left = [step]

    def breaking(function: Callable[..., object]) -> Callable[..., object]:
        def wrapped(*arguments: object, **named: object) -> object:
            left[0] -= 1
            if left[0] < 0:
                raise KeyboardInterrupt
            return function(*arguments, **named)

        return wrapped

    with monkeypatch.context() as patched, suppress(KeyboardInterrupt):
        for name in ("unlink", "replace"):
            patched.setattr(Path, name, breaking(getattr(Path, name)))
        forget(BAD, data=data, why="request")
    work_through([], data)
    assert places_of(QUILL, data) == []
    assert [line["change"] for line in feed_of(data)].count("forgotten") == 1
    assert list(examine(data)) == []


def test_what_cannot_be_forgotten_is_explained(data: Path, tmp_path_factory: pytest.TempPathFactory):
    """No reason, no such id, no data folder, a scrape at work: nothing is touched."""
    with pytest.raises(UsageError, match="say why"):
        forget(BAD, data=data, why=" ")
    with pytest.raises(UsageError, match="no article has the id"):
        forget("0" * 32, data=data, why="request")
    with pytest.raises(UsageError, match="there is no ledger"):
        forget(BAD, data=tmp_path_factory.mktemp("empty"), why="request")
    writer = WarcWriter(data / "raw", "run")
    with pytest.raises(LockedError, match="a scrape is writing"):
        forget(BAD, data=data, why="request")
    writer.close()
    assert len(articles_in(data)) == 2


def test_a_page_that_nobody_knows_is_kept_out(data: Path):
    """It can be forgotten before it was ever read."""
    unknown = "https://press.example/unknown"
    assert forget(unknown, data=data, why="request").articles == ()
    counts, _ = work_through([page(unknown)], data)
    assert counts[Outcome.REJECTED] == 1
    assert len(articles_in(data)) == 2
