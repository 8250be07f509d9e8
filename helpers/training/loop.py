"""The training loop: a compiled function for the epochs, Keras's callbacks around it."""

from __future__ import annotations

import time

import keras
import tensorflow as tf

from helpers.training import ahead, handover, monitoring
from helpers.training.arrays import count_rows
from helpers.training.cache import trace
from helpers.training.progress import EpochBar

_SECONDS_A_CALL = 0.2  # a compiled call cannot be interrupted, so it should not take longer


def train(model, training, validation, *, epochs, batch_size, shuffle, callbacks, verbose):
    """Train a model on tensors and return its `keras.callbacks.History`.

    Parameters
    ----------
    model : keras.Model
        Compiled.
    training, validation : structure of tf.Tensor
        As `arrays.pack` makes them; `validation` may be None.
    epochs, batch_size, shuffle, callbacks, verbose
        As for `helpers.training.fit`.
    """
    # Drawn from the seed that `keras.utils.set_random_seed` sets.
    seed = tf.random.uniform((2,), maxval=2**31 - 1, dtype=tf.int32) if shuffle else None
    data = (seed, training, validation)
    watched = verbose == 2 or not ahead.can_wait(model, callbacks)
    run = trace(model, batch_size, not watched, data)
    steps = -(-count_rows(training) // batch_size)
    callbacks = _callback_list(model, callbacks, verbose, epochs=epochs, steps=steps)

    model.stop_training = False
    callbacks.on_train_begin()
    if watched:
        logs = _epoch_by_epoch(model, run, data, epochs, callbacks)
    else:
        logs = _many_epochs_a_call(model, run, data, epochs, callbacks)
    if isinstance(model.optimizer, keras.optimizers.Optimizer):
        model.optimizer.finalize_variable_values(model.trainable_variables)
    callbacks.on_train_end(logs)
    return model.history


def _epoch_by_epoch(model, one_epoch, data, epochs, callbacks):
    """Call the callbacks at each epoch's end, where they may stop training or change the model."""
    tested = data[-1] is not None and any(map(handover.watches_tests, callbacks.callbacks))
    for epoch in range(epochs):
        callbacks.on_epoch_begin(epoch)
        logs = one_epoch(tf.constant(epoch), *data)  # tensors: Keras turns them into numbers
        if tested:
            callbacks.on_test_begin()
            callbacks.on_test_end(
                {name[4:]: value for name, value in logs.items() if name.startswith("val_")}
            )
        callbacks.on_epoch_end(epoch, logs)
        if epoch == 0:  # only now have all callbacks decided how to compare
            monitoring.compare_plainly(callbacks.callbacks)
        if model.stop_training:
            break
    return logs


def _many_epochs_a_call(model, many_epochs, data, epochs, callbacks):
    """Train in calls of ever more epochs, and tell the callbacks of each afterwards."""

    def run(first, end):
        return many_epochs(tf.constant(first), tf.constant(end), *data)

    first, count = 0, 1
    with ahead.StandIn(model, callbacks.callbacks) as stand_in:
        while first < epochs:
            end = min(first + count, epochs)
            stand_in.follow()
            began = time.perf_counter()
            columns = dict(_columns(run(first, end)))
            if time.perf_counter() - began < _SECONDS_A_CALL / 2:
                count *= 2
            told, logs = _tell(callbacks.callbacks, columns, first, end, stand_in.has_changed)
            if told < end:
                stand_in.go_back()
                run(first, told)
                count = 1  # one act is often followed by the next
            stand_in.lead()
            first = told
            if model.stop_training:
                break
    return logs


def _columns(table):
    """Yield a name and the numbers of all epochs, as Keras gives them to callbacks."""
    for name, column in sorted(table.items()):
        if isinstance(column, dict):
            yield from _columns(column)
        else:
            column = column.numpy()
            yield name, column.astype(float).tolist() if column.ndim == 1 else column


def _tell(callbacks, columns, first, end, has_changed):
    """Tell of one epoch after the other until a callback acts; return where, and its numbers."""
    for epoch in range(first, end):
        logs = {name: column[epoch - first] for name, column in columns.items()}
        for callback in callbacks:  # Keras's own loop would look whether these numbers are tensors
            callback.on_epoch_end(epoch, logs)
        if epoch == 0:
            monitoring.compare_plainly(callbacks)
        if has_changed():
            break
    return epoch + 1, logs


def _callback_list(model, callbacks, verbose, **params):
    bar = [EpochBar()] if verbose in ("auto", 1) else []
    return keras.callbacks.CallbackList(
        callbacks + bar,
        add_history=True,
        add_progbar=verbose == 2,
        model=model,
        verbose=verbose,
        **params,
    )
