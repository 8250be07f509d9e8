"""A trained network together with what goes before it and after it."""

import json
from pathlib import Path

import autokeras  # noqa: F401  (its layers must be known before a network is loaded)
import keras
import numpy as np

from helpers.automl.images import ImageInput
from helpers.automl.quiet import quiet
from helpers.automl.tables import TableInput
from helpers.automl.targets import Labels, Quantity

MODEL = "model.keras"
AROUND = "encoder.json"
INPUTS = {kind.kind: kind for kind in (TableInput, ImageInput)}
TARGETS = {kind.kind: kind for kind in (Labels, Quantity)}


class Predictor:
    """Predicts from rows as they come: encodes them, runs the network, decodes what it says.

    Attributes
    ----------
    model : keras.Model
    inputs : TableInput or ImageInput
    target : Labels or Quantity
    """

    def __init__(self, model, inputs, target):
        self.model, self.inputs, self.target = model, inputs, target

    def predict(self, x):
        """Return one prediction a row, shape (rows,), in the dtype or units of the target.

        Parameters
        ----------
        x : DataFrame, two-dimensional array or images
            As given to ``fit``. Columns are found by name, in any order.

        Raises
        ------
        ValueError
            If the rows do not look like those of ``fit``; the message says where.
        """
        return self.target.decode(self._outputs(x))

    def predict_proba(self, x):
        """Return the probability of each class, shape (rows, classes), in the order of `classes`.

        Raises
        ------
        ValueError
            If the rows do not look like those of ``fit``, or a quantity is predicted.
        """
        if self.target.kind != Labels.kind:
            raise ValueError("a quantity has no probabilities; call predict")
        return self.target.probabilities(self._outputs(x))

    def evaluate(self, x, y):
        """Return the accuracy for labels, the mean absolute error for a quantity.

        Raises
        ------
        ValueError
            If the rows do not look like those of ``fit``, or `y` has not one value a row.
        """
        return self.target.score(y, self.predict(x))

    @property
    def classes(self):
        """The labels in order, in the dtype they came in; None for a quantity."""
        return getattr(self.target, "classes", None)

    def _outputs(self, x):
        matrix = self.inputs.transform(x)
        with quiet():
            return np.asarray(self.model.predict(matrix, verbose=0))

    def save(self, folder):
        """Write the network (``model.keras``) and what is around it (``encoder.json``).

        Parameters
        ----------
        folder : str or Path
            Made if need be; a predictor saved there before is overwritten.

        Raises
        ------
        OSError
            If it cannot be written.
        """
        folder = Path(folder)
        folder.mkdir(parents=True, exist_ok=True)
        self.model.save(folder / MODEL)
        around = {
            "input": {"kind": self.inputs.kind, **self.inputs.to_json()},
            "target": {"kind": self.target.kind, **self.target.to_json()},
        }
        (folder / AROUND).write_text(json.dumps(around, indent=1, ensure_ascii=False), "utf-8")


def load(folder):
    """Return the predictor that was saved in a folder; its predictions are identical.

    A network loads in the version of Keras that saved it or a later one.

    Raises
    ------
    FileNotFoundError
        If nothing was saved there.
    ValueError
        If what was saved is damaged, or comes from a later Keras.
    """
    folder = Path(folder)
    for name in (MODEL, AROUND):
        if not (folder / name).is_file():
            raise FileNotFoundError(f"{folder} has no {name}; give the folder that save was given")
    try:
        around = json.loads((folder / AROUND).read_text("utf-8"))
        inputs, target = around["input"], around["target"]
        with quiet():
            model = keras.models.load_model(folder / MODEL)
        return Predictor(
            model,
            INPUTS[inputs["kind"]].from_json(inputs),
            TARGETS[target["kind"]].from_json(target),
        )
    except (ValueError, KeyError, TypeError, OSError) as error:
        raise ValueError(
            f"{folder} cannot be loaded with Keras {keras.__version__} ({error}); if a later "
            "Keras saved it, update Keras; otherwise save it again"
        ) from error
