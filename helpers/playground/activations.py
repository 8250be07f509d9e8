"""The activation functions of the small networks, each with its slope."""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

LEAK = 0.1


class Activation(NamedTuple):
    """A function and its derivative, both written for speed: they fill an array that exists.

    Attributes
    ----------
    apply : callable
        ``apply(z, out)`` writes the activation of the pre-activations ``z`` into ``out``.
    slope : callable
        ``slope(a, out)`` writes the derivative into ``out``, read from the *activation* ``a``:
        each function here is monotonic, so its output already tells its slope.
    """

    apply: Callable[[np.ndarray, np.ndarray], object]
    slope: Callable[[np.ndarray, np.ndarray], object]


def _sigmoid(z, out):
    # 1 / (1 + exp(-z)) overflows for large negative z; the tanh form never does.
    np.multiply(z, 0.5, out=out)
    np.tanh(out, out=out)
    np.multiply(out, 0.5, out=out)
    np.add(out, 0.5, out=out)


def _sigmoid_slope(a, out):
    np.subtract(1.0, a, out=out)
    np.multiply(out, a, out=out)


def _tanh_slope(a, out):
    np.multiply(a, a, out=out)
    np.subtract(1.0, out, out=out)


def _leaky_relu_slope(a, out):
    np.greater(a, 0.0, out=out)
    np.multiply(out, 1.0 - LEAK, out=out)
    np.add(out, LEAK, out=out)


ACTIVATIONS = {
    "tanh": Activation(lambda z, out: np.tanh(z, out=out), _tanh_slope),
    "relu": Activation(
        lambda z, out: np.maximum(z, 0.0, out=out), lambda a, out: np.greater(a, 0.0, out=out)
    ),
    "sigmoid": Activation(_sigmoid, _sigmoid_slope),
    "linear": Activation(lambda z, out: np.copyto(out, z), lambda a, out: out.fill(1.0)),
    "leaky_relu": Activation(lambda z, out: np.maximum(z, LEAK * z, out=out), _leaky_relu_slope),
}
