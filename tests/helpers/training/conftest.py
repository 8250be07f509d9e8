"""Small models and data for all tests of training."""

import keras
import numpy as np
import pytest


@pytest.fixture(autouse=True)
def _seeded():
    keras.utils.set_random_seed(0)


@pytest.fixture
def sine():
    """Return 23 points of a sine wave: with batches of 5, the last one is smaller."""
    x = np.linspace(-3, 3, 23)[:, np.newaxis]
    return x, np.sin(x)


@pytest.fixture
def make():
    """Return a function that makes the same small compiled model again and again."""

    def make(*, optimizer="adam", loss="mse", outputs=1, activation=None, inputs=1, **options):
        keras.utils.set_random_seed(0)
        layers = [keras.layers.Dense(4, activation="tanh")]
        layers += [keras.layers.Dense(outputs, activation=activation)]
        model = keras.Sequential([keras.Input((inputs,)), *layers])
        model.compile(optimizer=optimizer, loss=loss, **options)
        return model

    return make
