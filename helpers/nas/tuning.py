"""KerasTuner with the course's training loop: a trial in one second instead of eight."""

import tempfile
import warnings

import keras
import keras_tuner
from sklearn.exceptions import ConvergenceWarning

from helpers.garbage import light_collections
from helpers.training import fit


class QuickHyperModel(keras_tuner.HyperModel):
    """A search space for KerasTuner whose models are trained by `helpers.training.fit`.

    KerasTuner's callbacks are left out. Only Hyperband, which goes on with networks that it began,
    keeps the one that saves the best epoch.

    Parameters
    ----------
    build : callable
        ``build(hp)`` returns a compiled model, as KerasTuner wants it.
    """

    def __init__(self, build):
        super().__init__()
        self._build = build

    def build(self, hp):
        """Return the model of these hyperparameters."""
        return self._build(hp)

    def fit(self, hp, model, *data, epochs, initial_epoch=0, callbacks=(), **options):
        """Train for `epochs` less `initial_epoch`, the epochs that Hyperband did before."""
        saved = ("SaveBestEpoch",) if "tuner/epochs" in hp.values else ()
        kept = [callback for callback in callbacks if type(callback).__name__ in saved]
        return fit(model, *data, epochs=epochs - initial_epoch, callbacks=kept, **options)


def tune(tuner, build, training, validation, epochs, batch_size=32, seed=0, **options):
    """Search with one of KerasTuner's tuners, in a fresh folder and without its prints.

    Parameters
    ----------
    tuner : type
        ``keras_tuner.RandomSearch``, ``BayesianOptimization``, ``Hyperband``, ...
    build : callable
        ``build(hp)`` returns a model that is compiled with the metric ``"accuracy"``.
    training, validation : (numpy.ndarray, numpy.ndarray)
        The objective is the accuracy on `validation`.
    epochs, batch_size : int
    seed : int
        Of the search and of the trainings.
    **options
        For the tuner, such as ``max_trials``.

    Returns
    -------
    best : keras_tuner.HyperParameters
    trials : list of dict
        One for each trial, in order: its ``score``, its ``epochs`` and all hyperparameters.

    Raises
    ------
    RuntimeError
        From KerasTuner, if three trials in a row fail; it prints the reason of each.
    """
    keras.utils.set_random_seed(seed)
    with tempfile.TemporaryDirectory() as folder, warnings.catch_warnings():
        # The surrogate of a few scores often ends at a bound of its search.
        warnings.filterwarnings("ignore", category=ConvergenceWarning)
        # Hyperband loads weights of epochs before, and Adam starts anew: meant so.
        warnings.filterwarnings("ignore", message="Skipping variable loading for optimizer")
        space, place = QuickHyperModel(build), {"directory": folder, "project_name": "search"}
        search = tuner(space, objective="val_accuracy", seed=seed, **place, **options)
        settings = {"epochs": epochs, "batch_size": batch_size, "verbose": 0}
        with light_collections():
            search.search(*training, validation_data=validation, **settings)
        return search.get_best_hyperparameters()[0], _listed(search.oracle.trials, epochs)


def _listed(trials, epochs):
    found = []
    for _, trial in sorted(trials.items()):
        values = dict(trial.hyperparameters.values)
        done = values.get("tuner/epochs", epochs) - values.get("tuner/initial_epoch", 0)
        found.append({"score": trial.score, "epochs": done} | values)
    return found
