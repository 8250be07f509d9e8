"""Two-class clouds of points in the plane, with the equations of the browser playground.

The first four follow TensorFlow Playground, https://playground.tensorflow.org
(``src/dataset.ts``, Apache License 2.0); its noise slider of 0 to 50 is `noise` 0 to 0.5 here.
U(a, b) stands for a uniform draw.
"""

from __future__ import annotations

import numpy as np

from helpers.datasets.dataset import Dataset
from helpers.datasets.options import check_count, check_level

_RADIUS = 5.0
_HIGHEST_NOISE = 0.5


def circle(n: int = 250, noise: float = 0.1, seed: int = 0) -> Dataset:
    """Return a disc (class 1) inside a ring (class 0).

    A point is r (sin a, cos a) with a ~ U(0, 2 pi) and, half the time each,
    r ~ U(0, 2.5) or r ~ U(3.5, 5). It is labelled 1 if, displaced by noise U(-5, 5)
    in each coordinate, it lies within 2.5 of the origin: noise flips labels, not places.
    """
    rng = _generator(n, noise, seed)
    inside = n // 2
    r = np.concatenate(
        [
            rng.uniform(0, 0.5 * _RADIUS, inside),
            rng.uniform(0.7 * _RADIUS, _RADIUS, n - inside),
        ]
    )
    angle = rng.uniform(0, 2 * np.pi, n)
    x = r[:, None] * np.column_stack([np.sin(angle), np.cos(angle)])
    displaced = x + noise * rng.uniform(-_RADIUS, _RADIUS, (n, 2))
    y = np.hypot(*displaced.T) < 0.5 * _RADIUS
    return _cloud("circle", x, y, rng, noise, seed, "A disc inside a ring.")


def xor(n: int = 250, noise: float = 0.1, seed: int = 0) -> Dataset:
    """Return four quadrants, opposite ones alike (the truth table is ``load("gates")``).

    Each coordinate is U(-5, 5), moved away from the axis by 0.3. A point is labelled 1 if,
    displaced by noise U(-5, 5) in each coordinate, the product x1 x2 is >= 0.
    """
    rng = _generator(n, noise, seed)
    x = rng.uniform(-_RADIUS, _RADIUS, (n, 2))
    x += np.where(x > 0, 0.3, -0.3)
    y = (x + noise * rng.uniform(-_RADIUS, _RADIUS, (n, 2))).prod(axis=1) >= 0
    return _cloud("xor", x, y, rng, noise, seed, "Four quadrants, opposite ones alike.")


def gauss(n: int = 250, noise: float = 0.1, seed: int = 0) -> Dataset:
    """Return two Gaussian heaps, around (2, 2) (class 1) and (-2, -2) (class 0).

    Each coordinate has variance 0.5 + 7 noise, from 0.5 to 4.
    """
    rng = _generator(n, noise, seed)
    y = np.arange(n) < n // 2
    centre = np.where(y, 2.0, -2.0)[:, None]
    x = centre + np.sqrt(0.5 + 7 * noise) * rng.standard_normal((n, 2))
    return _cloud("gauss", x, y, rng, noise, seed, "Two Gaussian heaps.")


def spiral(n: int = 250, noise: float = 0.1, seed: int = 0) -> Dataset:
    """Return two spiral arms that wind 1.75 times around the origin.

    With s = i / (n / 2) along an arm, r = 5 s and t = 3.5 pi s (+ pi for class 0), a point is
    r (sin t, cos t) plus noise U(-1, 1) in each coordinate.
    """
    rng = _generator(n, noise, seed)
    counts = (n // 2, n - n // 2)
    s = np.concatenate([np.arange(count) / count for count in counts])
    y = np.repeat([True, False], counts)
    t = 3.5 * np.pi * s + np.where(y, 0, np.pi)
    x = _RADIUS * s[:, None] * np.column_stack([np.sin(t), np.cos(t)])
    x += noise * rng.uniform(-1, 1, (n, 2))
    return _cloud("spiral", x, y, rng, noise, seed, "Two spiral arms around each other.")


def moons(n: int = 250, noise: float = 0.2, seed: int = 0) -> Dataset:
    """Return two interleaving half circles of radius 1 (``sklearn.datasets.make_moons``).

    Unlike its neighbours here it spans about [-1.5, 2.5] x [-1, 1.5], and `noise` is the
    standard deviation of a Gaussian displacement, with no upper end.
    """
    from sklearn.datasets import make_moons

    check_count(n, minimum=2)
    check_level("noise", noise)
    x, y = make_moons(n_samples=n, noise=noise, random_state=seed)
    return _dataset("moons", x, y, noise, seed, "Two interleaving half circles.")


def _generator(n: int, noise: float, seed: int) -> np.random.Generator:
    check_count(n, minimum=2)
    check_level("noise", noise, highest=_HIGHEST_NOISE)
    return np.random.default_rng(seed)


def _cloud(name, x, y, rng, noise, seed, description) -> Dataset:
    order = rng.permutation(len(y))
    return _dataset(name, x[order], y[order].astype(int), noise, seed, description)


def _dataset(name, x, y, noise, seed, description) -> Dataset:
    return Dataset(
        name=name,
        x=x,
        y=y,
        feature_names=("x1", "x2"),
        target_names=("0", "1"),
        units=("1", "1"),
        source=f"simulated (n={len(y)}, noise={noise}, seed={seed})",
        licence="public domain",
        description=description,
    )
