"""What the trials of a search came to: a table, and their learning curves."""

import json
from pathlib import Path

import numpy as np
import pandas as pd

from helpers.automl.tuners import RECORD


def leaderboard(tuner, target):
    """Return a row for each trial that ended, the best first; a diverged one has no score.

    Parameters
    ----------
    tuner : helpers.automl.tuners.RecordedTrials
    target : Labels or Quantity
        Says which metric is the score, and in which units.
    """
    rows = []
    for trial, record in _ended(tuner):
        epochs = len(next(iter(record["curves"].values())))
        rows.append(
            {
                "name": _name(trial),
                target.metric: _score(trial) * target.scale(target.metric),
                "best_epoch": None if trial.best_step is None else trial.best_step + 1,
                "epochs": epochs,
                "parameters": record["parameters"],
                "seconds": record["seconds"],
                **_settings(trial.hyperparameters.values),
            }
        )
    if not rows:
        return pd.DataFrame(columns=["name", target.metric])
    table = pd.DataFrame(rows).sort_values(
        target.metric, ascending=target.best == "min", kind="stable"
    )
    return table.reset_index(drop=True)


def curves(tuner, target):
    """Return the learning curves of each trial, by name, in the target's own units.

    Returns
    -------
    dict of str to dict of str to list of float
        As ``keras.callbacks.History.history``: loss and metric by epoch, of the training rows
        and, with ``val_`` before the name, of the validation rows.
    """
    return {
        _name(trial): {
            metric: (np.array(values) * target.scale(metric)).tolist()
            for metric, values in record["curves"].items()
        }
        for trial, record in _ended(tuner)
    }


def trial_seconds(tuner):
    """Return the seconds that all trials took together."""
    return sum(record["seconds"] for _, record in _ended(tuner))


def _ended(tuner):
    """Return each trial that ran to its end with its record, in the order of their numbers."""
    trials = sorted(tuner.oracle.trials.values(), key=lambda trial: int(trial.trial_id))
    paths = [Path(tuner.project_dir) / f"trial_{trial.trial_id}" / RECORD for trial in trials]
    return [
        (trial, json.loads(path.read_text()))
        for trial, path in zip(trials, paths, strict=True)
        if trial.status in ("COMPLETED", "FAILED") and path.is_file()
    ]


def _name(trial):
    return f"trial {int(trial.trial_id) + 1}"


def _score(trial):
    return np.nan if trial.score is None else trial.score


def _settings(values):
    """Return the settings, each by the shortest end of its path that no other one has."""
    return {_shortest(name, values): value for name, value in values.items()}


def _shortest(name, names):
    parts = name.split("/")
    ends = ["/".join(parts[-length:]) for length in range(1, len(parts) + 1)]
    return next(
        end
        for end in ends
        if end == name or sum(f"/{other}".endswith(f"/{end}") for other in names) == 1
    )
