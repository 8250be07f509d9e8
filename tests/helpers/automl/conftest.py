"""Searches that build and choose networks but need not train them."""

import random

import keras
import numpy as np
import pytest


@pytest.fixture
def untrained(monkeypatch):
    """Let ``fit`` return made-up curves at once; they depend on the seed, as real ones do."""
    calls = []

    def fit(model, x, y, epochs, callbacks=(), **_):
        calls.append({"rows": len(x), "epochs": epochs})
        metric = "mae" if model.layers[-1].__class__.__name__ == "Dense" else "accuracy"
        history = keras.callbacks.History()
        history.set_model(model)
        names = ("loss", metric, "val_loss", f"val_{metric}")
        history.history = {name: [random.random() for _ in range(epochs)] for name in names}
        for callback in callbacks:
            callback.set_model(model)
            callback.on_train_begin()
            for epoch in range(epochs):
                callback.on_epoch_end(epoch, {k: v[epoch] for k, v in history.history.items()})
        return history

    monkeypatch.setattr(keras.Model, "fit", fit)
    return calls


@pytest.fixture
def table():
    """A table of three columns and what follows from the first."""
    rng = np.random.default_rng(0)
    size = rng.normal(size=40)
    rows = {"size": size, "colour": rng.choice(["red", "blue"], 40), "noise": rng.normal(size=40)}
    return rows, np.where(size > 0, "large", "small")
