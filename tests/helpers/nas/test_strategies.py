from functools import partial

import numpy as np
import pandas as pd
import pytest

from helpers.nas import CHOICES, bayesian, race, recorded, reinforce
from helpers.nas.strategies import DOUBT, Surrogate


def optimistic(mean, deviation, best):
    return mean + deviation


def uphill(logits, actions, rewards, baseline):
    shares = np.exp(logits) / np.exp(logits).sum()
    return np.mean((rewards - baseline)[:, None] * (np.eye(len(logits))[actions] - shares), axis=0)


def convolutions(architecture):
    return sum(int(name[-1]) for name in architecture[1:] if name.startswith("conv"))


class Table:
    """Scores without luck, and a test score of half of them."""

    def trainer(self, rng):
        return convolutions

    def worth(self, history):
        assert all(len(name) == 4 for name, _ in history if name)
        return [score / 2 for _, score in history]


STRATEGIES = {
    "bayesian": partial(bayesian, improvement=optimistic),
    "reinforce": partial(reinforce, gradient=uphill, rate=0.5),
}


@pytest.mark.parametrize("name", STRATEGIES)
def test_a_strategy_learns_what_pays(name):
    history = STRATEGIES[name](CHOICES, convolutions, 60, np.random.default_rng(0))
    scores = [score for _, score in history]
    assert [convolutions(architecture) for architecture, _ in history] == scores
    assert len(history) == 60
    assert np.mean(scores[-15:]) > np.mean(scores[:10]) + 3


def test_bayesian_search_trains_nothing_twice():
    history = STRATEGIES["bayesian"](CHOICES, convolutions, 60, np.random.default_rng(1))
    assert len({name for name, _ in history}) == 60


def test_the_surrogate_is_a_gaussian_process():
    rng = np.random.default_rng(0)
    points = rng.normal(size=(30, 2))
    alike = np.exp(-np.sum((points[:, None] - points) ** 2, axis=2))
    places, scores = [3, 7, 3, 12, 25], rng.random(5)
    surrogate = Surrogate(alike)
    for place, score in zip(places, scores, strict=True):
        surrogate.add(place, score)
    weights = np.linalg.solve(alike[np.ix_(places, places)] + DOUBT * np.eye(5), alike[places]).T
    mean, deviation = surrogate.predict()
    assert np.allclose(mean, scores.mean() + weights @ (scores - scores.mean()))
    variance = 1 - np.sum(weights * alike[places].T, axis=1)
    assert np.allclose(deviation, scores.std() * np.sqrt(variance))


def test_recorded_searches_cost_trials_in_which_nothing_is_found():
    rows = [dict(zip(CHOICES, ("chain", "conv1", "conv3", "conv5"), strict=True))]
    strategy = recorded(pd.DataFrame(rows), price=3)
    history = strategy(CHOICES, convolutions, 9, np.random.default_rng(0))
    assert [name is None for name, _ in history] == [True, True, True, False] * 2 + [True]
    assert history[3] == (("chain", "conv1", "conv3", "conv5"), 9)


def test_a_race_has_a_row_for_each_search_and_repeats_itself():
    curves = race(STRATEGIES["bayesian"], Table(), searches=3, trials=12)
    assert curves.shape == (3, 12)
    assert not np.array_equal(curves[0], curves[1])
    assert np.array_equal(curves, race(STRATEGIES["bayesian"], Table(), searches=3, trials=12))
