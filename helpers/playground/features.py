"""The seven inputs that a network may be given, computed from the two coordinates."""

import numpy as np

FEATURES = {
    "x1": lambda x1, x2: x1,
    "x2": lambda x1, x2: x2,
    "x1²": lambda x1, x2: x1**2,
    "x2²": lambda x1, x2: x2**2,
    "x1·x2": lambda x1, x2: x1 * x2,
    "sin x1": lambda x1, x2: np.sin(x1),
    "sin x2": lambda x1, x2: np.sin(x2),
}


def compute(x, names):
    """Turn points into network inputs.

    Parameters
    ----------
    x : ndarray of shape (n, 2)
        Points.
    names : sequence of str
        Keys of `FEATURES`.

    Returns
    -------
    ndarray of shape (n, len(names)), float64
    """
    x1, x2 = x[:, 0], x[:, 1]
    return np.stack([FEATURES[name](x1, x2) for name in names], axis=1)
