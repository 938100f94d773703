"""The change feed: numbered without gaps, mended after a kill."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from pumice.store.feed import Change, catch_up, changed_fields, feed_line
from pumice.store.ledger import Ledger, open_ledger


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    """A ledger with three lines for the feed."""
    with open_ledger(tmp_path / "ledger.sqlite") as opened:
        with opened.transaction():
            for number in (1, 2, 3):
                opened.journal.note_change(number, "run", feed_line(number, Change.ADDED, {"id": "x" * 40_000}))
        yield opened


def numbers(path: Path) -> list[int]:
    """The sequence numbers of a feed, every line of which must be whole."""
    return [json.loads(line)["sequence"] for line in path.read_bytes().splitlines()]


@pytest.mark.parametrize("cut", [0, 1, 30, 40_100, 40_120, 79_000, 200_000])
def test_a_torn_feed_is_mended_from_the_ledger(tmp_path: Path, ledger: Ledger, cut: int):
    """Wherever the last write broke off, the feed ends whole, without a gap or a repetition."""
    path = tmp_path / "changes.jsonl"
    catch_up(path, ledger.journal)
    whole = path.read_bytes()
    path.write_bytes(whole[: max(0, len(whole) - cut)])
    assert catch_up(path, ledger.journal) == 3
    assert path.read_bytes() == whole
    assert numbers(path) == [1, 2, 3]


def test_zeros_that_a_power_cut_left_are_cut_off(tmp_path: Path, ledger: Ledger):
    """Some file systems extend a file before they fill it."""
    path = tmp_path / "changes.jsonl"
    catch_up(path, ledger.journal)
    with path.open("ab") as file:
        file.write(b"\0" * 5000 + b"\n\n")
    catch_up(path, ledger.journal)
    assert numbers(path) == [1, 2, 3]


def test_numbers_go_on_after_the_ledger_was_lost(tmp_path: Path, ledger: Ledger):
    """A consumer's number must never come to mean another change."""
    path = tmp_path / "changes.jsonl"
    catch_up(path, ledger.journal)
    with open_ledger(tmp_path / "new.sqlite") as new:
        assert catch_up(path, new.journal) == 3
    assert numbers(path) == [1, 2, 3]


def test_a_lost_feed_is_written_anew(tmp_path: Path, ledger: Ledger):
    """The ledger holds every line."""
    path = tmp_path / "clean" / "changes.jsonl"
    catch_up(path, ledger.journal)
    assert numbers(path) == [1, 2, 3]


def test_changed_fields_name_what_differs():
    """Members that came, went or changed, sorted; all of them where the former bytes are damaged."""
    assert changed_fields(b'{"a": 1, "b": [1], "c": null}', b'{"a": 1, "b": [2], "d": 0}') == ["b", "c", "d"]
    assert changed_fields(b'{"a": 1', b'{"a": 1, "b": 2}') == ["a", "b"]
    assert changed_fields(b"[]", b'{"a": 1}') == ["a"]
