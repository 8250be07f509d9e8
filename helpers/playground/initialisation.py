"""How a network's weights are drawn before training."""

import numpy as np


def _uniform(rng, fan_in, fan_out):
    return rng.uniform(-0.5, 0.5, (fan_in, fan_out)), 0.1


def _glorot(rng, fan_in, fan_out):
    limit = np.sqrt(6.0 / (fan_in + fan_out))
    return rng.uniform(-limit, limit, (fan_in, fan_out)), 0.0


def _he(rng, fan_in, fan_out):
    return rng.normal(0.0, np.sqrt(2.0 / fan_in), (fan_in, fan_out)), 0.0


# Each returns the weights of one layer, shape (fan_in, fan_out), and the value of its biases.
INITIALISERS = {"glorot": _glorot, "he": _he, "uniform": _uniform}
