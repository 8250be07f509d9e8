"""Checks of the options that several data sets share; each failure is one clear sentence."""

from __future__ import annotations

from collections.abc import Collection
from numbers import Integral, Real


def check_count(n: int, minimum: int = 1) -> None:
    """Raise ValueError unless `n` is a whole number of at least `minimum`."""
    if not isinstance(n, Integral) or isinstance(n, bool) or n < minimum:
        raise ValueError(f"n={n!r} is not a number of examples; give a whole number >= {minimum}")


def check_level(name: str, value: float, highest: float | None = None) -> None:
    """Raise ValueError unless `value` is a number from 0 to `highest` (None: no upper end)."""
    fits = isinstance(value, Real) and value >= 0 and (highest is None or value <= highest)
    if not fits or value == float("inf"):
        allowed = "a number >= 0" if highest is None else f"a number from 0 to {highest}"
        raise ValueError(f"{name}={value!r} is out of range; give {allowed}")


def check_choice(name: str, value: str, choices: Collection[str]) -> None:
    """Raise ValueError unless `value` is one of `choices`."""
    if value not in choices:
        raise ValueError(f"{name}={value!r} is not available; choose one of {', '.join(choices)}")
