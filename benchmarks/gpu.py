"""What a GPU brings to the models of the course: each one trained with it and without, in one run.

    python benchmarks/gpu.py

The machine without its GPU is the same program, started again with ``CUDA_VISIBLE_DEVICES=-1`` on
two cores, as Colab lends them. A first call of each training traces and compiles; it has a column
of its own. The search by AutoKeras is that of unit 14, whole. It takes about three minutes.
"""

import json
import os
import subprocess
import sys
import time

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import keras
import numpy as np
from keras import layers
from rich.console import Console
from rich.progress import track
from rich.table import Table
from training import Experiment, deck, moons

from helpers import automl, datasets, runtime
from helpers.training import fit

SEARCH = "image search, 2 trials"
SHORT = 0.1  # seconds; a training that takes less is measured on ten times the epochs


def digits():
    """Return the dense network of unit 08 on handwritten digits."""
    train, _ = datasets.load("digits").split(seed=0)

    def make():
        keras.utils.set_random_seed(0)
        steps = [layers.Dense(32, activation="relu"), layers.Dense(10, activation="softmax")]
        model = keras.Sequential([keras.Input((64,)), *steps])
        model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
        return model

    data = train.x.reshape(len(train.x), -1).astype("float32") / 16, train.y
    return Experiment("digits, dense", make, data, None, 20, 32)


def pictures():
    """Return the deck's convolution network of unit 10 on noise of its size."""
    random = np.random.default_rng(0)

    def make():
        keras.utils.set_random_seed(0)
        steps = [keras.Input((64, 64, 3))]
        for filters in (32, 64, 128):
            steps += [layers.Conv2D(filters, 3, activation="relu"), layers.MaxPooling2D(2)]
        steps += [layers.Flatten(), layers.Dense(128, activation="relu")]
        model = keras.Sequential([*steps, layers.Dense(10, activation="softmax")])
        model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
        return model

    data = random.random((640, 64, 64, 3), "float32"), random.integers(0, 10, 640)
    return Experiment("the deck's CNN", make, data, None, 2, 32)


def measure():
    """Return ``{"device": words, row name: [first call in s, step in ms]}`` of this process."""
    runtime.start()
    found = {"device": runtime.device()}
    shown = Console(stderr=True)  # standard output is for the numbers
    experiments = deck(), moons(), digits(), pictures()
    for experiment in track(experiments, found["device"], console=shown):
        few = min(experiment.epochs, 10)
        found[f"{experiment.name}: Model.fit"] = train(experiment, keras.Model.fit, few)
        found[f"{experiment.name}: fit"] = train(experiment, fit, experiment.epochs)
    found[SEARCH] = [search(), None]
    return found


def train(experiment, fit_model, epochs):
    """Return the seconds of a first call, and the milliseconds a step of later ones."""
    model = experiment.make()
    options = {"batch_size": experiment.batch_size, "verbose": 0}

    def seconds_of(epochs):
        start = time.perf_counter()
        fit_model(model, *experiment.data, epochs=epochs, **options)
        return time.perf_counter() - start

    first = seconds_of(epochs)
    seconds = seconds_of(epochs)
    if seconds < SHORT:
        epochs *= 10
        seconds_of(epochs)
        seconds = seconds_of(epochs)
    steps = -(-len(experiment.data[0]) // experiment.batch_size) * epochs
    return [first, 1000 * seconds / steps]


def search():
    """Return the seconds of unit 14's search."""
    data = datasets.load("digits")
    start = time.perf_counter()
    found = automl.ImageClassifier(max_trials=2, epochs=12, batch_size=16, seed=0)
    found.fit(data.x[:800], data.y[:800])
    return time.perf_counter() - start


def in_a_process(**environment):
    """Measure in a process of its own, as TensorFlow chooses its devices once."""
    command = [sys.executable, __file__, "measure"]
    result = subprocess.run(
        command, env=os.environ | environment, stdout=subprocess.PIPE, text=True, check=True
    )
    return json.loads(result.stdout.splitlines()[-1])


def print_table(with_gpu, without):
    """Print both, and how many times sooner the GPU has done a step, or the search."""
    table = Table(title=f"{with_gpu['device']}; {without['device']}", title_justify="left")
    table.add_column("")
    for heading in ("first call, GPU, s", "CPU, s", "step, GPU, ms", "CPU, ms", "GPU times sooner"):
        table.add_column(heading, justify="right")
    for name in list(with_gpu)[1:]:
        (first, step), (slow_first, slow_step) = with_gpu[name], without[name]
        sooner = slow_step / step if step else slow_first / first
        steps = [f"{step:.3f}", f"{slow_step:.3f}"] if step else ["", ""]
        table.add_row(name, f"{first:.1f}", f"{slow_first:.1f}", *steps, f"{sooner:.2f}")
    Console(width=120).print(table)


def main():
    """Measure twice, or say that there is nothing to compare."""
    runtime.start()
    if runtime.device().startswith("CPU"):
        print("TensorFlow finds no GPU here: there is nothing to compare.")
        return
    with_gpu = in_a_process()
    two = sorted(os.sched_getaffinity(0))[:2]
    os.sched_setaffinity(0, two)  # processes started from here have no more
    print_table(with_gpu, in_a_process(CUDA_VISIBLE_DEVICES="-1"))


if __name__ == "__main__":
    if sys.argv[1:] == ["measure"]:
        print(json.dumps(measure()))
    else:
        main()
