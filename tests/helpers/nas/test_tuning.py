import keras
import keras_tuner
import numpy as np

from helpers.nas import QuickHyperModel, quiet_search

X = np.random.default_rng(0).random((40, 3))
Y = (X.sum(axis=1) > 1.5).astype(int)


def build(hp):
    hidden = keras.layers.Dense(hp.Choice("units", [2, 3, 4, 5]), "relu")
    model = keras.Sequential([keras.Input((3,)), hidden, keras.layers.Dense(2, "softmax")])
    model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


def test_hyperband_goes_on_from_saved_epochs_and_says_nothing(tmp_path, capsys, recwarn):
    options = {"max_epochs": 4, "factor": 4, "seed": 0, "directory": tmp_path}
    tuner = keras_tuner.Hyperband(QuickHyperModel(build), "val_accuracy", **options)
    found = quiet_search(tuner, X, Y, epochs=4, validation_data=(X, Y))
    assert [trial["epochs"] for trial in found][:5] == [1, 1, 1, 1, 3]
    assert all(0 <= trial["score"] <= 1 and trial["units"] in (2, 3, 4, 5) for trial in found)
    assert capsys.readouterr().out == ""
    assert [w for w in recwarn if "optimizer" in str(w.message)] == []
