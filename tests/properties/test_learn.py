"""Site profiles: the order of the pages cannot matter, and parts merge to the whole."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pumice.errors import UsageError
from pumice.learn import learn
from pumice.model import Capture, SiteProfile

LINES = ("Menu", "Home page", "All rights reserved 2021", "Порт открыт.", "港口开放。", "Next ferry at noon.")


@st.composite
def sites(draw: st.DrawFn) -> list[Capture]:
    """Some pages of one site, each with some of the lines."""
    pages = draw(st.lists(st.lists(st.sampled_from(LINES), min_size=1, max_size=4), min_size=2, max_size=5))
    return [
        Capture(f"https://example.org/{number}", "".join(f"<p>{line}</p>" for line in lines).encode())
        for number, lines in enumerate(pages)
    ]


@settings(max_examples=15)
@given(sites(), st.randoms())
def test_order_does_not_matter(captures: list[Capture], random: Random):
    """Any order of the same pages gives the same version."""
    shuffled = list(captures)
    random.shuffle(shuffled)
    assert learn(shuffled).version == learn(captures).version


@settings(max_examples=15)
@given(sites())
def test_parts_merge_to_the_whole(captures: list[Capture]):
    """Profiles of two halves, merged in either order, are the profile of all."""
    first, second = learn(captures[:1]), learn(captures[1:])
    assert first.merge(second) == second.merge(first) == learn(captures)


def test_a_page_counts_once():
    """A second capture of one address, or the same with a tracking parameter, is no second page."""
    body = b"<p>Next ferry at noon.</p>"
    captures = [Capture("https://example.org/a", body), Capture("https://example.org/a?utm_source=x", body)]
    assert learn(captures).pages == 1


def test_a_profile_is_of_one_site():
    """Pages of two sites are refused, as are none."""
    with pytest.raises(UsageError):
        learn([Capture("https://example.org/a", b"<p>a</p>"), Capture("https://example.net/a", b"<p>a</p>")])
    with pytest.raises(UsageError):
        learn([])


def test_profiles_come_back_from_their_file(tmp_path: Path):
    """What is saved is what is loaded."""
    profile = learn([Capture("https://example.org/a", "<p>Порт открыт.</p>".encode())])
    profile.save(tmp_path / "example.org.json")
    assert SiteProfile.load(tmp_path / "example.org.json") == profile
