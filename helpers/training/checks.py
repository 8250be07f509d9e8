"""What `fit` refuses before it trains, and how it says so."""

from __future__ import annotations

import numbers

import keras
import numpy as np


def check_model(model):
    if not isinstance(model, keras.Model):
        raise TypeError(f"model must be a compiled keras.Model, got {type(model).__name__}")
    if not model.compiled:
        raise ValueError("model is not compiled: call model.compile(optimizer, loss) first")


def check_options(epochs, batch_size, validation_split):
    for name, value in {"epochs": epochs, "batch_size": batch_size}.items():
        whole = isinstance(value, numbers.Integral) and not isinstance(value, bool)
        if not whole or value < 1:
            raise ValueError(f"{name} must be a whole number of at least 1, got {value!r}")
    if not 0 <= validation_split < 1:
        raise ValueError(f"validation_split must be in [0, 1), got {validation_split!r}")


def unpack_validation(validation_data):
    return keras.utils.unpack_x_y_sample_weight(validation_data)


def check_split(rows, fraction):
    pass


def check_class_weight(class_weight, training):
    pass


def check_data(model, data, where=""):
    names = ("x", "y", "sample_weight")
    lengths = {}
    for name, part in zip(names, data, strict=True):
        for array in keras.tree.flatten(part):
            if array is None:
                continue
            lengths.setdefault(name, len(array))
            if array.dtype.kind == "f" and not np.isfinite(array).all():
                raise ValueError(f"{where}{name} holds NaN or infinite values")
    if len(set(lengths.values())) > 1:
        raise ValueError(f"{where}arrays of different lengths: {lengths}")
