"""Elements found again from the blocks' paths."""

from __future__ import annotations

import numpy as np

from pumice.mark.furniture_tree import DEPTH, grow_tree
from pumice.model import Block

PATHS = ("/html/body/div[1]/p[1]", "/html/body/div[1]/p[2]", "/html/body/div[2]/ul[1]/li[1]")


def blocks(*paths: str) -> list[Block]:
    """A block at each path."""
    return [Block("x", path=path) for path in paths]


def test_blocks_share_the_elements_above_them():
    """Siblings share all but their own element; strangers share the body."""
    tree = grow_tree(blocks(*PATHS))
    shared = tree.shared(np.array([0, 0, 0]), np.array([0, 1, 2]))
    assert shared.tolist() == [5, 4, 3]


def test_twins_are_siblings_of_one_name():
    """Two paragraphs in the first division; each division is one of two."""
    tree = grow_tree(blocks(*PATHS))
    assert tree.twins[tree.above(0)].tolist() == [2, 2, 1]
    assert tree.twins[tree.above(1)].tolist() == [2, 2, 1]
    assert tree.ranks[tree.above(0)].tolist() == [0, 1, 0]


def test_shapes_forget_positions_but_not_words():
    """The same tags and words make one shape."""
    first, second, third = blocks(*PATHS[:2], PATHS[0])
    tree = grow_tree([first, second, Block("x", path=third.path, words=("lead",))])
    assert tree.shapes[0] == tree.shapes[1] != tree.shapes[2]


def test_plain_text_hangs_at_the_root():
    """A line number is no path."""
    tree = grow_tree(blocks("line 1", "line 2"))
    assert tree.depths.tolist() == [1, 1]


def test_a_deep_page_is_cut_off_at_the_table_width():
    """Deeper elements are not told apart."""
    tree = grow_tree(blocks("/" + "/".join(f"div[{number}]" for number in range(3 * DEPTH))))
    assert tree.depths.tolist() == [DEPTH]
