"""Small grey pictures of circles, squares, triangles and crosses, drawn on the spot."""

from __future__ import annotations

import numpy as np

from helpers.datasets.dataset import Dataset
from helpers.datasets.options import check_count, check_level

_SIDE = 28
_NAMES = ("circle", "square", "triangle", "cross")


def shapes(n: int = 1000, noise: float = 0.1, seed: int = 0) -> Dataset:
    """Return outlines of random place, size, thickness and brightness on a dark ground.

    Parameters
    ----------
    n : int
        Number of pictures, at least 4; the four classes are equally frequent, give or take one.
    noise : float
        Standard deviation of Gaussian pixel noise, as a share (0 to 1) of full brightness.
    seed : int

    Returns
    -------
    Dataset
        x of shape (n, 28, 28), uint8 grey levels 0 to 255 like those of MNIST and
        Fashion-MNIST; y is 0 circle, 1 square, 2 triangle, 3 cross.
    """
    check_count(n, minimum=len(_NAMES))
    check_level("noise", noise, highest=1)
    rng = np.random.default_rng(seed)
    y = rng.permutation(np.arange(n) % len(_NAMES))
    grey = _draw(y, rng) + noise * rng.standard_normal((n, _SIDE, _SIDE))
    return Dataset(
        name="shapes",
        x=np.round(255 * grey.clip(0, 1)).astype(np.uint8),
        y=y,
        feature_names=("pixel",),
        target_names=_NAMES,
        units=("grey level 0 to 255",),
        source=f"simulated (n={n}, noise={noise}, seed={seed})",
        licence="public domain",
        description="Pictures of 28 x 28 pixels, each the outline of one of four shapes.",
    )


def _draw(y: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Return noiseless pictures with grey levels from 0 to 1."""
    n = len(y)
    size = rng.uniform(4, 9, n)
    thickness = rng.uniform(1, 2.5, n)
    brightness = rng.uniform(0.5, 1, n)
    # The thickest stroke reaches less than two pixels beyond the size of its shape.
    room = (_SIDE - 1) / 2 - size - 2
    centre = (_SIDE - 1) / 2 + rng.uniform(-1, 1, (2, n)) * room
    rows, columns = np.mgrid[:_SIDE, :_SIDE]
    across = columns - _per_picture(centre[0])
    down = rows - _per_picture(centre[1])
    distance = _distance(y, across, down, _per_picture(size))
    # The ramp of one pixel at the edge of the stroke smooths its steps.
    stroke = (_per_picture(thickness) / 2 - distance + 0.5).clip(0, 1)
    return _per_picture(brightness) * stroke


def _distance(y, across, down, size) -> np.ndarray:
    """Return how far each pixel is from the outline of its picture's shape, in pixels."""
    radius = np.hypot(across, down)
    longer = np.maximum(np.abs(across), np.abs(down))
    shorter = np.minimum(np.abs(across), np.abs(down))
    edges = np.maximum(np.sqrt(0.75) * np.abs(across) - down / 2, down)
    outlines = (
        np.abs(radius - size),
        np.abs(longer - size),
        # The second term cuts off the long tips that thick strokes have at sharp corners.
        np.maximum(np.abs(edges - size / 2), radius - size),
        np.maximum(longer - size, shorter),
    )
    return np.choose(_per_picture(y), outlines)


def _per_picture(values: np.ndarray) -> np.ndarray:
    return values[:, None, None]
