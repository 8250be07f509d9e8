"""The search for a network, by AutoKeras, in the manner of scikit-learn."""

import warnings

import numpy as np

from helpers.automl import checks, results
from helpers.automl.baselines import baselines
from helpers.automl.engine import Engine
from helpers.automl.errors import SearchError
from helpers.automl.folder import Folder, digest
from helpers.automl.predictor import Predictor
from helpers.automl.splits import split, take
from helpers.garbage import light_collections


class Search:
    """What the four searches share; use one of them.

    Parameters
    ----------
    max_trials : int
        Networks to try. A small space may be exhausted earlier.
    epochs : int
        Epochs of each trial at most. A trial stops early when ten epochs brought nothing.
    seed : int
        Of the split, the trials and their weights: the same seed, the same search.
    strategy : {"greedy", "random", "bayesian"}
    space : callable, optional
        From AutoKeras's input node to the node before the head, built of AutoKeras's blocks.
    batch_size : int
    directory : str or Path, optional
        Where trials are kept; the same search continues there, in another process too.
        Without it they are kept as long as this object.
    overwrite : bool
        Whether the first ``fit`` throws away a search that lies in `directory`.
    """

    # Each search sets these: its space, and what makes its input and its target.
    _default_space = _make_input = _make_target = None

    def __init__(
        self,
        max_trials=3,
        epochs=10,
        *,
        seed=0,
        strategy="greedy",
        space=None,
        batch_size=32,
        directory=None,
        overwrite=False,
    ):
        for name, value in (
            ("max_trials", max_trials),
            ("epochs", epochs),
            ("batch_size", batch_size),
        ):
            checks.whole(name, value, minimum=1)
        checks.whole("seed", seed, minimum=0)
        checks.strategy(strategy)
        checks.space(space)
        self.max_trials, self.epochs, self.batch_size = max_trials, epochs, batch_size
        self.seed, self.strategy = seed, strategy
        self.space = space or self._default_space
        self.directory = directory
        self._folder = Folder(directory, overwrite)
        self._engine = self._best = None
        self.seconds = 0.0

    def __repr__(self):
        settings = f"max_trials={self.max_trials}, epochs={self.epochs}, seed={self.seed}"
        return f"{type(self).__name__}({settings})"

    def fit(self, x, y, validation_split=0.2):
        """Search, then refit the best network on all rows.

        Called again with the same rows it goes on where it was interrupted; a finished search
        is not repeated.

        Parameters
        ----------
        x : DataFrame, two-dimensional array or dict of columns; images: array (n, height, width[, channels])
        y : array or Series, shape (rows,)
            Labels of any type, or numbers.
        validation_split : float
            Share of the rows that judge the trials, stratified by label, drawn by the seed.

        Returns
        -------
        Search
            This one.

        Raises
        ------
        ValueError
            If the rows or the target cannot be used; the message says where.
        TrialError
            If a trial failed, with the trial's own error as its cause.
        SearchError
            If the search cannot start or go on.
        """
        inputs, target = self._make_input(), self._make_target()
        rows, truth, training, validation = self._prepare(inputs, target, x, y, validation_split)
        self._best = None
        inputs.fit(take(rows, training))
        target.fit(truth[training])
        order = np.concatenate([training, validation])
        with warnings.catch_warnings(action="ignore"):  # of words that only validation rows have
            features = inputs.transform(take(rows, order))
        self._engine = Engine(inputs, target, self.space)
        with light_collections():
            self._run(features, target.encode(truth[order]), len(validation))
        self._best = Predictor(self._engine.network(), inputs, target)
        return self

    def _prepare(self, inputs, target, x, y, validation_split):
        rows = inputs.check(x)
        truth = target.check(y, len(rows))
        return rows, truth, *split(truth, target.metric == "accuracy", validation_split, self.seed)

    def _run(self, features, codes, n_validation):
        """Search, or go on with the search that lies in the folder."""
        settings = {
            name: getattr(self, name) for name in ("epochs", "seed", "strategy", "batch_size")
        }
        asked = {
            "rows or target": digest(features, codes),
            "space": digest(self._engine.describe()),
            "validation_split": n_validation,
            **settings,
        }
        self._folder.open(asked)
        self._engine.open(self._folder, self.max_trials, self.strategy, self.seed)
        facts = self._folder.finished()
        if not facts or facts["max_trials"] != self.max_trials:
            before = results.trial_seconds(self._engine.tuner)
            seconds = before + self._engine.run(
                features, codes, n_validation, self.seed, self.epochs, self.batch_size
            )
            facts = {"max_trials": self.max_trials, "seconds": round(seconds, 2)}
            self._folder.finish(facts)
        self.seconds = facts["seconds"]

    def baselines(self, x, y, validation_split=0.2, test=None):
        """Return what simple models of scikit-learn score on the same rows as the trials.

        Parameters
        ----------
        x, y, validation_split
            As for :meth:`fit`.
        test : tuple of rows and their true target, optional
            Score on these instead, and learn from all of `x`.

        Returns
        -------
        pandas.DataFrame
            Columns ``name`` and ``accuracy`` or ``mae``: majority or mean, linear, gradient boosting.

        Raises
        ------
        ValueError
            As :meth:`fit` does.
        """
        inputs, target = self._make_input(), self._make_target()
        rows, truth, training, validation = self._prepare(inputs, target, x, y, validation_split)
        if test is not None:
            return baselines(inputs, target, (rows, truth), test, self.seed)
        parts = [(take(rows, part), truth[part]) for part in (training, validation)]
        with warnings.catch_warnings(action="ignore"):  # of words that only validation rows have
            return baselines(inputs, target, *parts, self.seed)

    def leaderboard(self):
        """Return a DataFrame with a row for each trial so far, the best first.

        Columns: ``name``, ``accuracy`` or ``mae`` (in the target's units; nan for a network that
        diverged), ``best_epoch``, ``epochs``, ``parameters``, ``seconds``, then the settings.
        """
        return results.leaderboard(*self._searched())

    def curves(self):
        """Return the learning curves of each trial, by name: what ``plotting.histories`` draws."""
        return results.curves(*self._searched())

    def _searched(self):
        if self._engine is None or self._engine.tuner is None:
            raise SearchError("nothing has been tried yet; call fit first")
        return self._engine.tuner, self._engine.target

    @property
    def best(self):
        """The predictor with the refitted network; its ``model`` is the Keras model."""
        if self._best is None:
            raise SearchError("nothing has been found yet; call fit first, and let it finish")
        return self._best

    @property
    def model(self):
        """The best network, refitted on all rows: a ``keras.Model``."""
        return self.best.model

    @property
    def classes(self):
        """The labels in order, in the dtype they came in; None for a quantity."""
        return self.best.classes

    def predict(self, x):
        """Return one prediction a row, shape (rows,); see :meth:`Predictor.predict`."""
        return self.best.predict(x)

    def predict_proba(self, x):
        """Return the probability of each class; see :meth:`Predictor.predict_proba`."""
        return self.best.predict_proba(x)

    def evaluate(self, x, y):
        """Return the accuracy or the mean absolute error; see :meth:`Predictor.evaluate`."""
        return self.best.evaluate(x, y)

    def save(self, folder):
        """Save the predictor for :func:`helpers.automl.load`; see :meth:`Predictor.save`."""
        self.best.save(folder)
