"""KerasTuner with the course's training loop: a trial in one second instead of eight."""

import warnings

import keras_tuner

from helpers.training import fit


class QuickHyperModel(keras_tuner.HyperModel):
    """A search space for KerasTuner whose models are trained by `helpers.training.fit`.

    KerasTuner's callback for every batch is left out; what saves the best epoch stays.

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
        kept = [callback for callback in callbacks if type(callback).__name__ == "SaveBestEpoch"]
        return fit(model, *data, epochs=epochs - initial_epoch, callbacks=kept, **options)


def quiet_search(tuner, *data, **options):
    """Run a tuner's search without its prints and Keras's remark on an optimizer's state.

    Parameters
    ----------
    tuner : keras_tuner.Tuner
    *data, **options
        For `tuner.search`.

    Returns
    -------
    list of dict
        One for each trial, in order: its ``score``, its ``epochs`` and all hyperparameters.
    """
    epochs = options.get("epochs")
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Skipping variable loading for optimizer")
        tuner.search(*data, verbose=0, **options)
    found = []
    for _, trial in sorted(tuner.oracle.trials.items()):
        values = dict(trial.hyperparameters.values)
        done = values.get("tuner/epochs", epochs) - values.get("tuner/initial_epoch", 0)
        found.append({"score": trial.score, "epochs": done} | values)
    return found
