"""Data for training as tensors, converted and split as Keras does it."""

from __future__ import annotations

import math

import keras
import numpy as np
import tensorflow as tf


def are_arrays(data):
    """Tell whether all of `data` is numbers in arrays (NumPy, pandas, TensorFlow), or None."""
    return all(_is_array(leaf) for leaf in keras.tree.flatten(data) if leaf is not None)


def _is_array(leaf):
    if isinstance(leaf, (tf.RaggedTensor, tf.SparseTensor)) or not hasattr(leaf, "__array__"):
        return False
    return np.asarray(leaf).dtype.kind in "biuf"


def as_numpy(data):
    """Return the same structure with NumPy arrays: floats in Keras's precision.

    A pandas Series becomes a column, as in Keras.
    """
    return keras.tree.map_structure(_as_numpy, data, none_is_leaf=False)


def _as_numpy(leaf):
    array = np.asarray(leaf)
    if type(leaf).__name__ == "Series":
        array = array[:, np.newaxis]
    return array.astype(keras.config.floatx()) if array.dtype.kind == "f" else array


def count_rows(data):
    """Return the number of rows of the first array."""
    return next(len(array) for array in keras.tree.flatten(data) if array is not None)


def first_rows(data, count):
    """Return the first `count` rows of every array."""
    return _part(data, slice(count))


def split_rows(data, fraction):
    """Split off the last `fraction` of the rows, in the order given: ``(first, last)``."""
    cut = split_point(count_rows(data), fraction)
    return _part(data, slice(cut)), _part(data, slice(cut, None))


def split_point(rows, fraction):
    """Return how many of so many rows are left to train on, rounded as Keras does."""
    return math.floor(rows * (1.0 - fraction))


def _part(data, rows):
    return keras.tree.map_structure(lambda array: array[rows], data, none_is_leaf=False)


def class_weights(y, class_weight):
    """Return one weight per row: that of its class, 1 for a class without weight.

    `y` holds class numbers, shape ``(n,)`` or ``(n, 1)``, or one column per class.
    """
    y = np.asarray(y)
    if y.ndim > 1:
        y = y[..., 0] if y.shape[-1] == 1 else y.argmax(axis=-1)
    classes, rows = np.unique(np.round(y).astype(int), return_inverse=True)
    weights = [class_weight.get(int(number), 1.0) for number in classes]
    return np.array(weights, keras.config.floatx())[rows.reshape(y.shape)]


def pack(x, y=None, sample_weight=None):
    """Return tensors as `keras.Model.train_step` takes them: ``(x, y, weights)`` or less."""
    one_for_all = sample_weight is not None and not keras.tree.is_nested(sample_weight)
    if one_for_all and keras.tree.is_nested(y):  # the same weights for every output
        sample_weight = keras.tree.map_structure(lambda _: sample_weight, y)
    packed = keras.utils.pack_x_y_sample_weight(x, y, sample_weight)
    packed = keras.tree.map_structure(tf.convert_to_tensor, packed, none_is_leaf=False)
    return keras.tree.lists_to_tuples(packed)
