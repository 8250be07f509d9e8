"""Run two longer searches on tables and keep what each trial came to, for unit 13.

    python solutions/13-autokeras-tabular/record_search.py

A few minutes on two cores. The same seeds give the same trials; `helpers/datasets/recorded` gets
one table of trials and one of learning curves for each search.
"""

import keras
import tensorflow as tf

from helpers import automl, datasets
from helpers.datasets.recorded.table import FOLDER, write_table

TRIALS, EPOCHS = 12, 30
SETTINGS = ("learning_rate", "num_layers", "normalize", "use_batchnorm")


def main():
    passengers, _ = datasets.load("passengers").split(seed=0)
    search = automl.TableClassifier(TRIALS, EPOCHS, seed=0, strategy="random")
    record("passengers", search.fit(rows(passengers), passengers.y), "accuracy")
    patients, _ = datasets.load("diabetes").split(seed=0)
    search = automl.TableRegressor(TRIALS, EPOCHS, seed=0, strategy="random")
    record("diabetes", search.fit(rows(patients), patients.y), "mae")


def rows(dataset):
    """Return the examples of a data set as a table with named columns."""
    return dataset.frame()[list(dataset.feature_names)]


def record(name, search, metric):
    """Write the trials of a search, in the order in which they ran, and their curves."""
    board = search.leaderboard()
    board["number"] = board["name"].str.removeprefix("trial ").astype(int)
    columns = ("name", metric, "best_epoch", "epochs", "parameters", "seconds", *SETTINGS)
    trials = board.sort_values("number")[list(columns)].round(6).to_dict("records")
    curves = [
        {"name": trial, "epoch": epoch + 1, **{key: round(values[epoch], 4) for key, values in c.items()}}
        for trial, c in search.curves().items()
        for epoch in range(len(next(iter(c.values()))))
    ]
    write_table(FOLDER / f"{name}-trials.csv.gz", trials, provenance(name, search))
    write_table(FOLDER / f"{name}-curves.csv.gz", curves, provenance(name, search))
    print(board)


def provenance(name, search):
    """Say where a table comes from."""
    return [
        "Made by solutions/13-autokeras-tabular/record_search.py",
        f"{search!r}, strategy random, on the training rows of {name}.split(seed=0)",
        f"AutoKeras 3.0.0, Keras {keras.__version__}, TensorFlow {tf.__version__}; {search.seconds:.0f} s",
    ]


if __name__ == "__main__":
    main()
