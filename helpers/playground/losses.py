"""The output unit and the loss that belongs to it."""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np


class Loss(NamedTuple):
    """An output unit with its matching loss.

    Attributes
    ----------
    targets : tuple of float
        What the output should be for class 0 and for class 1.
    value : callable
        ``value(output, target)``: the loss of each example.
    delta : callable
        ``delta(output, target, out)`` writes the derivative of the loss with respect to the
        output's pre-activation into ``out``.
    """

    targets: tuple[float, float]
    value: Callable[[np.ndarray, np.ndarray], np.ndarray]
    delta: Callable[[np.ndarray, np.ndarray, np.ndarray], object]


def _half_squared_error(output, target):
    return 0.5 * (output - target) ** 2


def _half_squared_error_delta(output, target, out):
    np.multiply(output, output, out=out)
    np.subtract(1.0, out, out=out)
    np.multiply(out, output - target, out=out)


def _cross_entropy(output, target):
    # One unit of rounding keeps the logarithm finite when a wrong output is exactly 0 or 1.
    chosen = np.where(target > 0.5, output, 1.0 - output)
    return -np.log(np.maximum(chosen, np.finfo(float).eps))


# Keys are also names of activations: the output unit's own.
LOSSES = {
    "tanh": Loss((-1.0, 1.0), _half_squared_error, _half_squared_error_delta),
    "sigmoid": Loss(
        (0.0, 1.0), _cross_entropy, lambda output, target, out: np.subtract(output, target, out=out)
    ),
}
