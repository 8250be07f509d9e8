"""Ripe and unripe apples, told apart by size and redness."""

from __future__ import annotations

import numpy as np

from helpers.datasets.dataset import Dataset
from helpers.datasets.options import check_count

# The line that the perceptron rule finds on the three apples: ripe where w . x + b > 0.
_WEIGHTS = np.array([0.1, 1.9])
_BIAS = -3.2
_SCORES = (0.5, 1.8)


def apples(n: int | None = None, seed: int = 0) -> Dataset:
    """Return the course's three apples, or a simulated basket of `n` around the same rule.

    Parameters
    ----------
    n : int, optional
        Size of a simulated basket, at least 2. Left out, the three apples of the course:
        ripe (3, 2), unripe (1, 1), unripe (9, 1), in this order.
    seed : int
        Seed of the basket; the three apples are always the same.

    Returns
    -------
    Dataset
        x of shape (n, 2), size and redness; y is 1 for ripe, 0 for unripe. A basket has both
        classes and is separated by 0.1 size + 1.9 redness = 3.2, with no apple within
        0.5 of it.
    """
    if n is None:
        x, y = np.array([(3.0, 2.0), (1.0, 1.0), (9.0, 1.0)]), np.array([1, 0, 0])
        source = "the course's own three apples"
    else:
        check_count(n, minimum=2)
        x, y = _basket(n, np.random.default_rng(seed))
        source = f"simulated (n={n}, seed={seed})"
    return Dataset(
        name="apples",
        x=x,
        y=y,
        feature_names=("size", "redness"),
        target_names=("unripe", "ripe"),
        units=("points", "points"),
        source=source,
        licence="public domain",
        description="Apples measured by size and redness, labelled ripe or unripe.",
    )


def _basket(n: int, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    y = rng.permutation(np.arange(n) % 2)
    size = rng.uniform(1, 10, n)
    # Drawing the score first and solving for redness makes every basket separable.
    score = np.where(y == 1, 1, -1) * rng.uniform(*_SCORES, n)
    redness = (score - _BIAS - _WEIGHTS[0] * size) / _WEIGHTS[1]
    return np.column_stack([size, redness]), y
