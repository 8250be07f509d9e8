"""Comparing the monitored number without TensorFlow.

`EarlyStopping`, `ReduceLROnPlateau` and `ModelCheckpoint` ask `keras.ops.less` whether one number
is less than another: two conversions and an operation, a good part of the time of a short epoch.
"""

from __future__ import annotations

import keras
import numpy as np


def compare_plainly(callbacks):
    """Let callbacks that compare by `keras.ops` do so by NumPy, in the same precision."""
    for callback in callbacks:
        plain = _PLAIN.get(getattr(callback, "monitor_op", None))
        if plain is not None:
            callback.monitor_op = plain


def less(a, b):
    """Return whether `a < b` in Keras's precision."""
    return bool(_rounded(a) < _rounded(b))


def greater(a, b):
    """Return whether `a > b` in Keras's precision."""
    return bool(_rounded(a) > _rounded(b))


def _rounded(number):
    return np.dtype(keras.config.floatx()).type(number)


_PLAIN = {keras.ops.less: less, keras.ops.greater: greater}
