"""Time small trainings: `keras.Model.fit` and three ways to leave Python less often, side by side.

Two experiments of the course: the 1-10-10-1 network on 60 points (batches of 20, 1000 epochs; the
deck shows 3.56 s for it, without validation), and the moons with 500 hidden units and all
callbacks (4000 epochs in the deck, 400 here). What would take minutes is measured on 100 epochs
and extrapolated, and the table says so. Compiling counts, except for what is extrapolated.
Run ``python benchmarks/training.py``, on a processor or a GPU; it takes about two minutes.
"""

import os
import tempfile
import time
from typing import NamedTuple

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import keras
import tensorflow as tf
from rich.console import Console
from rich.progress import track
from rich.table import Table

from helpers import datasets, runtime
from helpers.training import fit

SAMPLE = 100  # epochs that are measured where all of them would take minutes


class Experiment(NamedTuple):
    """A model to make, data to train it on, and for how long."""

    name: str
    make: callable
    data: tuple
    validation: tuple
    epochs: int
    batch_size: int


class Row(NamedTuple):
    """One line of a table; `loss` is that of the last epoch measured."""

    name: str
    seconds: float
    loss: float
    how: str = ""


def deck():
    """Return the deck's experiment: a sine wave by a network with 141 parameters."""
    train, test = datasets.load("sine").split(seed=0)

    def make():
        keras.utils.set_random_seed(0)
        layers = [keras.layers.Dense(10, activation="tanh") for _ in range(2)]
        model = keras.Sequential([keras.Input((1,)), *layers, keras.layers.Dense(1)])
        model.compile("SGD", "mse", metrics=["mse"])
        return model

    return Experiment("1-10-10-1, 60 points", make, _columns(train, 60), _columns(test), 1000, 20)


def _columns(part, rows=None):
    return part.x[:rows].astype("float32"), part.y[:rows].reshape(-1, 1).astype("float32")


def moons():
    """Return the moons with far more units than they need."""
    train, test = datasets.load("moons").split(seed=0)

    def make():
        keras.utils.set_random_seed(0)
        layers = [keras.layers.Dense(500, activation="relu")]
        layers += [keras.layers.Dense(1, activation="sigmoid")]
        model = keras.Sequential([keras.Input((2,)), *layers])
        model.compile("adam", "binary_crossentropy", metrics=["accuracy"])
        return model

    return Experiment("moons, 500 units", make, _columns(train), _columns(test), 400, 32)


def watchers(folder, everything):
    """Return callbacks that look at every epoch and never stop training."""
    patience = 10**6  # they watch, but all runs must be equally long
    callbacks = [
        keras.callbacks.EarlyStopping(patience=patience, restore_best_weights=everything),
        keras.callbacks.ReduceLROnPlateau(patience=patience),
    ]
    if everything:
        best = os.path.join(folder, "best.keras")
        callbacks += [
            keras.callbacks.ModelCheckpoint(best, save_best_only=True),
            keras.callbacks.TensorBoard(folder),
            keras.callbacks.CSVLogger(os.path.join(folder, "log.csv")),
        ]
    return callbacks


def by_keras(experiment, callbacks=None):
    """Measure `keras.Model.fit` on a few epochs, its tracing left out."""
    model = experiment.make()
    options = {"batch_size": experiment.batch_size, "verbose": 0}
    if callbacks:
        options["validation_data"] = experiment.validation
    model.fit(*experiment.data, **options)
    seconds, history = timed(
        lambda: model.fit(*experiment.data, epochs=SAMPLE, callbacks=callbacks, **options)
    )
    how = f"extrapolated from {SAMPLE} epochs"
    seconds *= experiment.epochs / SAMPLE
    return Row("Model.fit", seconds, history.history["loss"][-1], how)


def by_many_steps_a_call(experiment):
    """Measure all epochs as one long epoch of a repeated data set."""
    model = experiment.make()
    steps = -(-len(experiment.data[0]) // experiment.batch_size) * experiment.epochs
    model.compile(model.optimizer, model.loss, steps_per_execution=steps)
    rows = tf.data.Dataset.from_tensor_slices(experiment.data).cache()
    batches = rows.shuffle(len(experiment.data[0])).batch(experiment.batch_size)
    repeated = batches.repeat(experiment.epochs)
    seconds, _ = timed(lambda: model.fit(repeated, steps_per_epoch=steps, verbose=0))
    loss = model.evaluate(*experiment.data, verbose=0, return_dict=True)["loss"]
    how = "no validation, no history of epochs"
    return Row("steps_per_execution", seconds, loss, how)


def by_helpers(experiment, callbacks=None):
    """Measure `helpers.training.fit`."""
    model = experiment.make()
    options = {"epochs": experiment.epochs, "batch_size": experiment.batch_size, "verbose": 0}
    if callbacks:
        options |= {"validation_data": experiment.validation, "callbacks": callbacks}
    seconds, history = timed(lambda: fit(model, *experiment.data, **options))
    return Row("helpers.training.fit", seconds, history.history["loss"][-1])


def by_bare_loop(experiment):
    """Measure the floor: one compiled loop over everything, without metrics or shuffling."""
    model = experiment.make()
    x, y = (tf.constant(array, tf.float32) for array in experiment.data)
    loss_of, optimizer = keras.losses.get(model.loss), model.optimizer
    optimizer.build(model.trainable_variables)

    @tf.function
    def run():
        for _ in tf.range(experiment.epochs):
            for start in tf.range(0, len(x), experiment.batch_size):
                rows = slice(start, start + experiment.batch_size)
                with tf.GradientTape() as tape:
                    loss = tf.reduce_mean(loss_of(y[rows], model(x[rows], training=True)))
                gradients = tape.gradient(loss, model.trainable_variables)
                optimizer.apply(gradients, model.trainable_variables)

    seconds, _ = timed(run)
    loss = float(tf.reduce_mean(loss_of(y, model(x))))
    return Row("bare tf.function loop", seconds, loss, "the floor: no validation, no metrics")


def timed(work):
    """Return seconds and result."""
    start = time.perf_counter()
    result = work()
    return time.perf_counter() - start, result


def print_table(title, rows, reference):
    """Print seconds, and how many times faster than the reference each row is."""
    table = Table(title=title, title_justify="left")
    for heading in ("", "seconds", "times faster", "last loss", "how"):
        table.add_column(heading, justify="left" if heading in ("", "how") else "right")
    for row in rows:
        faster = f"{reference / row.seconds:.1f}"
        table.add_row(row.name, f"{row.seconds:.2f}", faster, f"{row.loss:.2g}", row.how)
    Console(width=110).print(table)


def main():
    """Measure everything in one run; plain training first, then with every epoch watched."""
    runtime.start()
    for experiment, everything in ((deck(), False), (moons(), True)):
        plain = [by_keras, by_many_steps_a_call, by_helpers, by_bare_loop]
        with tempfile.TemporaryDirectory() as folder:
            rows = [measure(experiment) for measure in track(plain, experiment.name)]
            watched = [
                measure(experiment, watchers(os.path.join(folder, measure.__name__), everything))
                for measure in track([by_keras, by_helpers], "validation and callbacks")
            ]
        title = f"{experiment.name}, {experiment.epochs} epochs"
        print_table(f"{title}: training alone", rows, rows[0].seconds)
        print_table(f"{title}: validation and callbacks", watched, watched[0].seconds)
    load = f"load {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else "load unknown"
    print(f"{runtime.device()}, {load}, TensorFlow {tf.__version__}, Keras {keras.__version__}")


if __name__ == "__main__":
    main()
