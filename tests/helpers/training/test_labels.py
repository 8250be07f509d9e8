import re

import keras
import numpy as np
import pytest

from helpers.training import fit

X = np.linspace(0, 1, 8)[:, np.newaxis]
SPARSE = "sparse_categorical_crossentropy"


class Subclassed(keras.Model):
    def __init__(self):
        super().__init__()
        self.out = keras.layers.Dense(3, activation="softmax")

    def call(self, inputs):
        return self.out(inputs)


@pytest.mark.parametrize("loss", [SPARSE, keras.losses.SparseCategoricalCrossentropy()])
@pytest.mark.parametrize(
    ("label", "message"),
    [
        (3, "y holds the label 3: the model has 3 outputs, so classes go from 0 to 2"),
        (-1, "y holds the label -1: the model has 3 outputs"),
        (0.5, "y must hold whole class numbers"),
    ],
)
def test_classes_beyond_the_outputs(make, loss, label, message):
    y = np.array([0, 1, 2, 0, 1, 2, 0, label])
    with pytest.raises(ValueError, match=re.escape(message)):
        fit(make(loss=loss, outputs=3, activation="softmax"), X, y)


def test_classes_of_a_model_without_known_outputs():
    model = Subclassed()
    model.compile("sgd", SPARSE)
    with pytest.raises(ValueError, match="the model has 3 outputs"):
        fit(model, X, np.arange(8))
    fit(model, X, np.arange(8) % 3, verbose=0)


def test_classes_in_the_validation_data(make):
    model = make(loss=SPARSE, outputs=2, activation="softmax")
    with pytest.raises(ValueError, match=re.escape("validation_data: y holds the label 7")):
        fit(model, X, np.arange(8) % 2, validation_data=(X, np.full(8, 7)))


def test_an_ignored_class_is_no_mistake(make):
    loss = keras.losses.SparseCategoricalCrossentropy(ignore_class=-1)
    y = np.array([0, 1, 2, 0, 1, 2, 0, -1])
    fit(make(loss=loss, outputs=3, activation="softmax"), X, y, verbose=0)


def test_binary_labels(make):
    model = make(loss="binary_crossentropy", activation="sigmoid")
    with pytest.raises(ValueError, match=re.escape("y holds the label -1: binary_crossentropy")):
        fit(model, X, np.where(X > 0.5, 1, -1))
    fit(model, X, np.where(X > 0.5, 1.0, 0.3), verbose=0)


def test_the_output_with_the_wrong_label_is_named():
    inputs = keras.Input((1,))
    outputs = [keras.layers.Dense(2, "softmax", name=name)(inputs) for name in ("left", "right")]
    model = keras.Model(inputs, outputs)
    model.compile("sgd", {"left": SPARSE, "right": SPARSE})
    good, bad = np.zeros(8, int), np.full(8, 2)
    with pytest.raises(ValueError, match=re.escape("y['right'] holds the label 2")):
        fit(model, X, [good, bad])
    with pytest.raises(ValueError, match=re.escape("y['left'] holds the label 2")):
        fit(model, X, {"left": bad, "right": good})
