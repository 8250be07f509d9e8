"""When `fit` hands training over to `keras.Model.fit`, and why."""

from __future__ import annotations

import keras
import tensorflow as tf

from helpers.training.arrays import are_arrays

_BATCH_HOOKS = ("on_batch_begin", "on_batch_end", "on_train_batch_begin", "on_train_batch_end")
_BATCH_HOOKS += ("on_test_batch_begin", "on_test_batch_end")
_TEST_HOOKS = ("on_test_begin", "on_test_end")
_EPOCH_HOOKS = ("on_epoch_begin", "on_epoch_end", *_TEST_HOOKS)


class HandOver(Exception):
    """Whole epochs cannot be compiled here; the message is the reason, without a full stop."""


def check(model, data, callbacks, shuffle):
    """Raise `HandOver` if whole epochs cannot be compiled for this model, data and callbacks."""
    if keras.backend.backend() != "tensorflow":
        raise HandOver(f"Keras runs on {keras.backend.backend()}, not on TensorFlow")
    if model.run_eagerly:
        raise HandOver("The model is compiled with run_eagerly=True")
    if tf.distribute.has_strategy() or model.distribute_strategy.num_replicas_in_sync > 1:
        raise HandOver("The model trains under a tf.distribute strategy")
    if not are_arrays(data):
        raise HandOver("Not all data are arrays of numbers")
    if shuffle not in (True, False):
        raise HandOver(f"shuffle is {shuffle!r}")
    for callback in callbacks:
        if _watches_batches(callback):
            raise HandOver(f"{type(callback).__name__} looks at every batch")
        if _acts_before_validation(callback):
            raise HandOver(f"{type(callback).__name__} acts before each validation")


def has_own_steps(model):
    """Tell whether the model's class defines how it takes a batch."""
    names = ("train_step", "test_step")
    return any(getattr(type(model), name) is not getattr(keras.Model, name) for name in names)


def watches_epochs(callback):
    """Tell whether a callback needs to be called between epochs."""
    return any(_overrides(callback, hook) for hook in _EPOCH_HOOKS)


def watches_tests(callback):
    """Tell whether a callback wants to hear of validation by itself."""
    return any(_overrides(callback, hook) for hook in _TEST_HOOKS)


def _watches_batches(callback):
    # Two of Keras's own have batch hooks that do nothing unless they are asked to.
    if type(callback) is keras.callbacks.ModelCheckpoint:
        return callback.save_freq != "epoch"
    if type(callback) is keras.callbacks.TensorBoard:
        return callback.update_freq != "epoch" or callback.write_steps_per_second
    return any(_overrides(callback, hook) for hook in _BATCH_HOOKS)


def _acts_before_validation(callback):
    # Training and validation are one call: nothing can happen in between.
    return type(callback) is not keras.callbacks.TensorBoard and _overrides(
        callback, "on_test_begin"
    )


def _overrides(callback, hook):
    method = getattr(callback, hook)
    return getattr(method, "__func__", method) is not getattr(keras.callbacks.Callback, hook)
