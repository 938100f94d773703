"""Whatever lies in a clean folder, its readers name it and go on, or stop with an explanation."""

from __future__ import annotations

import tempfile
from contextlib import suppress
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

import pumice
from pumice.conditions import parse_condition
from pumice.errors import StartAfreshError, StoreError, UsageError
from pumice.model import Finding
from pumice.store.diagnosis import diagnose_bytes
from tests.unit.store.making import page, work_through

FOLDER = Path(tempfile.mkdtemp())
work_through([page(f"https://press.example/{name}") for name in "ab"], FOLDER)
(ARTICLE, OTHER) = sorted((FOLDER / "clean" / "press.example").glob("*.json"))
FEED = FOLDER / "clean" / "changes.jsonl"
WHOLE, LINES = ARTICLE.read_bytes(), FEED.read_bytes()

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)


@st.composite
def broken(draw: st.DrawFn, whole: bytes) -> bytes:
    """Bytes with something cut out, put in, or put in the place of all."""
    start, end = sorted((draw(st.integers(0, len(whole))), draw(st.integers(0, len(whole)))))
    return draw(st.sampled_from((whole[:start], whole[end:], whole[:start] + whole[end:], b""))) + draw(
        st.binary(max_size=30) | st.just(b"[" * 5000) | st.just(b'{"schemaVersion": "1e99"}')
    )


@given(broken(WHOLE))
@settings(max_examples=150)
def test_any_bytes_in_an_articles_place_are_named(content: bytes):
    """Read, or told with a reason; the other article is read in any case."""
    ARTICLE.write_bytes(content)
    told: list[Finding] = []
    read = [article.id for article in pumice.read_clean(FOLDER / "clean", on_damage=told.append)]
    assert OTHER.stem in read
    assert len(read) + len(told) == 2
    assert all(finding.explanation and finding.mend for finding in told)


@given(broken(LINES))
@settings(max_examples=150)
def test_any_bytes_in_the_feeds_place_are_explained(content: bytes):
    """Lines come in order without a gap, or it is said why they do not."""
    FEED.write_bytes(content)
    numbers: list[int] = []
    with suppress(StoreError, StartAfreshError):
        numbers.extend(line.sequence for line in pumice.read_changes(FOLDER / "clean"))
    assert numbers == list(range(1, len(numbers) + 1))
    assert pumice.last_change(FOLDER / "clean") >= len(numbers)


@given(JSON.map(lambda value: str(value).encode("utf-8", "surrogatepass")) | st.binary(max_size=60))
def test_foreign_json_is_diagnosed(content: bytes):
    """Never an exception, always a word."""
    finding = diagnose_bytes(content, "x")
    assert finding is not None
    assert finding.fault


@given(st.text(max_size=30))
def test_any_text_is_a_condition_or_explained(text: str):
    """Also conditions that nobody meant."""
    with suppress(UsageError):
        parse_condition(text).holds({"headline": None, "quality": {"status": "ok"}, "authors": [{"name": "A"}]}, "s")
    for member in ("headline", "quality.status", "authors.name", "languages", "isPaywalled"):
        parse_condition(f"{member}={text}").holds({member: 1.5, "authors": [1, {"name": [True]}]}, "s")
