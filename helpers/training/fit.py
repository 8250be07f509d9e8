"""`fit`: what `keras.Model.fit` does with arrays, at one compiled call an epoch."""

from __future__ import annotations

import keras

from helpers.training import arrays, checks, handover
from helpers.training.loop import train


def fit(
    model,
    x,
    y=None,
    *,
    epochs=1,
    batch_size=32,
    validation_data=None,
    validation_split=0.0,
    shuffle=True,
    class_weight=None,
    sample_weight=None,
    callbacks=None,
    verbose="auto",
):
    """Train a compiled Keras model: the arguments and results of `keras.Model.fit`, sooner.

    An epoch, validation included, is one call of a compiled function. Many epochs are, where the
    callbacks are Keras's own that only read numbers, stop training or set the learning rate.
    Weights, history and callbacks come out as by `keras.Model.fit`, except for the order of
    shuffled rows. What cannot be done so (data that are not arrays, callbacks that look at each
    batch, eager models, other backends) is handed to `keras.Model.fit`, and a printed sentence
    says so.

    Parameters
    ----------
    model : keras.Model
        Any compiled model: Sequential, functional or a class of your own.
    x : array, or list or dict of arrays
        Inputs, one row an example.
    y : array, or list or dict of arrays, optional
        Targets, as many rows; none for a model that brings its own loss.
    epochs, batch_size : int
        How often all rows are used, and how many rows make one update, at least 1 each.
    validation_data : tuple, optional
        ``(x, y)`` or ``(x, y, weights)`` to measure on after every epoch.
    validation_split : float
        Without `validation_data`: the share of the last rows to measure on instead, in [0, 1).
    shuffle : bool
        Whether every epoch takes the rows in another order; `keras.utils.set_random_seed` fixes it.
    class_weight : dict of int to float, optional
        Weight of each class in the loss, 1 for classes left out.
    sample_weight : array, or list or dict of arrays, optional
        Weight of each row in the loss.
    callbacks : list of keras.callbacks.Callback, optional
        Keras's own or yours.
    verbose : {"auto", 0, 1, 2}
        0 prints nothing, 1 and "auto" one progress bar for all epochs, 2 a line for each epoch.

    Returns
    -------
    keras.callbacks.History
        ``history.history[name][epoch]`` for the loss and each metric.

    Raises
    ------
    TypeError, ValueError
        If an argument cannot be right, before any training; the message names it.

    Notes
    -----
    The model's own `train_step` and `test_step` do the work; see `helpers.training.epochs`, and
    `helpers.training.ahead` for the callbacks.
    """
    checks.check_model(model)
    checks.check_options(epochs, batch_size, validation_split, verbose)
    given = {"x": x, "y": y, "sample_weight": sample_weight}
    checks.check_not_numbers({**given, "validation_data": validation_data})
    callbacks = keras.tree.flatten(callbacks) if callbacks else []
    options = {"epochs": epochs, "batch_size": batch_size, "shuffle": shuffle}
    options |= {"callbacks": callbacks, "verbose": verbose}
    try:
        handover.check(model, [*given.values(), validation_data], callbacks, shuffle)
        training, validation = _prepare(
            model, tuple(given.values()), class_weight, validation_data, validation_split
        )
        return train(model, training, validation, **options)
    except handover.HandOver as reason:
        print(f"{reason}: Model.fit trains, batch by batch.")
    options |= {"validation_data": validation_data, "validation_split": validation_split}
    return model.fit(**given, class_weight=class_weight, **options)


def _prepare(model, training, class_weight, validation_data, validation_split):
    """Check all data and return tensors for training and for validation (or None)."""
    training = arrays.as_numpy(training)
    checks.check_data(model, *training)
    validation = None
    if validation_data is not None:
        validation = arrays.as_numpy(checks.unpack_validation(validation_data))
        checks.check_data(model, *validation, where="validation_data: ")
        checks.check_same_shapes(training[0], validation[0])
    elif validation_split:
        checks.check_split(arrays.count_rows(training), validation_split)
        training, validation = arrays.split_rows(training, validation_split)
    if class_weight is not None:
        x, y, sample_weight = training
        checks.check_class_weight(class_weight, y, sample_weight)
        training = (x, y, arrays.class_weights(y, class_weight))
    return arrays.pack(*training), arrays.pack(*validation) if validation else None
