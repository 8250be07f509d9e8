"""One column of a table, as a network reads it: numbers with their gaps filled, or words as 0 and 1."""

import numbers
import warnings
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass

import numpy as np
import pandas as pd

BLANK = ("", "nan")  # what a missing value becomes in an array of strings
MISSING = "(missing)"
OTHER = "(other)"


@dataclass(frozen=True)
class Numbers:
    """A column of numbers: gaps become the median, and a second feature says where they were.

    Attributes
    ----------
    name : str
    median : float
        Of the rows that the column was learned from.
    has_gaps : bool
        Whether there were gaps in those rows.
    """

    name: str
    median: float
    has_gaps: bool

    @classmethod
    def learn(cls, series):
        """Return the column as these rows show it."""
        values = _floats(series)
        return cls(str(series.name), float(np.nanmedian(values)), bool(np.isnan(values).any()))

    @property
    def features(self):
        """The names of the features that :meth:`transform` returns."""
        return [self.name, f"{self.name} {MISSING}"] if self.has_gaps else [self.name]

    def transform(self, series):
        """Return the features, shape (rows, 1) or, with a feature for gaps, (rows, 2)."""
        values = _floats(series)
        gaps = np.isnan(values)
        filled = np.where(gaps, self.median, values)
        return np.column_stack([filled, gaps]) if self.has_gaps else filled[:, None]


@dataclass(frozen=True)
class Words:
    """A column of words: one feature a word, 1 where the row has it (one-hot).

    Attributes
    ----------
    name : str
    words : list of str
        The most frequent first; ``"(missing)"`` and ``"(other)"`` if they have a feature.
    are_numbers : bool
        Whether the words are written as numbers, so that 3, 3.0 and "3" are the same word.
    """

    name: str
    words: list[str]
    are_numbers: bool

    @classmethod
    def learn(cls, series, max_words):
        """Return the column as these rows show it; rarer words share one feature."""
        present = series[~is_missing(series)].astype(object)
        are_numbers = not present.map(lambda value: isinstance(value, str)).any()
        words = _words(series, are_numbers)
        counts = Counter(word for word in words if word != MISSING)
        frequent = sorted(counts, key=lambda word: (-counts[word], word))
        kept = frequent[:max_words]
        if len(frequent) > max_words:
            kept.append(OTHER)
        return cls(str(series.name), kept + [MISSING] * (MISSING in words), are_numbers)

    @property
    def features(self):
        """The names of the features that :meth:`transform` returns."""
        return [f"{self.name}={word}" for word in self.words]

    def transform(self, series):
        """Return the features, shape (rows, words). A word never seen is 0 everywhere, and warned of."""
        words = _words(series, self.are_numbers)
        if OTHER in self.words:
            words = [word if word in self.words or word == MISSING else OTHER for word in words]
        unseen = sorted(set(words) - {*self.words, MISSING})
        if unseen:
            warnings.warn(
                f"column {self.name!r}: {', '.join(map(repr, unseen[:5]))} was not among the words "
                "that the search saw; such rows count as none of them",
                stacklevel=2,
            )
        return (np.array(words)[:, None] == np.array(self.words)).astype(float)


def learn(series, is_categorical, max_words):
    """Return the column as these rows show it, or None if it says the same in every row.

    Raises
    ------
    ValueError
        If the column holds anything but finite numbers and words.
    """
    is_categorical = is_categorical or isinstance(series.dtype, pd.CategoricalDtype)
    present = series[~is_missing(series)].astype(object)
    if present.empty:
        return None
    _check(series)
    if is_categorical or pd.to_numeric(present, errors="coerce").isna().any():
        column = Words.learn(series, max_words)
    else:
        column = Numbers.learn(series)
    return column if np.ptp(column.transform(series), axis=0).any() else None


def is_missing(series):
    """Return where there is no value: NaN, None, or a string with nothing in it."""
    series = series.astype(object)
    return series.isna() | series.map(
        lambda value: isinstance(value, str) and value.strip() in BLANK
    )


def _check(series):
    """Refuse what is neither a number nor a word."""
    for value in series[~is_missing(series)]:
        if not isinstance(value, str | numbers.Real | np.bool_):
            raise ValueError(
                f"column {series.name!r} holds a {type(value).__name__}, {value!r}; "
                "turn it into numbers or words first (a date into year, month and day, say)"
            )


def _floats(series):
    """Return the numbers, nan where there is none."""
    _check(series)
    present = series[~is_missing(series)].astype(object)
    parsed = pd.to_numeric(present, errors="coerce").astype(float)
    for row in np.flatnonzero(~np.isfinite(parsed))[:1]:
        raise ValueError(
            f"column {series.name!r} holds {present.iloc[row]!r} in row {present.index[row]}, "
            "where the search expects finite numbers; mend it or leave the row out"
        )
    return parsed.reindex(series.index).to_numpy(dtype=float)


def _words(series, are_numbers):
    """Return one spelling for one category, whatever the type it comes in."""
    _check(series)
    return [
        MISSING if gap else _word(value, are_numbers)
        for value, gap in zip(series, is_missing(series), strict=True)
    ]


def _word(value, are_numbers):
    if isinstance(value, str) and are_numbers:
        with suppress(ValueError):
            value = float(value)
    if isinstance(value, str | bool | np.bool_):
        return str(value).strip()
    value = float(value)
    return str(int(value)) if value.is_integer() else repr(value)
