"""The one shape in which every data set of the course arrives."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, eq=False, repr=False)
class Dataset:
    """Examples with their targets, and everything needed to read them.

    The arrays are read-only copies: a cell that runs twice sees the same data twice.

    Attributes
    ----------
    name : str
        The name given to :func:`helpers.datasets.load`.
    x : numpy.ndarray
        One row per example. Tables: shape (n, features), float64; a table with words or
        missing words in it has dtype object. Images: (n, height, width) in grey or
        (n, height, width, 3) in colour, in the source's own pixel type.
    y : numpy.ndarray
        Targets, shape (n,). Integers are class labels 0, 1, ...; floats are quantities.
    feature_names : tuple of str
        One name per column of a table; ``("pixel",)`` for images.
    target_names : tuple of str
        The class of label 0, 1, ...; for a quantity its one name.
    units : tuple of str
        The unit of each feature, in the order of `feature_names`; ``"1"`` has no unit.
    source, licence, description : str
        Where the data come from (simulated data say so), on what terms, and what they are.
    """

    name: str
    x: np.ndarray
    y: np.ndarray
    feature_names: tuple[str, ...]
    target_names: tuple[str, ...]
    units: tuple[str, ...]
    source: str
    licence: str
    description: str

    def __post_init__(self) -> None:
        for field in ("x", "y"):
            object.__setattr__(self, field, _read_only(getattr(self, field)))
        for field in ("feature_names", "target_names", "units"):
            object.__setattr__(self, field, tuple(str(value) for value in getattr(self, field)))
        self._check()

    def _check(self) -> None:
        columns = self.x.shape[1] if self.x.ndim == 2 else 1
        if self.x.ndim < 2 or self.y.shape != self.x.shape[:1]:
            raise ValueError(
                f"{self.name}: x has shape {self.x.shape} and y {self.y.shape}; "
                "give x one row and y one entry per example"
            )
        if not len(self.feature_names) == len(self.units) == columns:
            raise ValueError(
                f"{self.name}: {columns} columns, {len(self.feature_names)} feature names and "
                f"{len(self.units)} units; give one of each per column"
            )
        if (
            self.is_classification
            and self.y.size
            and not (self.y.min() >= 0 and self.y.max() < len(self.target_names))
        ):
            raise ValueError(
                f"{self.name}: labels run from {self.y.min()} to {self.y.max()}, "
                f"but there are {len(self.target_names)} target names"
            )

    @property
    def is_classification(self) -> bool:
        """Whether `y` holds class labels (integers) rather than a quantity."""
        return np.issubdtype(self.y.dtype, np.integer)

    def split(self, seed: int, test: float = 0.25) -> tuple[Dataset, Dataset]:
        """Split into a training and a test part, both in random order.

        The same seed gives the same split. Class labels are stratified: each class
        contributes its share of the test part, give or take one example.

        Parameters
        ----------
        seed : int
            Seed of the random order.
        test : float
            Share of the examples in the test part, between 0 and 1, rounded to whole examples.

        Returns
        -------
        train, test : Dataset

        Raises
        ------
        ValueError
            If either part would be empty.
        """
        n = len(self.y)
        n_test = round(n * test)
        if not 0 < n_test < n:
            raise ValueError(
                f"{self.name}: test={test} of {n} examples puts {n_test} into the test part and "
                f"{n - n_test} into the training part; choose a share that leaves both non-empty"
            )
        rng = np.random.default_rng(seed)
        order = rng.permutation(n)
        if self.is_classification:
            order = order[np.argsort(self.y[order], kind="stable")]
        # Systematic sampling: evenly spaced picks from the sorted labels are stratified.
        picks = np.floor((np.arange(n_test) + rng.random()) * n / n_test).astype(int)
        rest = np.delete(order, picks)
        return self._take(rng.permutation(rest)), self._take(rng.permutation(order[picks]))

    def select(self, *names: str) -> Dataset:
        """Keep only the named features, in the order given.

        Raises
        ------
        ValueError
            If a name is not one of `feature_names`, or the examples are images.
        """
        if self.x.ndim > 2:
            raise ValueError(f"{self.name} holds images; only the columns of a table have names")
        self._require(names, self.feature_names, "feature")
        columns = [self.feature_names.index(name) for name in names]
        units = [self.units[column] for column in columns]
        return replace(self, x=self.x[:, columns], feature_names=names, units=units)

    def against_rest(self, name: str) -> Dataset:
        """Ask one question of each example: is it of this class (1) or another (0)?

        Raises
        ------
        ValueError
            If `name` is not one of `target_names`, or the target is a quantity.
        """
        if not self.is_classification:
            raise ValueError(f"{self.name} has no classes; its target is a quantity")
        self._require([name], self.target_names, "class")
        label = self.target_names.index(name)
        return replace(self, y=(self.y == label).astype(int), target_names=("other", name))

    def _require(self, names, known, kind) -> None:
        unknown = [name for name in names if name not in known]
        if unknown:
            raise ValueError(f"{self.name} has no {kind} {unknown[0]!r}; it has {', '.join(known)}")

    def _take(self, rows: np.ndarray) -> Dataset:
        return replace(self, x=self.x[rows], y=self.y[rows])

    def frame(self) -> pd.DataFrame:
        """Return the features and, as last column ``target``, the targets as a table.

        Images become one column per pixel, ``pixel_0``, ``pixel_1``, ..., row by row.
        """
        import pandas as pd

        flat = self.x.reshape(len(self.y), -1)
        names = self.feature_names
        if self.x.ndim > 2:
            names = [f"{names[0]}_{i}" for i in range(flat.shape[1])]
        return pd.DataFrame(flat, columns=list(names)).infer_objects().assign(target=self.y)

    def __repr__(self) -> str:
        kind = f"{len(self.target_names)} classes" if self.is_classification else "a quantity"
        return f"Dataset({self.name!r}, x {self.x.shape} {self.x.dtype}, y {kind}; {self.source})"


def _read_only(values: np.ndarray) -> np.ndarray:
    copy = np.array(values)
    copy.flags.writeable = False
    return copy
