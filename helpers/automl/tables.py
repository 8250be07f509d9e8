"""A table of numbers and words, made into the matrix of numbers that a network reads."""

import warnings
from dataclasses import asdict

import numpy as np
import pandas as pd

from helpers.automl import columns

MAX_WORDS = 20


class TableInput:
    """Learns from the training rows how to turn a table into numbers; does the same ever after.

    Numbers keep their value, and gaps in them become the median, with one more feature that
    says where the gaps were. Words become one feature each (one-hot), the 20 most frequent of a
    column; the rest share one. A word that comes up only later is none of them. Columns
    without a value, or with one value everywhere, are left out with a warning.

    Parameters
    ----------
    categorical : iterable of str
        Columns of numbers that stand for categories, such as a ticket class.
    """

    kind = "table"

    def __init__(self, categorical=()):
        if isinstance(categorical, str):
            raise ValueError(
                f"categorical is {categorical!r}; give a list of names: [{categorical!r}]"
            )
        self.categorical = [str(name) for name in categorical]
        self.column_names = []  # of the table, in its order
        self.columns = []

    def check(self, table):
        """Return the table as a DataFrame with rows 0, 1, ... and names that are strings.

        Raises
        ------
        ValueError
            If `table` is no table, is empty, or names a column twice.
        """
        if not isinstance(table, pd.DataFrame):
            table = _frame(table)
        table = table.reset_index(drop=True).rename(columns=str)
        if table.empty:
            raise ValueError(f"x has {len(table)} rows and {table.shape[1]} columns; it is empty")
        twice = table.columns[table.columns.duplicated()]
        if len(twice):
            raise ValueError(f"x has two columns {twice[0]!r}; give each a name of its own")
        return table

    def fit(self, table):
        """Learn the columns from the training rows; `table` as :meth:`check` returned it."""
        unknown = [name for name in self.categorical if name not in table.columns]
        if unknown:
            raise ValueError(
                f"categorical names {unknown[0]!r}, which x does not have; "
                f"it has {', '.join(table.columns)}"
            )
        learned = {
            name: columns.learn(table[name], name in self.categorical, MAX_WORDS) for name in table
        }
        useless = [name for name, column in learned.items() if column is None]
        self.column_names = list(table.columns)
        self.columns = [column for column in learned.values() if column is not None]
        if not self.columns:
            raise ValueError("no column of x differs from row to row; there is nothing to learn")
        if useless:
            warnings.warn(
                f"left out {', '.join(map(repr, useless))}: no value, or the same one in every row",
                stacklevel=4,
            )

    def transform(self, table):
        """Return the features, shape (rows, features), float32.

        Raises
        ------
        ValueError
            If a column is missing or was not there when the search was fitted, or holds a
            word or an infinity among numbers.
        """
        table = self.check(table)
        missing = [name for name in self.column_names if name not in table.columns]
        if missing:
            raise ValueError(f"x has no column {missing[0]!r}, which the search was fitted on")
        unknown = [name for name in table.columns if name not in self.column_names]
        if unknown:
            raise ValueError(
                f"x has a column {unknown[0]!r} that the search was not fitted on; drop it"
            )
        parts = [column.transform(table[column.name]) for column in self.columns]
        return np.hstack(parts).astype("float32")

    @property
    def feature_names(self):
        """The name of each feature that :meth:`transform` returns."""
        return [name for column in self.columns for name in column.features]

    def to_json(self):
        """Return what was learned, as lists, dicts, strings and numbers."""
        described = [
            {"kind": type(column).__name__.lower(), **asdict(column)} for column in self.columns
        ]
        return {"column_names": self.column_names, "columns": described}

    @classmethod
    def from_json(cls, data):
        """Return the input that :meth:`to_json` described."""
        kinds = {"numbers": columns.Numbers, "words": columns.Words}
        restored = cls()
        restored.column_names = data["column_names"]
        restored.columns = [
            kinds[column["kind"]](**{key: column[key] for key in column if key != "kind"})
            for column in data["columns"]
        ]
        return restored


def _frame(table):
    """Return a DataFrame of a two-dimensional array, a list of rows or a dict of columns."""
    if isinstance(table, pd.Series) or np.isscalar(table) or table is None:
        raise ValueError(f"x is a {type(table).__name__}; give a DataFrame or rows of equal length")
    try:
        frame = pd.DataFrame(table)
        is_row = not isinstance(table, dict) and np.ndim(table) == 1
    except ValueError as error:
        raise ValueError(
            f"x cannot be read as a table ({error}); give a DataFrame, or rows of equal length"
        ) from None
    if is_row and len(table) and not isinstance(table[0], dict):
        raise ValueError("x is one-dimensional; give one row for each example, even a single one")
    return frame
