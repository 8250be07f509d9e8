"""AutoKeras at work: the model of a search built, run and read."""

import json
import time

import autokeras as ak
import keras
from autokeras.graph import Graph
from keras_tuner import Objective

from helpers.automl.errors import SearchError, cannot_write
from helpers.automl.folder import PROJECT
from helpers.automl.progress import Progress
from helpers.automl.quiet import quiet, without_printing
from helpers.automl.spaces import TABLE_START, dense_table
from helpers.automl.tuners import STRATEGIES


class Engine:
    """One search by AutoKeras, in one folder.

    Parameters
    ----------
    inputs : TableInput or ImageInput
        Fitted.
    target : Labels or Quantity
        Fitted.
    space : callable
        From AutoKeras's input node to the node before the head.
    """

    def __init__(self, inputs, target, space):
        self.inputs, self.target, self.space = inputs, target, space
        self.tuner = None

    def describe(self):
        """Return the search space in words, to tell it from another."""
        start, end = self._nodes()
        return json.dumps(Graph(inputs=start, outputs=end).get_config(), default=str)

    def open(self, folder, max_trials, strategy, seed):
        """Make the tuner; trials that lie in the folder are taken up."""
        metric, best = self.target.metric, self.target.best
        is_start_known = strategy == "greedy" and self.space is dense_table
        head = "classification_head_1" if metric == "accuracy" else "regression_head_1"
        start = [TABLE_START | {f"{head}/dropout": 0.0}]
        inputs, outputs = self._nodes()
        try:
            self.model = without_printing(
                ak.AutoModel,
                inputs=inputs,
                outputs=outputs,
                project_name=PROJECT,
                directory=folder.path,
                max_trials=max_trials,
                objective=Objective(f"val_{metric}", best),
                tuner=STRATEGIES[strategy],
                seed=seed + 1,  # KerasTuner takes 0 for no seed at all
                **({"initial_hps": start} if is_start_known else {}),
            )
        except (ValueError, RuntimeError) as error:
            raise SearchError(
                f"the search in {folder.path} cannot be continued, its records are damaged "
                f"({error}); give another directory, or overwrite=True to begin again"
            ) from error
        self.tuner = self.model.tuner

    def run(self, x, y, n_validation, seed, epochs, batch_size):
        """Search: the last `n_validation` rows judge; the best network is refitted on all.

        Returns
        -------
        float
            The seconds that it took.
        """
        progress = Progress(self.tuner.max_trials, epochs)
        self.tuner.attend(seed, progress)
        start = time.perf_counter()
        try:
            with quiet():
                self.model.fit(
                    x,
                    y,
                    epochs=epochs,
                    batch_size=batch_size,
                    validation_split=(n_validation + 0.5) / len(x),  # AutoKeras rounds down
                    verbose=0,
                )
        except OSError as error:
            raise cannot_write(self.tuner.project_dir, error) from error
        finally:
            progress.close()
        return time.perf_counter() - start

    def network(self):
        """Return the best network, refitted on all rows."""
        with quiet():
            return keras.models.load_model(self.tuner.best_model_path)

    def _nodes(self):
        """Return AutoKeras's input node and output node, with names that count from 1."""
        keras.backend.clear_session()
        if self.inputs.kind == "image":
            start = ak.ImageInput()
        else:
            names = self.inputs.feature_names
            start = ak.StructuredDataInput(
                column_names=names, column_types=dict.fromkeys(names, "numerical")
            )
        if self.target.metric == "accuracy":
            head = ak.ClassificationHead()
        else:
            head = ak.RegressionHead(metrics=["mae"])
        try:
            return start, head(self.space(start))
        except Exception as error:
            raise SearchError(
                f"space failed with {type(error).__name__}: {error}; it takes AutoKeras's input "
                "node and returns the node before the head"
            ) from error
