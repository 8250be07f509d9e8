"""Train every architecture of unit 12 and write the table that the unit searches in.

    python solutions/12-nas/train_architectures.py

About twenty minutes on one core. Each finished architecture is in the journal at once: stop the
script at any moment, run the same command, and it goes on where it stopped. When all are there,
`helpers/datasets/recorded/architectures.csv.gz` is written.

Another processor rounds differently, and training multiplies that: a second run on another machine gave the
same accuracy after 3 epochs in 98 of 100 trainings, and after 24 epochs one that differs by 0.006 on average.
The order of the architectures stays: rank correlation 0.997.
"""

from __future__ import annotations

import argparse
import gc
import platform
import sys
import time
from pathlib import Path

from helpers import runtime

runtime.start(seed=0)

import keras
import numpy as np
import tensorflow as tf
from journal import Journal, JournalError
from rich.progress import track

from helpers import datasets
from helpers.datasets.recorded.table import write_table
from helpers.nas import all_architectures, build, canonical, multiply_adds
from helpers.training import fit

SEEDS = (0, 1, 2)
BUDGETS = (3, 6, 12, 24)  # epochs after which the validation images are looked at
BATCH = 30
TRAIN, VALID = 300, 500  # the other images of the 1797 are the test set
COLUMNS = ("seed", "parameters", "multiply_adds", "seconds")
COLUMNS += (*(f"valid_{epochs}" for epochs in BUDGETS), "valid_third", "test")
SHARE = 3  # the training with less data takes the first third of the images
TABLE = Path(datasets.__file__).parent / "recorded" / "architectures.csv.gz"
JOURNAL = Path(__file__).parents[2] / "build" / "architectures.jsonl"


def main():
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--journal", type=Path, default=JOURNAL)
    options.add_argument("--table", type=Path, default=TABLE)
    options = options.parse_args()
    use_one_core()
    architectures = sorted({canonical(name) for name in all_architectures()})
    try:
        journal = Journal(options.journal, settings())
        train_all(architectures, journal)
    except JournalError as error:
        sys.exit(f"{error}")
    except KeyboardInterrupt:
        sys.exit("Stopped. Nothing is lost: run the same command to go on.")
    write_table(options.table, rows(architectures, journal), provenance())
    print(f"{len(architectures)} architectures are in {options.table}")


def use_one_core():
    """Keep TensorFlow to one thread; so the seconds are seconds of one core."""
    tf.config.threading.set_intra_op_parallelism_threads(1)
    tf.config.threading.set_inter_op_parallelism_threads(1)


def settings():
    """Return everything that decides the scores; a journal of other settings is not continued."""
    return {
        "seeds": list(SEEDS),
        "epochs": list(BUDGETS),
        "batch": BATCH,
        "images": [TRAIN, VALID, SHARE],
        "versions": f"Python {platform.python_version()}, TensorFlow {tf.__version__}, "
        f"Keras {keras.__version__}, NumPy {np.__version__}",
    }


def provenance():
    """Return the lines that stand above the table."""
    return [
        "Every network of helpers.nas, trained on scikit-learn's digits of 8 x 8 pixels by",
        "python solutions/12-nas/train_architectures.py",
        f"with {settings()['versions']}.",
        f"{TRAIN} training, {VALID} validation images, the others are the test set; split by seed",
        f"0; batches of {BATCH}, Adam with rate 0.01. One row for each architecture and random",
        f"start, {len(SEEDS)} starts each. valid_n: accuracy on the validation images after n",
        f"epochs. valid_third: after {BUDGETS[-1]} epochs on the first third of the images.",
        "test: after the last epoch. seconds: of processor time on one core, for all epochs.",
    ]


def train_all(architectures, journal, seeds=SEEDS, budgets=BUDGETS):
    """Train the architectures that are not in the journal yet."""
    data = images()
    missing = [name for name in architectures if journal.key(name) not in journal]
    for name in track(missing, f"{len(architectures) - len(missing)} done, training the others"):
        journal.add(name, train_one(name, data, seeds, budgets))


def images():
    """Return (x, y) for training, for validation and for the test."""
    digits = datasets.load("digits")
    x, y = digits.x[..., np.newaxis] / 16, digits.y
    order = np.random.default_rng(0).permutation(len(y))
    cuts = [TRAIN, TRAIN + VALID]
    return [(x[part], y[part]) for part in np.split(order, cuts)]


def train_one(architecture, data, seeds=SEEDS, budgets=BUDGETS):
    """Return a list with a dict of scores for each seed."""
    keras.backend.clear_session()
    gc.collect()
    train, valid, test = data
    part = [np.tile(array[: TRAIN // SHARE], (SHARE,) + (1,) * (array.ndim - 1)) for array in train]
    trainee = Trainee(architecture, train)
    model = trainee.model
    fixed = {"parameters": model.count_params(), "multiply_adds": multiply_adds(model)}
    found = []
    for seed in seeds:
        row, seconds, done = {"seed": seed}, 0.0, 0
        trainee.start(seed)
        for epochs in budgets:
            seconds += trainee.train(train, epochs - done)
            (row[f"valid_{epochs}"], row["test"]), done = trainee.accuracies(valid, test), epochs
        row["seconds"] = round(seconds, 2)
        trainee.start(seed)
        # A third of the images three times is as many steps an epoch; so a third of the epochs.
        trainee.train(part, max(1, done // SHARE))
        row["valid_third"] = trainee.accuracies(valid, test)[0]
        found.append(row | fixed)
    return found


class Trainee:
    """A network that is compiled once and trained from several random starts."""

    def __init__(self, architecture, train):
        self._architecture = architecture
        self.model = build(architecture)
        self._predict = tf.function(self.model)
        self.model.optimizer.build(self.model.trainable_variables)
        self._optimizer = [variable.numpy() for variable in self.model.optimizer.variables]
        self.train(train, epochs=1)  # compiled before the clock runs

    def start(self, seed):
        """Take the weights that `build` draws after this seed, and an optimizer without past."""
        runtime.seed(seed)
        self.model.set_weights(build(self._architecture).get_weights())
        for variable, value in zip(self.model.optimizer.variables, self._optimizer, strict=True):
            variable.assign(value)

    def train(self, data, epochs):
        """Train on, and return the seconds of processor time that it took."""
        before = time.process_time()
        fit(self.model, *data, epochs=epochs, batch_size=BATCH, verbose=0)
        return time.process_time() - before

    def accuracies(self, *parts):
        """Return the share of images that the model gets right, for each part of the data."""
        answers = np.argmax(self._predict(np.concatenate([x for x, _ in parts])), axis=-1)
        found = np.split(answers, np.cumsum([len(y) for _, y in parts])[:-1])
        pairs = zip(found, parts, strict=True)
        return [round(float(np.mean(answer == y)), 4) for answer, (_, y) in pairs]


def rows(architectures, journal):
    """Return the rows of the table, in the order of the architectures."""
    return [
        name._asdict() | {column: row[column] for column in COLUMNS}
        for name in architectures
        for row in journal[journal.key(name)]
    ]


if __name__ == "__main__":
    main()
