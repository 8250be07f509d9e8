"""`fit`: `keras.Model.fit` for arrays, one compiled call an epoch."""

from __future__ import annotations

import time

import keras
import tensorflow as tf

from helpers.training import arrays, checks, handover
from helpers.training.epochs import compile_epochs


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
    """Train as `keras.Model.fit` does, with one compiled call an epoch."""
    options = {"epochs": epochs, "batch_size": batch_size, "shuffle": shuffle, "verbose": verbose}
    options |= {"validation_split": validation_split, "class_weight": class_weight}
    checks.check_model(model)
    checks.check_options(epochs, batch_size, validation_split)
    callbacks = keras.tree.flatten(callbacks) if callbacks else []
    reason = handover.reason(model, (x, y, sample_weight, validation_data), callbacks, shuffle)
    if reason:
        print(f"{reason}: trained by Model.fit, batch by batch.")
        options |= {"validation_data": validation_data, "sample_weight": sample_weight}
        return model.fit(x, y, callbacks=callbacks, **options)
    training, validation = _prepare(
        model, x, y, sample_weight, class_weight, validation_data, validation_split
    )
    return _train(model, training, validation, epochs, batch_size, shuffle, callbacks, verbose)


def _prepare(model, x, y, sample_weight, class_weight, validation_data, validation_split):
    training = arrays.as_numpy((x, y, sample_weight))
    checks.check_data(model, training)
    validation = None
    if validation_data is not None:
        validation = arrays.as_numpy(checks.unpack_validation(validation_data))
        checks.check_data(model, validation, "validation_data: ")
    elif validation_split:
        checks.check_split(arrays.count_rows(training), validation_split)
        training, validation = arrays.split_rows(training, validation_split)
    if class_weight is not None:
        checks.check_class_weight(class_weight, training)
        training = (*training[:2], arrays.class_weights(training[1], class_weight))
    return arrays.pack(*training), arrays.pack(*validation) if validation else None


def _train(model, training, validation, epochs, batch_size, shuffle, callbacks, verbose):
    one_epoch, many_epochs = _compiled(model, training, batch_size)
    steps = -(-arrays.count_rows(training) // batch_size)
    watched = verbose == 2 or any(handover.watches_epochs(c) for c in callbacks)
    callbacks = keras.callbacks.CallbackList(
        callbacks,
        add_history=True,
        add_progbar=verbose == 2,
        model=model,
        verbose=verbose,
        epochs=epochs,
        steps=steps,
    )
    bar = _Bar(epochs) if verbose in ("auto", 1, True) else None
    # Drawn from TensorFlow's global seed, which `keras.utils.set_random_seed` sets.
    seed = tf.random.uniform((2,), maxval=2**31 - 1, dtype=tf.int32) if shuffle else None
    model.stop_training = False
    logs = {}
    callbacks.on_train_begin()
    epoch, many = 0, 1
    while epoch < epochs and not model.stop_training:
        if watched:
            callbacks.on_epoch_begin(epoch)
            logs = one_epoch(tf.constant(epoch), seed, training, validation)
            logs = {k: v.numpy() for k, v in logs.items()}
            if validation is not None:
                callbacks.on_test_begin()
                callbacks.on_test_end({k[4:]: v for k, v in logs.items() if k.startswith("val_")})
            callbacks.on_epoch_end(epoch, logs)
            epoch += 1
        else:
            start = time.perf_counter()
            last = min(epoch + many, epochs)
            table = many_epochs(tf.constant(epoch), tf.constant(last), seed, training, validation)
            table = {k: v.numpy() for k, v in table.items()}
            for row in range(last - epoch):
                logs = {k: v[row] for k, v in table.items()}
                callbacks.on_epoch_begin(epoch)
                callbacks.on_epoch_end(epoch, logs)
                epoch += 1
            many = many * 2 if time.perf_counter() - start < 0.2 else many
        if bar:
            bar.update(epoch, logs)
    if isinstance(model.optimizer, keras.optimizers.Optimizer):
        model.optimizer.finalize_variable_values(model.trainable_variables)
    callbacks.on_train_end(logs)
    return model.history


def _compiled(model, training, batch_size):
    before = [(v, v.numpy()) for v in model.variables]
    few = keras.tree.map_structure(lambda a: a[:batch_size], training, none_is_leaf=False)
    model.test_step(few)
    for v, value in before:
        v.assign(value)
    model.optimizer.build(model.trainable_variables)
    return compile_epochs(model, batch_size)


class _Bar:
    def __init__(self, epochs):
        self.epochs = epochs
        self.bar = None

    def update(self, epoch, logs):
        if self.bar is None:
            self.bar = keras.utils.Progbar(
                self.epochs, stateful_metrics=logs, unit_name="epoch", interval=0.2
            )
        self.bar.update(epoch, list(logs.items()))
