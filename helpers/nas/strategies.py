"""Two loops around formulas that unit 12 has its readers write, and the race of all strategies."""

from itertools import product

import numpy as np

from helpers.nas.space import CHOICES, canonical

DOUBT = 0.2  # share of a score's variance that is luck of the single training


def bayesian(choices, evaluate, trials, rng, improvement, start=10):
    """Search with a Gaussian process and expected improvement.

    Parameters
    ----------
    choices : dict of str to sequence
        The decisions and their values; small enough to list every combination.
    evaluate : callable
        Takes an architecture, returns a score.
    trials : int
    rng : numpy.random.Generator
    improvement : callable
        ``improvement(mean, deviation, best)`` says how promising each candidate is.
    start : int
        Random trials before the first prediction.

    Returns
    -------
    list of (tuple, float)
        Architecture and score of each trial, in order, all different.
    """
    names, alike = _neighbourhood(choices)
    surrogate, is_new = Surrogate(alike), np.ones(len(names), dtype=bool)
    first, history = list(rng.choice(len(names), min(start, trials), replace=False)), []
    for _ in range(trials):
        if first:
            place = first.pop()
        else:
            best = max(score for _, score in history)
            promise = improvement(*surrogate.predict(), best)
            place = int(np.argmax(np.where(is_new, promise, -np.inf)))
        history.append((names[place], evaluate(names[place])))
        surrogate.add(place, history[-1][1])
        is_new[place] = False
    return history


class Surrogate:
    """A Gaussian process over a list of candidates that takes in one score after the other.

    Sums stand where matrix products could: BLAS would spend longer on waking its threads.

    Parameters
    ----------
    alike : numpy.ndarray of shape (n, n)
        From 1 for the same network towards 0 for one that has nothing in common.
    """

    def __init__(self, alike):
        self._alike, self._scores = alike, []
        self._rows = np.zeros((0, len(alike)))  # of the Cholesky factor, for all candidates
        self._whitened = np.zeros((0, 2))  # the scores and as many ones, in the factor's terms

    def add(self, place, score):
        """Take in the score of the candidate at this place."""
        column = self._rows[:, place]
        rest = self._alike[place] - (column[:, None] * self._rows).sum(axis=0)
        scale = np.sqrt(rest[place] + DOUBT)
        new = (np.array([score, 1.0]) - (column[:, None] * self._whitened).sum(axis=0)) / scale
        self._rows = np.vstack([self._rows, rest / scale])
        self._whitened = np.vstack([self._whitened, new])
        self._scores.append(score)

    def predict(self):
        """Return the mean and the deviation of every candidate's score, each of shape (n,)."""
        centre, spread = np.mean(self._scores), np.std(self._scores) + 1e-9
        lead = self._whitened[:, 0] - centre * self._whitened[:, 1]
        variance = 1 - (self._rows**2).sum(axis=0)
        mean = centre + (lead[:, None] * self._rows).sum(axis=0)
        return mean, spread * np.sqrt(np.maximum(variance, 0))


def reinforce(choices, evaluate, trials, rng, gradient, batch=4, rate=6.0):
    """Search with an agent that has a softmax for each decision; arguments as for `bayesian`.

    Parameters
    ----------
    gradient : callable
        ``gradient(logits, actions, rewards, baseline)`` says in which direction to change logits.
    batch : int
        Trials between two changes of the logits.
    rate : float
    """
    values, history = list(choices.values()), []
    logits = [np.zeros(len(each)) for each in values]
    while trials > len(history):
        shares = [np.exp(each - each.max()) for each in logits]
        actions = np.array(
            [[rng.choice(len(p), p=p / p.sum()) for p in shares] for _ in range(batch)]
        )
        drawn = [tuple(v[a] for v, a in zip(values, row, strict=True)) for row in actions]
        history += [(name, evaluate(name)) for name in drawn]
        rewards = np.array([score for _, score in history])
        for place, each in enumerate(logits):
            given = actions[:, place], rewards[-batch:], rewards.mean()
            logits[place] = each + rate * gradient(each, *given)
    return history[:trials]


def race(strategy, table, searches=40, trials=60):
    """Let a strategy search many times, and say what each search would have returned when.

    Parameters
    ----------
    strategy : callable
        ``strategy(choices, evaluate, trials, rng)`` returns a list of (architecture, score); an
        architecture of None is a trial after which there is nothing new to return.
    table : helpers.datasets.Architectures
    searches, trials : int

    Returns
    -------
    numpy.ndarray of shape (searches, trials)
        The test accuracy of the architecture with the best score so far; nan before the first.
    """
    curves = []
    for number in range(searches):
        luck, choice = np.random.default_rng([number, 1]).spawn(2)
        curves.append(table.worth(strategy(CHOICES, table.trainer(luck), trials, choice)))
    return np.array(curves)


def recorded(runs, price):
    """Return a strategy that takes supernets trained beforehand, in random order.

    Parameters
    ----------
    runs : pandas.DataFrame
        From `helpers.datasets.relaxations`.
    price : int
        Trials that one supernet costs; the training of the network it found is one more.
    """

    def relaxation(choices, evaluate, trials, rng):
        history = []
        while trials > len(history):
            name = tuple(runs.loc[rng.integers(len(runs)), list(choices)])
            history += [(None, -np.inf)] * price + [(name, evaluate(name))]
        return history[:trials]

    return relaxation


def _neighbourhood(choices):
    """Return all names, and how alike the networks of each pair are."""
    names = list(product(*choices.values()))
    columns = [list(values) for values in choices.values()]
    codes = np.array(
        [[c.index(value) for c, value in zip(columns, canonical(n), strict=True)] for n in names]
    )
    return names, np.exp(-np.sum(codes[:, None] != codes, axis=2))
