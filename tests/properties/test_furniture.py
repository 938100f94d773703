"""The furniture marker on arbitrary documents."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from pumice.mark.furniture import mark_furniture
from pumice.mark.furniture_features import look, names
from pumice.model import Block, BlockKind, Document, Source

texts = st.text(min_size=1, max_size=60)
steps = st.sampled_from(["div[1]", "div[2]", "p[1]", "table[1]", "td[3]", "ul[1]"])
paths = st.lists(steps, max_size=50).map(lambda found: "/" + "/".join(["html", "body", *found]))
words = st.lists(st.sampled_from(["p", "nav", "comment-list", "article-body", "x" * 40, "cookie"]), max_size=70).map(
    tuple
)
blocks = st.builds(
    Block,
    text=texts,
    kind=st.sampled_from(BlockKind),
    path=paths | st.just("line 3"),
    level=st.integers(0, 6),
    words=words,
    link_characters=st.integers(0, 80),
    hidden=st.booleans(),
    links=st.integers(0, 1000),
    strong_characters=st.integers(0, 80),
    media=st.integers(0, 1000),
)
documents = st.lists(blocks, min_size=1, max_size=12).map(
    lambda found: Document(Source("https://example.org/a"), None, tuple(found))
)


@given(documents)
def test_features_are_finite_and_of_one_width(document: Document):
    """Whatever the blocks, each has every feature and none is endless."""
    rows = look(document)
    assert rows.shape == (len(document.blocks), len(names()))
    assert rows.dtype == np.float32
    assert np.isfinite(rows).all()


@settings(max_examples=50)
@given(documents)
def test_marks_lie_inside_and_leave_something(document: Document):
    """Marks are of the document; some block of every page stays; the same page gives the same marks."""
    found = list(mark_furniture(document))
    document.with_marks(found)
    assert len({mark.span.block for mark in found}) < len(document.blocks)
    assert found == list(mark_furniture(document))
