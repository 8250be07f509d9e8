"""Run a longer search on pictures of cells and keep what each trial came to, for unit 14.

    python solutions/14-autokeras-image/record_search.py

A few minutes on two cores. The same seeds give the same trials; `helpers/datasets/recorded` gets a
table of trials, one of learning curves, and the answers of the network found to 300 new pictures.
"""

import keras
import numpy as np
import tensorflow as tf

from helpers import automl, datasets
from helpers.datasets.recorded.table import FOLDER, write_table

TRIALS, EPOCHS, TRAIN = 10, 30, 1000
COLUMNS = ("name", "mae", "best_epoch", "epochs", "parameters", "seconds")
SETTINGS = ("num_blocks", "filters_0_0", "units_0", "learning_rate")


def main():
    pictures = datasets.load("cells", n=1300)
    search = automl.ImageRegressor(TRIALS, EPOCHS, seed=0, strategy="random")
    search.fit(pictures.x[:TRAIN], pictures.y[:TRAIN])
    answers = np.round(search.predict(pictures.x[TRAIN:]), 3)
    origin = provenance(search)
    write_table(FOLDER / "cells-trials.csv.gz", trials(search), origin)
    write_table(FOLDER / "cells-curves.csv.gz", curves(search), origin)
    pairs = [{"cells": t, "answer": a} for t, a in zip(pictures.y[TRAIN:], answers, strict=True)]
    write_table(FOLDER / "cells-answers.csv.gz", pairs, origin)
    print(search.leaderboard())


def trials(search):
    """Return a row for each trial, in the order in which they ran."""
    board = search.leaderboard()
    places = board["name"].str.removeprefix("trial ").astype(int).argsort()
    return board.loc[places, [*COLUMNS, *SETTINGS]].round(6).to_dict("records")


def curves(search):
    """Return a row for each epoch of each trial."""
    return [
        {"name": name, "epoch": epoch + 1, **{k: round(v[epoch], 4) for k, v in curve.items()}}
        for name, curve in search.curves().items()
        for epoch in range(len(next(iter(curve.values()))))
    ]


def provenance(search):
    """Say where the tables come from."""
    return [
        "Made by solutions/14-autokeras-image/record_search.py",
        f"{search!r}, strategy random, on the first {TRAIN} pictures of cells(n=1300)",
        f"AutoKeras 3.0.0, Keras {keras.__version__}, TensorFlow {tf.__version__}; {search.seconds:.0f} s",
    ]


if __name__ == "__main__":
    main()
