"""One number in, one number out: curves for regression, and noise that no model can learn."""

from __future__ import annotations

import numpy as np

from helpers.datasets.dataset import Dataset
from helpers.datasets.options import check_level


def sine(noise: float = 0.0, shuffle: bool = False, seed: int = 0) -> Dataset:
    """Return y = sin x for x = 0, 0.1, ..., 9.9 (radians): x (100, 1), y (100,).

    Parameters
    ----------
    noise : float
        Standard deviation of Gaussian noise added to y.
    shuffle : bool
        Whether the examples come in random order instead of from left to right.
    seed : int
        Seed of the noise and of the order.
    """
    check_level("noise", noise)
    rng = np.random.default_rng(seed)
    x = _sine_inputs()
    y = np.sin(x) + noise * rng.standard_normal(len(x))
    if shuffle:
        order = rng.permutation(len(x))
        x, y = x[order], y[order]
    made = f"simulated (noise={noise}, seed={seed})" if noise else "computed"
    return _curve("sine", x, y, "rad", made, "y = sin x for x from 0 to 9.9.")


def parabola() -> Dataset:
    """Return y = x² for x = -1, -0.99, ..., 0.99: x (200, 1), y (200,)."""
    x = np.arange(-100, 100) / 100
    return _curve("parabola", x, x**2, "1", "computed", "y = x² for x from -1 to 0.99.")


def noise(seed: int = 0) -> Dataset:
    """Return the inputs of `sine` with targets drawn from U(0, 1), whatever x is.

    No model can do better on new targets than the constant 1/2, whose mean squared error is
    the variance 1/12 = 0.0833.
    """
    x = _sine_inputs()
    y = np.random.default_rng(seed).random(len(x))
    description = "Targets uniform between 0 and 1, independent of x."
    return _curve("noise", x, y, "rad", f"simulated (seed={seed})", description)


def _sine_inputs() -> np.ndarray:
    return np.arange(100) / 10


def _curve(name, x, y, unit, source, description) -> Dataset:
    return Dataset(
        name=name,
        x=x[:, None],
        y=y,
        feature_names=("x",),
        target_names=("y",),
        units=(unit,),
        source=source,
        licence="public domain",
        description=description,
    )
