"""The evaluator of packed trees."""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
import pytest

from pumice.mark.furniture_features import names
from pumice.mark.furniture_trees import Forest, load_forests, squash

SHIFTS = (0.0, -0.25)
"""By how much the odds of each forest were moved after training (train_furniture.py --write-shift)."""


def small_forest() -> Forest:
    """Two trees of two levels over three features."""
    return Forest(
        features=np.array([[0, 2], [1, 1]], dtype=np.int16),
        borders=np.array([[0.1, 5.0], [1.0, np.inf]], dtype=np.float32),
        leaves=np.array([[1, 2, 4, 8], [10, 20, 0, 0]], dtype=np.float32),
        bias=0.5,
    )


@pytest.mark.parametrize(
    ("row", "total"),
    [([0, 0, 0], 11.5), ([1, 0, 0], 12.5), ([0, 0, 6], 14.5), ([1, 2, 6], 28.5)],
)
def test_answers_choose_the_leaf(row: list[float], total: float):
    """The first level is the lowest bit; trees and bias add up."""
    assert small_forest().add_up(np.array([row], dtype=np.float32)).tolist() == [total]


def test_a_value_on_its_border_answers_no():
    """Borders are float32, as in training: a double would fall on the other side."""
    on_border = np.array([[np.float32(0.1), 0, 0]], dtype=np.float32)
    assert small_forest().add_up(on_border).tolist() == [11.5]


def test_packing_loses_nothing():
    """What was packed into a file without pickles comes back."""
    buffer = io.BytesIO()
    np.savez(buffer, **small_forest().pack("one"))
    buffer.seek(0)
    with np.load(buffer, allow_pickle=False) as arrays:
        back = Forest.unpack(arrays, "one")
    rows = np.random.default_rng(1).normal(2, 3, (50, 3)).astype(np.float32)
    assert np.array_equal(back.add_up(rows), small_forest().add_up(rows))


def test_the_shipped_forests_fit_the_features():
    """No tree asks about a column that does not exist; the second knows more than the first."""
    first, second = load_forests()
    assert int(first.features.max()) < len(names())
    assert int(second.features.max()) >= len(names())


def test_squash_is_bounded():
    """No overflow, whatever the odds."""
    assert squash(np.array([-1e9, 0, 1e9], dtype=np.float32)).tolist() == pytest.approx([0, 0.5, 1], abs=1e-9)


@pytest.mark.parametrize("place", [0, 1])
def test_the_evaluator_says_what_the_trainer_says(place: int):
    """Predictions of the trainer's own model on invented rows, written when the model was."""
    forest = load_forests()[place]
    samples = sorted(
        Path(__file__).parent.glob("furniture_sample_*.npz"), key=lambda path: int(path.stem.split("_")[-1])
    )
    with np.load(samples[place], allow_pickle=False) as sample:
        ours = forest.add_up(sample["rows"]) - np.float32(SHIFTS[place])
        assert np.allclose(squash(ours), sample["likely"], atol=1e-5)
