"""What is to be predicted: labels or a quantity, encoded for a network and decoded again."""

import numpy as np
import pandas as pd


class Labels:
    """Class labels: int codes inside, the labels in their own dtype outside.

    Attributes
    ----------
    classes : numpy.ndarray
        The labels in order, in the dtype they came in.
    """

    kind = "labels"
    metric = "accuracy"
    best = "max"

    def check(self, labels, rows):
        """Return the labels as an array, and remember the classes.

        Raises
        ------
        ValueError
            If there is not one label a row, one is missing, types are mixed or there
            are fewer than two classes.
        """
        labels = _one_each(labels, rows)
        kinds = {type(label) for label in _plain(labels)}
        if not kinds <= {bool, int, float, str}:
            raise ValueError(
                f"y holds labels of type {_names(kinds)}; give numbers, bools or strings"
            )
        try:
            self.classes = np.unique(labels)
        except TypeError:
            raise ValueError(f"y mixes labels of type {_names(kinds)}; give one type") from None
        if len(self.classes) < 2:
            raise ValueError(
                f"y holds one class, {_plain(self.classes)[0]!r}; there is nothing to tell apart"
            )
        return labels

    def fit(self, labels):
        """Learn nothing: the classes are those of all rows, not only of the training rows."""

    def encode(self, labels):
        """Return 0 or 1, shape (rows,), or for three and more classes one-hot rows."""
        codes = np.searchsorted(self.classes, labels)
        return codes if len(self.classes) == 2 else np.eye(len(self.classes))[codes]

    def probabilities(self, outputs):
        """Return the probability of each class, shape (rows, classes), from a network's output."""
        return np.hstack([1 - outputs, outputs]) if outputs.shape[1] == 1 else outputs

    def decode(self, outputs):
        """Return the most likely label of each row, in its dtype."""
        return self.classes[self.probabilities(outputs).argmax(axis=1)]

    def score(self, truth, predicted):
        """Return the share of rows whose label is right; a label never seen is never right."""
        truth = _one_each(truth, len(predicted))
        return float(np.mean([bool(a == b) for a, b in zip(truth, predicted, strict=True)]))

    def scale(self, metric):
        """Return the factor that brings a metric of training to the target's own units."""
        return 1.0

    def to_json(self):
        """Return the classes and their dtype."""
        return {"classes": _plain(self.classes), "dtype": self.classes.dtype.str}

    @classmethod
    def from_json(cls, data):
        """Return the target that :meth:`to_json` described."""
        restored = cls()
        restored.classes = np.array(data["classes"], dtype=data["dtype"])
        return restored


class Quantity:
    """A quantity: standardised inside (mean 0, deviation 1 of the training rows), in its units outside."""

    kind = "quantity"
    metric = "mae"
    best = "min"

    def check(self, target, rows):
        """Return the target as floats, shape (rows,).

        Raises
        ------
        ValueError
            If there is not one number a row, one is missing or infinite, or all are the same.
        """
        target = _one_each(target, rows)
        try:
            target = target.astype(float)
        except (TypeError, ValueError) as error:
            raise ValueError(f"y is not a number everywhere ({error})") from None
        if np.isinf(target).any():
            raise ValueError(f"y is infinite in row {np.isinf(target).argmax()}")
        if np.ptp(target) == 0:
            raise ValueError(f"y is {target[0]:g} in every row; there is nothing to learn")
        return target

    def fit(self, target):
        """Learn mean and deviation from the training rows."""
        self.mean = float(target.mean())
        self.deviation = float(target.std()) or 1.0

    def encode(self, target):
        """Return the standardised target, shape (rows,)."""
        return (target - self.mean) / self.deviation

    def decode(self, outputs):
        """Return a network's outputs in the target's units, shape (rows,), float64."""
        return outputs[:, 0].astype(float) * self.deviation + self.mean

    def score(self, truth, predicted):
        """Return the mean absolute error, in the target's units."""
        truth = _one_each(truth, len(predicted)).astype(float)
        return float(np.abs(truth - predicted).mean())

    def scale(self, metric):
        """Return the factor that brings a metric of training to the target's own units."""
        return self.deviation**2 if metric.endswith("loss") else self.deviation

    def to_json(self):
        """Return mean and deviation."""
        return {"mean": self.mean, "deviation": self.deviation}

    @classmethod
    def from_json(cls, data):
        """Return the target that :meth:`to_json` described."""
        restored = cls()
        restored.mean, restored.deviation = data["mean"], data["deviation"]
        return restored


def _plain(values):
    """Return Python's own numbers and strings, also for NumPy's inside an array of objects."""
    return [value.item() if isinstance(value, np.generic) else value for value in values]


def _names(types):
    return " and ".join(sorted(kind.__name__ for kind in types))


def _one_each(values, rows):
    """Return an array of one value a row, none of them missing."""
    values = np.asarray(values)
    if values.shape != (rows,):
        raise ValueError(
            f"y has shape {values.shape} for {rows} rows of x; give one value for each row"
        )
    missing = pd.isna(values)
    if missing.any():
        raise ValueError(
            f"y: {missing.sum()} of {rows} are missing, the first in row "
            f"{missing.argmax()}; leave such rows out"
        )
    return values
