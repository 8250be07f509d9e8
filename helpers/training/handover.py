"""When training is handed over to `keras.Model.fit`, and why."""

from __future__ import annotations

import keras
import tensorflow as tf

from helpers.training.arrays import are_arrays

_BATCH_HOOKS = ("on_batch_begin", "on_batch_end", "on_train_batch_begin", "on_train_batch_end")
_BATCH_HOOKS += ("on_test_batch_begin", "on_test_batch_end")
_EPOCH_HOOKS = ("on_epoch_begin", "on_epoch_end", "on_test_begin", "on_test_end")


def reason(model, data, callbacks, shuffle):
    if keras.backend.backend() != "tensorflow":
        return f"Keras runs on {keras.backend.backend()}, not on TensorFlow"
    if model.run_eagerly:
        return "The model is compiled with run_eagerly=True"
    if tf.distribute.has_strategy():
        return "A tf.distribute strategy is in use"
    if not are_arrays(data):
        return "Not all data are arrays of numbers"
    if shuffle not in (True, False):
        return f"shuffle is {shuffle!r}"
    for callback in callbacks:
        if _watches_batches(callback):
            return f"{type(callback).__name__} wants to see each batch"
    return None


def watches_epochs(callback):
    return any(_overrides(callback, hook) for hook in _EPOCH_HOOKS)


def _watches_batches(callback):
    if isinstance(callback, keras.callbacks.ModelCheckpoint):
        return callback.save_freq != "epoch"
    if isinstance(callback, keras.callbacks.TensorBoard):
        return callback.update_freq != "epoch"
    return any(_overrides(callback, hook) for hook in _BATCH_HOOKS)


def _overrides(callback, hook):
    method = getattr(callback, hook)
    return getattr(method, "__func__", method) is not getattr(keras.callbacks.Callback, hook)
