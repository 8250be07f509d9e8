import warnings

import keras
import keras_tuner
import numpy as np

from helpers.nas import tune

X = np.random.default_rng(0).random((40, 3))
Y = (X.sum(axis=1) > 1.5).astype(int)


def build(hp):
    hidden = keras.layers.Dense(hp.Choice("units", [2, 3, 4, 5]), "relu")
    model = keras.Sequential([keras.Input((3,)), hidden, keras.layers.Dense(2, "softmax")])
    model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


def test_hyperband_goes_on_from_saved_epochs_and_says_nothing(capsys):
    options = {"epochs": 4, "max_epochs": 4, "factor": 4}
    with warnings.catch_warnings():
        warnings.simplefilter("error", UserWarning)
        best, trials = tune(keras_tuner.Hyperband, build, (X, Y), (X, Y), **options)
    assert {1, 3} <= {trial["epochs"] for trial in trials}
    assert all(0 <= trial["score"] <= 1 for trial in trials)
    assert best["units"] in (2, 3, 4, 5)
    assert capsys.readouterr().out == ""


def test_the_same_seed_tries_the_same_networks():
    options = {"epochs": 1, "max_trials": 3}
    one, two = (
        tune(keras_tuner.RandomSearch, build, (X, Y), (X, Y), seed=3, **options)[1] for _ in "ab"
    )
    assert one == two
    assert [trial["epochs"] for trial in one] == [1, 1, 1]
