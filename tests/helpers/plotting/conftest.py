"""Figures are closed after each test."""

import matplotlib.pyplot as plt
import numpy as np
import pytest

from helpers.datasets import Dataset


@pytest.fixture(autouse=True)
def _closed():
    yield
    plt.close("all")


@pytest.fixture
def plane():
    """Make a data set in the plane, by default with two points in each of two classes."""

    def make(**changes):
        fields = {
            "name": "made",
            "x": np.array([[0.0, 0.0], [0.0, 1.0], [4.0, 0.0], [4.0, 2.0]]),
            "y": np.array([0, 0, 1, 1]),
            "feature_names": ("width", "mass"),
            "target_names": ("low", "high"),
            "units": ("1", "kg"),
            "source": "simulated",
            "licence": "public domain",
            "description": "made up",
        }
        return Dataset(**(fields | changes))

    return make
