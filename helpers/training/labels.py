"""Whether the labels in `y` are ones that the model's loss knows."""

from __future__ import annotations

import keras
import numpy as np

_SPARSE = (
    keras.losses.SparseCategoricalCrossentropy,
    keras.losses.sparse_categorical_crossentropy,
)
_BINARY = (keras.losses.BinaryCrossentropy, keras.losses.binary_crossentropy)


def check_labels(model, x, y, where=""):
    """Refuse class numbers beyond the model's outputs, and binary labels outside [0, 1].

    Keras itself would stop in the middle of training, or on a GPU go on with NaN.
    """
    if y is None or model.loss is None:
        return
    names = getattr(model, "output_names", None) or ["y"]
    targets, losses = _by_name(y, names), _by_name(model.loss, names, shared=True)
    for name, loss in losses.items():
        if loss is None or targets.get(name) is None:
            continue
        loss = keras.losses.get(loss)
        label = f"{where}y" if len(losses) == 1 else f"{where}y[{name!r}]"
        if _is_one_of(loss, _SPARSE):
            _check_classes(label, targets[name], loss, _classes(model, x, name, names))
        elif _is_one_of(loss, _BINARY) and (targets[name].min() < 0 or targets[name].max() > 1):
            _refuse(label, targets[name], 0, 1, "binary_crossentropy takes labels from 0 to 1")


def _check_classes(label, y, loss, classes):
    if not np.equal(np.mod(y, 1), 0).all():
        raise ValueError(
            f"{label} must hold whole class numbers for sparse_categorical_crossentropy"
        )
    ignored = getattr(loss, "ignore_class", None)
    kept = y if ignored is None else y[y != ignored]
    rule = f"the model has {classes} outputs, so classes go from 0 to {classes - 1}"
    if kept.size and (kept.min() < 0 or kept.max() >= classes):
        _refuse(label, kept, 0, classes - 1, rule)


def _refuse(label, y, lowest, highest, rule):
    wrong = y[(y < lowest) | (y > highest)]
    raise ValueError(f"{label} holds the label {wrong[0]}: {rule}")


def _classes(model, x, name, names):
    """Return the width of an output, found without running the model."""
    rows = keras.tree.map_structure(
        lambda array: keras.KerasTensor((None, *array.shape[1:]), array.dtype.name), x
    )
    return _by_name(model(rows), names)[name].shape[-1]


def _by_name(structure, names, shared=False):
    """Return outputs, targets or losses by the name of the output."""
    if isinstance(structure, dict):
        return structure
    if isinstance(structure, (list, tuple)):
        return dict(zip(names, structure, strict=False))
    return dict.fromkeys(names if shared else names[:1], structure)


def _is_one_of(loss, kinds):
    return isinstance(loss, kinds[0]) or loss is kinds[1]
