"""Read two-class points in the plane from whatever the caller has."""

import numpy as np


def points_of(dataset):
    """Return the points (n, 2) and the classes (n,) as bool of an object with x and y, or a pair.

    Raises
    ------
    ValueError
        If there are none, if shapes do not fit, if a coordinate is not finite, or if a class is
        neither 0 nor 1.
    """
    x, y = _unpack(dataset)
    x, y = check_points(x), np.asarray(y)
    if y.shape != (len(x),):
        raise ValueError(
            f"dataset: y must hold one class per point, shape ({len(x)},); got shape {y.shape}"
        )
    if not np.isin(y, (0, 1)).all():
        wrong = y[~np.isin(y, (0, 1))][0]
        raise ValueError(f"dataset: every class in y must be 0 or 1; got {wrong}")
    return x, y == 1


def _unpack(dataset):
    if hasattr(dataset, "x") and hasattr(dataset, "y"):
        return dataset.x, dataset.y
    if isinstance(dataset, tuple | list) and len(dataset) == 2:
        return dataset
    kind = type(dataset).__name__
    raise ValueError(f"dataset must have x and y, or be the pair (x, y); got {kind}")


def check_points(x):
    """Return `x` as float64 of shape (n, 2), or raise ValueError saying what is wrong with it."""
    x = np.asarray(x, dtype=float)
    if x.ndim != 2 or x.shape[1] != 2 or len(x) == 0:
        raise ValueError(
            f"x must hold points with two coordinates, shape (n, 2); got shape {x.shape}"
        )
    if not np.isfinite(x).all():
        row = np.flatnonzero(~np.isfinite(x).all(axis=1))[0]
        raise ValueError(f"x must be finite; got {x[row].tolist()} in row {row}")
    return x
