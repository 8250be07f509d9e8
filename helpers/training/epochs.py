"""Whole epochs of training, validation included, in one compiled call.

`keras.Model.fit` comes back to Python after every batch. For a small network that costs far more
than the mathematics in the batch. Here Python is left once for an epoch, or for many of them.
"""

from __future__ import annotations

import keras
import tensorflow as tf

_FEW = 4  # steps that are written out in the graph


def compile_epochs(model, batch_size):
    """Compile the training of a model: epoch by epoch, and many epochs at once.

    What happens to a batch is Keras's own business: the model's `train_step` and `test_step`, with
    its loss, metrics, optimizer and random layers, exactly as `keras.Model.fit` calls them.

    Parameters
    ----------
    model : keras.Model
        Compiled, with all its variables built.
    batch_size : int
        Rows in a batch; the last batch of an epoch may have fewer.

    Returns
    -------
    one_epoch : tf.types.experimental.PolymorphicFunction
        ``one_epoch(epoch, seed, training, validation)`` trains once on the rows of `training`,
        in an order that `seed` and `epoch` fix (as they stand if `seed` is None), measures on the
        rows of `validation` (unless None) and returns losses and metrics by name.
    many_epochs : tf.types.experimental.PolymorphicFunction
        ``many_epochs(first, end, seed, training, validation)`` does so for all epochs from
        `first` to before `end` and returns the same names, with one row for each epoch.
    """

    def run_through(step, data, order):
        """Take every batch once; the last one, perhaps smaller, gives the logs."""
        count = len(order)
        size = batch_size
        if count % batch_size:
            # As in Keras, the number of rows is open if the last batch has fewer than the others.
            size, order = None, tf.compat.v1.placeholder_with_default(order, (None,))
        rows = tf.TensorSpec((size,), tf.int32)

        # Keras's own choice of `jit_compile`: XLA on a GPU, not on a processor.
        @tf.function(input_signature=[rows], autograph=False, jit_compile=model.jit_compile)
        def step_on(rows):
            return step(_take(data, rows))

        # From Python's 0, tracing writes the steps out one by one: quicker than a loop in the graph.
        start = 0 if count <= _FEW * batch_size else tf.constant(0)
        model.reset_metrics()
        while start + batch_size < count:
            step_on(order[start : start + batch_size])
            start += batch_size
        return _measured(model, step_on(order[start:]))

    @tf.function
    def one_epoch(epoch, seed, training, validation):
        logs = run_through(model.train_step, training, _order(training, seed, epoch))
        if validation is not None:
            measured = run_through(model.test_step, validation, _order(validation))
            logs |= {f"val_{name}": value for name, value in measured.items()}
        return logs

    @tf.function
    def many_epochs(first, end, *arguments):
        traced = one_epoch.get_concrete_function(first, *arguments)
        logs = tf.nest.map_structure(tf.TensorSpec, traced.output_shapes, traced.output_dtypes)
        return tf.map_fn(
            lambda epoch: one_epoch(epoch, *arguments),
            tf.range(first, end),
            parallel_iterations=1,
            fn_output_signature=logs,
        )

    return one_epoch, many_epochs


def _order(data, seed=None, epoch=None):
    """Return the numbers of all rows, shuffled if there is a seed."""
    count = keras.tree.flatten(data)[0].shape[0]
    if seed is None:
        return tf.range(count)
    return tf.argsort(tf.random.stateless_uniform((count,), seed + tf.stack([epoch, 0])))


def _take(data, rows):
    """Return these rows of every array."""
    return keras.tree.map_structure(lambda a: tf.gather(a, rows), data, none_is_leaf=False)


def _measured(model, logs):
    """Prefer the metrics' own results to what the last step returned, as `keras.Model.fit` does."""
    results = model.get_metrics_result()
    return dict(results if results.keys() == logs.keys() else logs)
