"""What the store promises about any set of captures in any order."""

from __future__ import annotations

import hashlib
import shutil
import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from pumice.model import Capture, Outcome
from pumice.store.raw import decode_path, encode_path
from tests.unit.store.making import LONG, articles_in, feed_of, page, tree_of, work_through

NAMES = st.sampled_from(("a", "a_fr", "b", "b_ru"))
SAYS = st.one_of(
    st.fixed_dictionaries({"body": st.sampled_from((LONG, f"Other. {LONG}", "Short."))}),
    st.fixed_dictionaries({"fault": st.sampled_from(("too-deep", "bad-charset"))}),
    st.fixed_dictionaries({"rejected": st.sampled_from(("empty", "listing"))}),
    st.fixed_dictionaries(
        {
            "language": st.sampled_from(("en", "fr")),
            "interface": st.sampled_from(("en", "fr", "ru")),
            "headline": st.sampled_from(("One", "Two")),
            "status": st.sampled_from(("ok", "review")),
        },
        optional={
            "canonical": st.sampled_from(("https://press.example/a", "https://press.example/")),
            "body": st.just(LONG),
        },
    ),
)


@st.composite
def captures(draw: st.DrawFn) -> list[Capture]:
    """Pages of one site, good and bad, some of them captured more than once."""
    drawn = draw(st.lists(st.tuples(NAMES, st.integers(0, 2), SAYS), max_size=9))
    return [page(f"https://press.example/{name}", day=day, **says) for name, day, says in drawn]


def check_consistent(data: Path) -> None:
    """Following the feed leads to the clean folder, numbers have no gap, no address leads to two articles."""
    articles = articles_in(data)
    followed = {}
    for number, line in enumerate(feed_of(data), start=1):
        assert line["sequence"] == number
        followed[line["path"]] = line.get("sha256")
    files = {name: hashlib.sha256((data / "clean" / name).read_bytes()).hexdigest() for name in articles}
    assert {name: digest for name, digest in followed.items() if digest} == files
    addresses = [address for article in articles.values() for address in (article.url, *article.aliases)]
    assert len(addresses) == len(set(addresses))


@given(captures())
@settings(max_examples=40)
def test_every_input_has_one_outcome_and_the_second_run_publishes_nothing(pages: list[Capture]):
    """Outcomes add up, rows match inputs, and doing it twice is doing it once."""
    data = Path(tempfile.mkdtemp())
    counts, rows = work_through(pages, data)
    assert counts.inputs == len(rows) == len(pages)
    check_consistent(data)
    before = tree_of(data / "clean")
    again, _ = work_through(pages, data)
    assert again.inputs == len(pages)
    assert again[Outcome.PUBLISHED] == again[Outcome.REVIEW] == again[Outcome.DUPLICATE] == again[Outcome.REJECTED] == 0
    assert again[Outcome.QUARANTINED] == sum(row.status is Outcome.QUARANTINED for row in rows)
    assert tree_of(data / "clean") == before
    shutil.rmtree(data)


@given(captures(), st.integers(1, 4))
@settings(max_examples=25)
def test_runs_of_any_length_keep_the_folder_consistent(pages: list[Capture], length: int):
    """The feed, the folder and the addresses agree after every run."""
    data = Path(tempfile.mkdtemp())
    for start in range(0, len(pages), length):
        work_through(pages[start : start + length], data)
        check_consistent(data)
    shutil.rmtree(data)


@given(st.binary(min_size=1, max_size=60).filter(lambda name: b"/" not in name and b"\0" not in name))
def test_any_file_name_can_be_written_down_and_found_again(name: bytes):
    """Raw paths are text that every database, terminal and JSON file holds."""
    path = name.decode("utf-8", "surrogateescape")
    encoded = encode_path(path)
    assert decode_path(encoded) == path
    assert encoded.encode().decode() == encoded
    assert encoded.isprintable()
