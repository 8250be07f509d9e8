"""What is compiled for a model once and used by each `fit` until the model is compiled anew."""

from __future__ import annotations

import keras
import tensorflow as tf

from helpers.training.arrays import first_rows
from helpers.training.epochs import compile_epochs
from helpers.training.handover import HandOver, has_own_steps


def trace(model, batch_size, at_once, data):
    """Return one of the functions of `compile_epochs`, traced for this data.

    It is the one of the last time unless the model was compiled anew or the shapes changed. The
    first time this builds what Keras leaves to the first batch: layers without an input shape,
    metrics, the optimizer. The state of the model stays as it is.

    Parameters
    ----------
    model : keras.Model
        Compiled.
    batch_size : int
        Rows in a batch.
    at_once : bool
        Whether `many_epochs` is wanted or `one_epoch`.
    data : tuple
        Their arguments ``(seed, training, validation)``.

    Returns
    -------
    tf.types.experimental.ConcreteFunction

    Raises
    ------
    HandOver
        If the model's class has its own `train_step` or `test_step` and it cannot be compiled so.
    """
    number = tf.constant(0)
    try:
        one_epoch, many_epochs = _functions(model, batch_size, data[1])
        if at_once:
            return many_epochs.get_concrete_function(number, number, *data)
        return one_epoch.get_concrete_function(number, *data)
    except Exception as error:  # a class's own step may fail in any way; `Model.fit` may do it
        if not has_own_steps(model):
            raise
        raise HandOver(f"{type(model).__name__}'s own steps do not compile") from error


def _functions(model, batch_size, training):
    kept = getattr(model, "kept_epochs", None)
    if kept is None or kept.is_stale(model):
        _build(model, first_rows(training, batch_size))
        # On the model, not in a dictionary here: so both go when the model goes.
        kept = model.kept_epochs = _KeptEpochs(model)
    return kept.get(model, batch_size)


class _KeptEpochs:
    """The compiled functions by batch size, and what they were compiled from."""

    def __init__(self, model):
        self._parts = _parts(model)
        self._functions = {}

    def is_stale(self, model):
        parts = _parts(model)
        return len(parts) != len(self._parts) or any(
            new is not old for new, old in zip(parts, self._parts, strict=True)
        )

    def get(self, model, batch_size):
        if batch_size not in self._functions:
            self._functions[batch_size] = compile_epochs(model, batch_size)
        return self._functions[batch_size]


def _parts(model):
    """Return the objects that `model.compile` puts in: at least the loss tracker is always new."""
    return [model.optimizer, model.loss, model.jit_compile, *model.metrics]


def _build(model, batch):
    """Create all variables by one step of validation, and leave their values as they were."""
    before = [(variable, variable.numpy()) for variable in model.variables]
    model.test_step(batch)
    for variable, value in before:  # seeds of random layers among them
        variable.assign(value)
    if isinstance(model.optimizer, keras.optimizers.Optimizer):
        model.optimizer.build(model.trainable_variables)
