"""Search with relaxed choices in every family, from many starts, and write down what was found.

    python solutions/12-nas/relax_architectures.py

About two minutes on one core. It can be stopped and goes on, as `train_architectures.py`; the
result is `helpers/datasets/recorded/relaxations.csv.gz`.
"""

from __future__ import annotations

import argparse
import gc
import sys
import time
from itertools import product
from pathlib import Path

import keras
import train_architectures as training
from journal import Journal, JournalError
from rich.progress import track

from helpers import runtime
from helpers.datasets.recorded.table import write_table
from helpers.nas import CHOICES, Supernet, canonical

SEEDS = range(10)
EPOCHS = 24
TABLE = training.TABLE.with_name("relaxations.csv.gz")
JOURNAL = training.JOURNAL.with_name("relaxations.jsonl")


def main():
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--journal", type=Path, default=JOURNAL)
    options.add_argument("--table", type=Path, default=TABLE)
    options = options.parse_args()
    training.use_one_core()
    searches = list(product(CHOICES["family"], SEEDS))
    try:
        journal = Journal(options.journal, training.settings() | {"supernet": EPOCHS})
        search_all(searches, journal)
    except JournalError as error:
        sys.exit(f"{error}")
    except KeyboardInterrupt:
        sys.exit("Stopped. Nothing is lost: run the same command to go on.")
    write_table(options.table, [journal[journal.key(s)] for s in searches], provenance())
    print(f"{len(searches)} searches are in {options.table}")


def provenance():
    """Return the lines that stand above the table."""
    return [
        "What helpers.nas.Supernet found in every family, by",
        "python solutions/12-nas/relax_architectures.py",
        f"with {training.settings()['versions']}.",
        "Weights on the 300 training images, choices on the first 300 validation images of",
        f"architectures.csv.gz, in turn, {EPOCHS} epochs, {len(SEEDS)} random starts each. seconds:",
        "of processor time on one core for one search, compilation included.",
    ]


def search_all(searches, journal, epochs=EPOCHS):
    """Run the searches that are not in the journal yet."""
    train, (x, y), _ = training.images()
    held_out = x[: len(train[1])], y[: len(train[1])]
    missing = [search for search in searches if journal.key(search) not in journal]
    for search in track(missing, f"{len(searches) - len(missing)} done, searching"):
        journal.add(search, search_one(*search, train, held_out, epochs))


def search_one(family, seed, train, held_out, epochs=EPOCHS):
    """Return what one supernet found, as a row."""
    keras.backend.clear_session()
    gc.collect()
    before = time.process_time()
    runtime.seed(seed)
    supernet = Supernet(family, softly)
    supernet.search(train, held_out, epochs)
    seconds = round(time.process_time() - before, 2)
    return {"seed": seed, **canonical(supernet.architecture)._asdict(), "seconds": seconds}


def softly(alpha, outputs):
    """Mix outputs in shares that are positive and sum to one."""
    shares = keras.ops.softmax(alpha)
    return sum(share * output for share, output in zip(keras.ops.unstack(shares), outputs, strict=True))


if __name__ == "__main__":
    main()
