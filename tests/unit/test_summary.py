"""A run in numbers: they add up however the rows are grouped, and what a person should see is bounded."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from pumice.model import Outcome
from pumice.store.records import Done
from pumice.summary import MOST_ROWS, largest, summarise

ROWS = st.builds(
    Done,
    st.sampled_from(["https://a.example/1", "https://b.example/2", "http://c.example:8080/", ""]),
    st.sampled_from(list(Outcome)),
    language=st.sampled_from([None, "en", "fr"]),
    cause=st.sampled_from(["", "empty", "listing"]),
)


@given(st.lists(ROWS, max_size=40))
def test_every_grouping_adds_up_to_the_rows(rows: list[Done]):
    """By outcome, language and site; nothing is counted twice or not at all."""
    found = summarise(rows)
    assert found.inputs == len(rows)
    assert sum((counter for counter in found.languages.values()), Counter()) == found.outcomes
    assert sum((counter for counter in found.sites.values()), Counter()) == found.outcomes
    assert len(found.changed) + len(found.unchanged) == len(rows)
    assert found.causes.total() == sum(1 for row in rows if row.cause)


def test_lists_are_bounded_and_numbers_are_not():
    """A run of many quarantined pages shows the first of them and counts all."""
    found = summarise(Done(f"https://a.example/{n}", Outcome.QUARANTINED, cause="empty") for n in range(MOST_ROWS * 2))
    assert len(found.quarantined) == MOST_ROWS
    assert found.outcomes[Outcome.QUARANTINED] == found.causes["empty"] == MOST_ROWS * 2


def test_the_largest_come_first():
    """Then by name, so that two runs show them alike."""
    rows = [Done(f"https://{site}.example/", Outcome.PUBLISHED) for site in "abbcc"]
    assert [site for site, _ in largest(summarise(rows).sites, 2)] == ["b.example", "c.example"]
