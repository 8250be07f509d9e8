"""Searches that train: few, small, and judged only by what must be better than a guess."""

import subprocess
import sys

import numpy as np
import pytest
from sklearn.datasets import load_digits

from helpers import automl, datasets

AGAIN = """
import sys
import numpy as np
from helpers import automl
found = automl.load(sys.argv[1])
rows = np.load(sys.argv[1] + "/rows.npy", allow_pickle=True)
probabilities = found.predict_proba(rows)
np.savez(sys.argv[1] + "/again.npz", probabilities=probabilities, labels=found.predict(rows))
"""


def in_a_fresh_process(found, rows, folder):
    found.save(folder)
    np.save(folder / "rows.npy", rows)
    done = subprocess.run(
        [sys.executable, "-c", AGAIN, str(folder)], capture_output=True, text=True, check=True
    )
    assert "Warning" not in done.stderr
    return np.load(folder / "again.npz")


@pytest.mark.slow
def test_passengers_beat_the_majority_and_are_the_same_in_a_fresh_process(tmp_path):
    train, test = datasets.load("passengers", n=400).split(seed=0)
    labels = np.where(train.y == 1, "survived", "died")
    search = automl.TableClassifier(max_trials=2, epochs=8).fit(train.x, labels)
    majority = search.baselines(train.x, labels).set_index("name")["accuracy"]["majority"]
    assert search.leaderboard()["accuracy"][0] > majority
    again = in_a_fresh_process(search, test.x, tmp_path)
    assert (again["probabilities"] == search.predict_proba(test.x)).all()
    assert (again["labels"] == search.predict(test.x)).all()


@pytest.mark.slow
def test_a_quantity_is_predicted_better_than_by_its_mean():
    train, test = datasets.load("diabetes").split(seed=0)
    search = automl.TableRegressor(max_trials=1, epochs=15).fit(train.x, train.y)
    baselines = search.baselines(train.x, train.y, test=(test.x, test.y))
    assert search.evaluate(test.x, test.y) < 0.85 * baselines["mae"][0]


@pytest.mark.slow
def test_digits_are_read_by_a_network_found_on_a_laptop(tmp_path):
    digits = load_digits()
    search = automl.ImageClassifier(max_trials=2, epochs=6, batch_size=16)
    search.fit(digits.images[:800], digits.target[:800])
    assert search.leaderboard()["accuracy"][0] > 0.8
    assert search.evaluate(digits.images[800:1200], digits.target[800:1200]) > 0.8
    again = in_a_fresh_process(search, digits.images[800:900], tmp_path)
    assert (again["probabilities"] == search.predict_proba(digits.images[800:900])).all()


@pytest.mark.slow
def test_training_repeats_itself_after_an_interruption(table, monkeypatch):
    def search():
        return automl.TableClassifier(max_trials=2, epochs=2, seed=0)

    whole, found = search().fit(*table), search()
    with monkeypatch.context() as patch:
        patch.setattr(automl.tuners.RecordedTrials, "final_fit", _interrupt)
        with pytest.raises(KeyboardInterrupt):
            found.fit(*table)
    found.fit(*table)
    assert found.curves() == whole.curves()
    assert (found.predict_proba(table[0]) == whole.predict_proba(table[0])).all()


def _interrupt(tuner, **kwargs):
    raise KeyboardInterrupt
