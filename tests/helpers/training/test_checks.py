"""Every refusal names the argument and what it got, before any training."""

import re

import keras
import numpy as np
import pytest

from helpers.training import fit

X, Y = np.ones((6, 2)), np.ones((6, 1))
GAP = np.where(np.arange(12).reshape(6, 2) == 7, np.nan, 1.0)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"epochs": 0}, "epochs must be a whole number of at least 1, got 0"),
        ({"epochs": 2.5}, "epochs must be a whole number of at least 1, got 2.5"),
        ({"batch_size": 0}, "batch_size must be a whole number of at least 1, got 0"),
        ({"batch_size": None}, "batch_size must be a whole number of at least 1, got None"),
        ({"batch_size": True}, "got True"),
        ({"validation_split": 1}, "validation_split is the share"),
        ({"validation_split": -0.1}, "below 1, got -0.1"),
        ({"validation_split": "a"}, "got 'a'"),
        ({"validation_split": 0.9}, "validation_split=0.9 of 6 rows leaves one part empty"),
        ({"verbose": 3}, "verbose must be 'auto', 0, 1 or 2, got 3"),
        ({"y": Y[:5]}, "as many rows: x has 6, y has 5"),
        ({"sample_weight": np.ones(7)}, "x has 6, y has 6, sample_weight has 7"),
        ({"x": GAP}, "x holds nan at [3, 1]"),
        ({"y": Y * np.inf}, "y holds inf at [0, 0]"),
        ({"sample_weight": np.full(6, np.nan)}, "sample_weight holds nan at [0]"),
        ({"x": X[:0], "y": Y[:0]}, "x holds no rows: its shape is (0, 2)"),
        ({"x": None}, "x must be an array, got None"),
        ({"validation_data": (X, Y[:3])}, "validation_data: all arrays must have as many rows"),
        ({"validation_data": (GAP, Y)}, "validation_data: x holds nan at [3, 1]"),
        ({"validation_data": (X[:0], Y[:0])}, "validation_data: x holds no rows"),
        ({"validation_data": X}, "validation_data must be (x, y) or (x, y, weights), got ndarray"),
        ({"validation_data": (X, Y, Y, Y)}, "(x, y) or (x, y, weights), got tuple of 4"),
        ({"validation_data": ([X, X], Y)}, "validation_data has 2 inputs, x has 1"),
        ({"validation_data": (X[0], X[0])}, "validation_data: rows of x have shape (), in x (2,)"),
        ({"class_weight": {0: 1}, "sample_weight": np.ones(6)}, "exclude each other"),
        ({"class_weight": [1, 2]}, "class_weight must be a dict {class: weight}, got [1, 2]"),
        ({"class_weight": {"a": 1}}, "class_weight must be a dict"),
        ({"class_weight": {0: 1}, "y": [Y, Y]}, "class_weight needs a model with a single output"),
    ],
)
def test_refused_before_any_training(make, arguments, message):
    model = make(inputs=2)
    before = model.get_weights()
    with pytest.raises(ValueError, match=re.escape(message)):
        fit(model, **{"x": X, "y": Y, "verbose": 0} | arguments)
    assert all(map(np.array_equal, before, model.get_weights()))


def test_names_of_inputs_are_told(make):
    with pytest.raises(ValueError, match=re.escape("x['b'] holds nan at [3, 1]")):
        fit(make(), {"a": X, "b": GAP}, Y)
    with pytest.raises(ValueError, match=re.escape("x[0] has 6, x[1] has 2, y has 6")):
        fit(make(), [X, X[:2]], Y)


def test_plain_numbers(make):
    with pytest.raises(TypeError, match=re.escape("x must be an array")) as caught:
        fit(make(), [1.0, 2.0], Y)
    assert "np.array(x)" in str(caught.value)


def test_models():
    with pytest.raises(TypeError, match=re.escape("model must be a keras.Model, got Dense")):
        fit(keras.layers.Dense(1), X, Y)
    with pytest.raises(ValueError, match=re.escape("model is not compiled: call model.compile(")):
        fit(keras.Sequential([keras.layers.Dense(1)]), X, Y)
