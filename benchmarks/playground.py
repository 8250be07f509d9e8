"""Time 100 small networks: the playground's engine, scikit-learn and Keras, side by side.

Each network is 2-4-2-1 (tanh) on the circle: 250 points, 500 epochs, batches of 10, plain gradient
descent at rate 0.03. What would take minutes is measured in part and extrapolated, and the table
says so. Run ``python benchmarks/playground.py``; it takes about a minute and a half.
"""

import os
import time
import warnings
from typing import NamedTuple

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import keras
import numpy as np
import tensorflow as tf
from sklearn.exceptions import ConvergenceWarning
from sklearn.neural_network import MLPClassifier

from helpers import datasets
from helpers.playground import train

NETWORKS, EPOCHS, BATCH, RATE, HIDDEN = 100, 500, 10, 0.03, (4, 2)
CIRCLE = datasets.load("circle")
TARGETS = 2.0 * CIRCLE.y - 1.0


class Row(NamedTuple):
    """One line of the table: seconds for all networks, and how many of those trained succeed."""

    name: str
    seconds: float
    solved: str
    how: str


def engine():
    """Train all networks at once."""
    train(CIRCLE, HIDDEN, seeds=range(NETWORKS), epochs=2)  # the first call warms the caches
    start = time.perf_counter()
    runs = train(CIRCLE, HIDDEN, seeds=range(NETWORKS), epochs=EPOCHS, batch_size=BATCH)
    seconds = time.perf_counter() - start
    return Row("helpers.playground", seconds, f"{runs.solved()} of {NETWORKS}", "all at once")


def scikit_learn(networks=5):
    """Train one network after another, with every extra of MLPClassifier switched off."""
    warnings.simplefilter("ignore", ConvergenceWarning)
    options = {"activation": "tanh", "solver": "sgd", "alpha": 0, "momentum": 0, "tol": 0}
    options |= {"batch_size": BATCH, "learning_rate_init": RATE, "max_iter": EPOCHS}
    solved = 0
    start = time.perf_counter()
    for seed in range(networks):
        model = MLPClassifier(HIDDEN, n_iter_no_change=EPOCHS, random_state=seed, **options)
        solved += model.fit(CIRCLE.x, CIRCLE.y).score(CIRCLE.x, CIRCLE.y) >= 0.95
    seconds = (time.perf_counter() - start) * NETWORKS / networks
    how = f"one by one; extrapolated from {networks} networks"
    return Row("scikit-learn MLPClassifier", seconds, f"{solved} of {networks}", how)


def keras_compiled():
    """Train one network after another, all its epochs in one call compiled by XLA."""
    x, y = tf.constant(CIRCLE.x, tf.float32), tf.constant(TARGETS[:, None], tf.float32)
    model = _keras_model()
    run = tf.function(_training_loop(model, x, y), jit_compile=True)
    solved = 0
    start = time.perf_counter()  # compiling counts: it is part of the price
    for seed in range(NETWORKS):
        model.set_weights(_glorot(seed))
        run(_orders(seed))
        solved += np.mean((model(x).numpy()[:, 0] > 0) == CIRCLE.y) >= 0.95
    seconds = time.perf_counter() - start
    return Row("Keras, compiled loop", seconds, f"{solved} of {NETWORKS}", "one by one, XLA")


def keras_fit(epochs=20):
    """Train one network with `model.fit`, the way that everybody writes."""
    model = _keras_model()
    model.compile(keras.optimizers.SGD(RATE), loss="mse")
    model.fit(CIRCLE.x, TARGETS, batch_size=BATCH, verbose=0)  # traces the step
    start = time.perf_counter()
    model.fit(CIRCLE.x, TARGETS, batch_size=BATCH, epochs=epochs, verbose=0)
    seconds = (time.perf_counter() - start) * EPOCHS / epochs * NETWORKS
    how = f"one by one; extrapolated from {epochs} epochs of 1 network"
    return Row("Keras, model.fit", seconds, "", how)


def _keras_model():
    layers = [keras.layers.Dense(units, activation="tanh") for units in (*HIDDEN, 1)]
    return keras.Sequential([keras.Input((2,)), *layers])


def _training_loop(model, x, y):
    def run(orders):
        for order in orders:
            inputs, targets = tf.gather(x, order), tf.gather(y, order)
            for start in tf.range(0, len(CIRCLE.x), BATCH):
                batch = tf.slice(inputs, [start, 0], [BATCH, 2])
                wanted = tf.slice(targets, [start, 0], [BATCH, 1])
                with tf.GradientTape() as tape:
                    loss = tf.reduce_mean((model(batch) - wanted) ** 2) / 2
                gradients = tape.gradient(loss, model.trainable_variables)
                for variable, gradient in zip(model.trainable_variables, gradients, strict=True):
                    variable.assign_sub(RATE * gradient)

    return run


def _glorot(seed):
    """Return first weights as Keras lays them out: matrix, biases, matrix, …"""
    start = train(CIRCLE, HIDDEN, seeds=seed, epochs=0)
    pairs = zip(start.weights, start.biases, strict=True)
    return [array[0] for pair in pairs for array in pair]


def _orders(seed):
    generator = np.random.default_rng(seed)
    orders = [generator.permutation(len(CIRCLE.x)) for _ in range(EPOCHS)]
    return tf.constant(np.stack(orders), tf.int32)


def main():
    """Measure everything in one run and print seconds and ratios."""
    rows = [engine(), scikit_learn(), keras_compiled(), keras_fit()]
    print(f"{NETWORKS} networks 2-4-2-1, circle, {EPOCHS} epochs, {os.cpu_count()} CPU cores\n")
    print(f"{'':28}{'seconds':>9}{'ratio':>8}  {'solved':12}how")
    for row in rows:
        ratio = row.seconds / rows[0].seconds
        print(f"{row.name:28}{row.seconds:9.1f}{ratio:8.1f}  {row.solved:12}{row.how}")


if __name__ == "__main__":
    main()
