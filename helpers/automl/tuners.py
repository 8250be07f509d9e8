"""AutoKeras's tuners, with seeds that hold, failures that speak, and a record of each trial."""

import json
import math
import time
from pathlib import Path

import keras
from autokeras import tuners
from keras_tuner.errors import FatalError

from helpers.automl.errors import SearchError, TrialError, cannot_write, is_of_the_disk

RECORD = "record.json"


class RecordedTrials:
    """Hooks into a tuner of AutoKeras; call :meth:`attend` before the search.

    Every trial is seeded by its number. So the same seed gives the same trials, whether the
    search ran at one go or was interrupted and continued.
    """

    def attend(self, seed, progress):
        """Set the seed of the search and the progress that hears of its trials and epochs."""
        self.base_seed = seed
        self.progress = progress
        # A network that diverges has no score; any number of them may come in a row.
        self.oracle.max_consecutive_failed_trials = self.oracle.max_trials + 1

    def pre_create_trial(self):
        """Seed the choice of the next trial."""
        self._seed(len(self.oracle.trials))

    def on_trial_begin(self, trial):
        """Seed the trial's weights and the order of its batches."""
        self._seed(int(trial.trial_id))
        self.progress.trial(int(trial.trial_id) + 1)
        super().on_trial_begin(trial)

    def on_epoch_end(self, trial, model, epoch, logs=None):
        """Tell the progress."""
        super().on_epoch_end(trial, model, epoch, logs=logs)
        self.progress.epoch(epoch + 1)

    def _run_and_update_trial(self, trial, *args, **kwargs):
        try:
            super()._run_and_update_trial(trial, *args, **kwargs)
        except FatalError:
            raise
        except Exception as error:
            if is_of_the_disk(error):
                raise cannot_write(self.project_dir, error) from error
            raise TrialError(
                f"trial {int(trial.trial_id) + 1} failed with {type(error).__name__}: {error}\n"
                f"Its settings were {trial.hyperparameters.values}"
            ) from error

    def _build_and_fit_model(self, trial, *args, **kwargs):
        start = time.perf_counter()
        history = super()._build_and_fit_model(trial, *args, **kwargs)
        record = {
            "curves": history.history,
            "parameters": history.model.count_params(),
            "seconds": round(time.perf_counter() - start, 2),
        }
        path = Path(self.get_trial_dir(trial.trial_id)) / RECORD
        path.write_text(json.dumps(record, default=float))
        return history

    def final_fit(self, **kwargs):
        """Refit the best trial on all rows, for as many epochs as were best for it.

        AutoKeras would go on to the last epoch, with nothing to stop it in time.
        """
        best = self.oracle.get_best_trials(1)[0]
        if best.score is None or not math.isfinite(best.score):
            raise SearchError(
                f"none of {len(self.oracle.trials)} trials has a score: every network diverged; "
                "look for huge values in the data, or try more trials"
            )
        self._seed(len(self.oracle.trials))
        self.progress.refit(int(best.trial_id) + 1)
        return super().final_fit(**kwargs | {"epochs": self._get_best_trial_epochs()})

    def _seed(self, number):
        keras.utils.set_random_seed((self.base_seed * 10_007 + number) % 2**32)


class Greedy(RecordedTrials, tuners.Greedy):
    """Changes a part of the best network so far (Jin, Song and Hu 2019)."""


class Random(RecordedTrials, tuners.RandomSearch):
    """Draws each network at random."""


class Bayesian(RecordedTrials, tuners.BayesianOptimization):
    """Draws the network with the best chance of beating the best so far."""


STRATEGIES = {"greedy": Greedy, "random": Random, "bayesian": Bayesian}
