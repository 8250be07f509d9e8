"""A search space that was trained completely: each network's scores, size and cost."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from helpers.datasets.recorded.table import read_table

if TYPE_CHECKING:
    import pandas as pd

FULL = "valid_24"


class Architectures:
    """Every network of `helpers.nas`, trained on the digits from three random starts.

    A sibling of :func:`helpers.datasets.load`: several scores for each row do not fit a
    :class:`~helpers.datasets.Dataset`.

    Attributes
    ----------
    provenance : str
        Where the numbers come from, and what the columns of :meth:`frame` mean.
    seeds : tuple of int
        The random starts.
    """

    def __init__(self):
        self._frame, self.provenance = read_table("architectures")
        self.seeds = tuple(int(seed) for seed in self._frame["seed"].unique())
        names = self._frame.iloc[:: len(self.seeds), :4].itertuples(index=False, name=None)
        self._place = {name: place for place, name in enumerate(names)}
        self._valid = self._by_seed(FULL)
        self._test = self._by_seed("test").mean(axis=1)

    def frame(self) -> pd.DataFrame:
        """Return the whole table: a row for each network and random start."""
        return self._frame.copy()

    def means(self) -> pd.DataFrame:
        """Return a row for each network, its scores averaged over the random starts."""
        decisions = list(self._frame.columns[:4])
        means = self._frame.groupby(decisions, sort=False).mean(numeric_only=True)
        return means.drop(columns="seed").reset_index()

    def validation(self, architecture, seed) -> float:
        """Return the accuracy on the validation images of one trained network.

        Parameters
        ----------
        architecture : sequence of four str
            Any of the 375 names; see `helpers.nas.canonical`.
        seed : int
            One of `seeds`.

        Raises
        ------
        ValueError
            If there is no such architecture or seed.
        """
        if seed not in self.seeds:
            raise ValueError(f"seed is {seed!r}; the networks were trained from {self.seeds}")
        return float(self._valid[self._row(architecture), self.seeds.index(seed)])

    def test(self, architecture) -> float:
        """Return the accuracy on the test images, the mean over all random starts."""
        return float(self._test[self._row(architecture)])

    def rank(self, architecture) -> int:
        """Return the place of an architecture by :meth:`test`, 1 for the best."""
        return int(np.sum(self._test > self._test[self._row(architecture)])) + 1

    def trainer(self, rng):
        """Return a function that stands for a training from one of the starts, at random.

        Parameters
        ----------
        rng : numpy.random.Generator

        Returns
        -------
        callable
            Takes an architecture, returns its validation accuracy.
        """
        return lambda architecture: self.validation(architecture, int(rng.choice(self.seeds)))

    def worth(self, history):
        """Return what a search would have returned after each trial, by its test accuracy.

        Parameters
        ----------
        history : sequence of (architecture or None, float)
            Every trial with its score; the search returns the architecture with the best.

        Returns
        -------
        numpy.ndarray of shape (trials,)
            nan as long as there was no architecture.
        """
        best = np.maximum.accumulate([score for _, score in history])
        leaders = [history[place][0] for place in np.searchsorted(best, best)]
        return np.array([np.nan if name is None else self.test(name) for name in leaders])

    def __len__(self):
        return len(self._place)

    def __repr__(self):
        return f"Architectures({len(self)} networks, {len(self.seeds)} random starts each)"

    def _row(self, architecture):
        return self._place[tuple(self._canonical(architecture))]

    @cached_property
    def _canonical(self):
        from helpers.nas.space import canonical  # brings Keras, which no other data set needs

        return canonical

    def _by_seed(self, column):
        return self._frame[column].to_numpy().reshape(-1, len(self.seeds))


def architectures() -> Architectures:
    """Return the table of trained architectures; see :class:`Architectures`."""
    return Architectures()


def relaxations() -> pd.DataFrame:
    """Return what `helpers.nas.Supernet` found from many random starts, a row for each search.

    The columns are the seed, the four decisions, and the seconds of processor time.
    """
    return read_table("relaxations")[0]
