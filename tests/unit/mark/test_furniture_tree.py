"""Elements found again from the blocks' paths."""

from __future__ import annotations

import numpy as np

from pumice.mark.furniture_tree import DEPTH, Tree, grow_tree

PATHS = ("/html/body/div[1]/p[1]", "/html/body/div[1]/p[2]", "/html/body/div[2]/ul[1]/li[1]")


def tree_of(*paths: str) -> Tree:
    """The tree of blocks at these paths that have no words."""
    return grow_tree(paths, np.zeros(len(paths), dtype=np.int64))


def test_blocks_share_the_elements_above_them():
    """Siblings share all but their own element; strangers share the body."""
    tree = tree_of(*PATHS)
    assert tree.shared(np.array([0, 2])).tolist() == [[5, 4, 3], [3, 3, 6]]
    assert tree.shared_with_next().tolist() == [4, 3]


def test_twins_are_siblings_of_one_name():
    """Two paragraphs in the first division; each division is one of two."""
    tree = tree_of(*PATHS)
    assert tree.twins[tree.above[0]].tolist() == [2, 2, 1]
    assert tree.twins[tree.above[1]].tolist() == [2, 2, 1]
    assert tree.ranks[tree.above[0]].tolist() == [0, 1, 0]


def test_positions_of_steps_do_not_stand_for_one_another():
    """Four places, although the same steps and positions occur in several of them."""
    tree = tree_of("/li[1]/a[2]", "/li[2]/a[1]", "/a[1]/li[2]", "/a[2]/li[1]")
    assert len(set(tree.above[0].tolist())) == 4
    assert len(set(tree.shapes.tolist())) == 2


def test_an_element_is_one_wherever_its_blocks_stand():
    """A page may be read in another order than that of its tree."""
    tree = tree_of(PATHS[0], PATHS[2], PATHS[1], PATHS[0])
    assert tree.shared(np.array([0])).tolist() == [[5, 3, 4, 5]]
    assert tree.twins[tree.above[0]].tolist() == [2, 1, 2, 2]
    assert tree.ranks[tree.above[0]].tolist() == [0, 0, 1, 0]


def test_shapes_forget_positions_but_not_words():
    """The same tags and words make one shape."""
    tree = grow_tree([*PATHS[:2], PATHS[0]], np.array([0, 0, 1]))
    assert tree.shapes[0] == tree.shapes[1] != tree.shapes[2]


def test_plain_text_hangs_at_the_root():
    """A line number is no path."""
    tree = tree_of("line 1", "line 2")
    assert tree.depths.tolist() == [1, 1]
    assert tree.shared(np.array([0])).tolist() == [[1, 1]]


def test_a_deep_page_is_cut_off_at_the_table_width():
    """Deeper elements are not told apart."""
    tree = tree_of("/" + "/".join(f"div[{number}]" for number in range(3 * DEPTH)))
    assert tree.depths.tolist() == [DEPTH]
