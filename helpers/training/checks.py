"""What `fit` refuses before it trains, and how it says so."""

from __future__ import annotations

import numbers

import keras
import numpy as np

from helpers.training.arrays import split_point
from helpers.training.labels import check_labels


def check_model(model):
    """Refuse what is not a compiled model."""
    if not isinstance(model, keras.Model):
        raise TypeError(f"model must be a keras.Model, got {_kind(model)}")
    if not model.compiled:
        raise ValueError("model is not compiled: call model.compile(optimizer, loss) before fit")


def check_options(epochs, batch_size, validation_split, verbose):
    """Refuse numbers that cannot be."""
    for name, value in {"epochs": epochs, "batch_size": batch_size}.items():
        whole = isinstance(value, numbers.Integral) and not isinstance(value, bool)
        if not whole or value < 1:
            raise ValueError(f"{name} must be a whole number of at least 1, got {value!r}")
    if not isinstance(validation_split, numbers.Real) or not 0 <= validation_split < 1:
        raise ValueError(
            "validation_split is the share of rows kept for validation, from 0 to below 1, "
            f"got {validation_split!r}"
        )
    if verbose not in ("auto", 0, 1, 2):
        raise ValueError(f"verbose must be 'auto', 0, 1 or 2, got {verbose!r}")


def check_not_numbers(given):
    """Refuse plain numbers where arrays are wanted: a list of them means several inputs."""
    for name, data in given.items():
        for leaf in keras.tree.flatten(data):
            if isinstance(leaf, (int, float, str)):
                raise TypeError(
                    f"{name} must be an array, or a list or dict of arrays; it holds the plain "
                    f"{_kind(leaf)} {leaf!r}. Make it an array: np.array({name})"
                )


def unpack_validation(validation_data):
    """Return ``(x, y, weights)`` from a pair or triple."""
    if not isinstance(validation_data, (tuple, list)) or len(validation_data) not in (2, 3):
        raise ValueError(
            f"validation_data must be (x, y) or (x, y, weights), got {_kind(validation_data)}"
            + (f" of {len(validation_data)}" if isinstance(validation_data, (tuple, list)) else "")
        )
    return (*validation_data, None)[:3]


def check_data(model, x, y=None, sample_weight=None, where=""):
    """Refuse empty arrays, different lengths, NaN, and labels that the loss does not know."""
    rows = {}
    for name, part in {"x": x, "y": y, "sample_weight": sample_weight}.items():
        for label, array in _named_arrays(name, part):
            _check_array(where + label, array)
            rows[label] = len(array)
    if x is None:
        raise ValueError(f"{where}x must be an array, got None")
    if len(set(rows.values())) > 1:
        listed = ", ".join(f"{label} has {count}" for label, count in rows.items())
        raise ValueError(f"{where}all arrays must have as many rows: {listed}")
    check_labels(model, x, y, where)


def _named_arrays(name, part):
    if isinstance(part, dict):
        return [pair for key in part for pair in _named_arrays(f"{name}[{key!r}]", part[key])]
    if isinstance(part, (list, tuple)):
        return [pair for i, item in enumerate(part) for pair in _named_arrays(f"{name}[{i}]", item)]
    return [] if part is None else [(name, part)]


def _check_array(name, array):
    if array.ndim == 0 or array.size == 0:
        raise ValueError(f"{name} holds no rows: its shape is {array.shape}")
    if array.dtype.kind == "f" and not np.isfinite(array).all():
        row = np.argwhere(~np.isfinite(array))[0]
        where = ", ".join(map(str, row))
        raise ValueError(f"{name} holds {array[tuple(row)]} at [{where}]: clean the data first")


def check_same_shapes(x, validation_x):
    """Refuse validation inputs of another width than the training inputs."""
    train, valid = keras.tree.flatten(x), keras.tree.flatten(validation_x)
    shapes = [[array.shape[1:] for array in part] for part in (train, valid)]
    if len(train) != len(valid):
        raise ValueError(f"validation_data has {len(valid)} inputs, x has {len(train)}")
    for ours, theirs in zip(*shapes, strict=True):
        if len(ours) != len(theirs):
            raise ValueError(f"validation_data: rows of x have shape {theirs}, in x {ours}")


def check_split(rows, fraction):
    """Refuse a split that leaves nothing on one side."""
    if split_point(rows, fraction) in (0, rows):
        raise ValueError(f"validation_split={fraction!r} of {rows} rows leaves one part empty")


def check_class_weight(class_weight, y, sample_weight):
    """Refuse class weights together with sample weights, or for several outputs."""
    if sample_weight is not None:
        raise ValueError("class_weight and sample_weight exclude each other: give one of them")
    if y is None or keras.tree.is_nested(y):
        raise ValueError("class_weight needs a model with a single output and its y")
    numbers_only = isinstance(class_weight, dict) and all(
        isinstance(item, numbers.Real) for pair in class_weight.items() for item in pair
    )
    if not numbers_only:
        raise ValueError(f"class_weight must be a dict {{class: weight}}, got {class_weight!r}")


def _kind(thing):
    return type(thing).__name__
