"""A simulated passenger list with the difficulties of the Titanic's."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from helpers.datasets.dataset import Dataset
from helpers.datasets.options import check_count

if TYPE_CHECKING:
    import pandas as pd

# The columns that `titanic` and `passengers` share, with their units.
_UNITS = {
    "pclass": "class 1 to 3",
    "sex": "word",
    "age": "years",
    "sibsp": "persons",
    "parch": "persons",
    "fare": "pounds of 1912",
    "cabin": "word",
    "embarked": "word",
}
_LEAK = {"boat": "word"}


def passengers(n: int = 1309, leak: bool = False, seed: int = 0) -> Dataset:
    """Return a passenger list that never was, for when the real one is out of reach.

    Numbers and words, rare categories, gaps in four columns (most cabins and a fifth
    of the ages are missing, and more of them in third class), and an outcome that depends
    mostly on sex, class and age. Nothing in it is evidence about the real ship.

    Parameters
    ----------
    n : int
        Number of passengers, at least 2. Both outcomes occur from about ten on.
    leak : bool
        Whether to keep the column ``boat``, the lifeboat, which gives the outcome away.
    seed : int

    Returns
    -------
    Dataset
        x of dtype object with the columns of `titanic`: pclass, sex, age, sibsp (siblings and
        spouses aboard), parch (parents and children aboard), fare, cabin, embarked;
        ``nan`` where missing. y is 1 for survived.
    """
    check_count(n, minimum=2)
    rng = np.random.default_rng(seed)
    frame = _people(n, rng)
    survived = rng.random(n) < _chance(frame)
    frame["boat"] = _boats(survived, rng)
    _tear_gaps(frame, rng)
    return passenger_list(
        frame,
        survived.astype(int),
        leak,
        name="passengers",
        source=f"simulated (n={n}, seed={seed})",
        licence="public domain",
        description="A simulated passenger list in the manner of the Titanic's; not real people.",
    )


def passenger_list(frame: pd.DataFrame, y: np.ndarray, leak: bool, **about: str) -> Dataset:
    """Return the shared columns of `frame` (plus ``boat`` if `leak`) as a Dataset."""
    units = _UNITS | (_LEAK if leak else {})
    return Dataset(
        x=frame[list(units)].to_numpy(dtype=object),
        y=y,
        feature_names=tuple(units),
        target_names=("died", "survived"),
        units=tuple(units.values()),
        **about,
    )


def _people(n: int, rng: np.random.Generator) -> pd.DataFrame:
    import pandas as pd

    pclass = rng.choice([1, 2, 3], n, p=[0.25, 0.21, 0.54])
    typical_age = np.array([39, 30, 25])[pclass - 1]
    sibsp = rng.choice(6, n, p=[0.68, 0.24, 0.03, 0.02, 0.02, 0.01])
    parch = rng.choice(6, n, p=[0.76, 0.13, 0.09, 0.01, 0.005, 0.005])
    typical_fare = np.array([45, 13, 7.8])[pclass - 1] * (1 + 0.5 * (sibsp + parch))
    deck = np.where(pclass == 1, rng.choice(list("ABCDE"), n), rng.choice(list("DEFG"), n))
    return pd.DataFrame(
        {
            "pclass": pclass,
            "sex": rng.choice(["female", "male"], n, p=[0.36, 0.64]),
            "age": np.round(rng.normal(typical_age, 13).clip(0.5, 80) * 2) / 2,
            "sibsp": sibsp,
            "parch": parch,
            "fare": np.round(typical_fare * rng.lognormal(0, 0.35, n), 2),
            "cabin": [
                f"{letter}{number}"
                for letter, number in zip(deck, rng.integers(1, 130, n), strict=True)
            ],
            "embarked": rng.choice(["S", "C", "Q"], n, p=[0.7, 0.21, 0.09]),
        }
    )


def _chance(people: pd.DataFrame) -> np.ndarray:
    """Return each passenger's probability of survival, a logistic function of the columns."""
    score = (
        -1.1
        + 2.9 * (people["sex"] == "female")
        - 1.2 * (people["pclass"] - 2)
        - 0.035 * (people["age"] - 30)
        - 0.25 * people["sibsp"]
    )
    return (1 / (1 + np.exp(-score))).to_numpy()


def _boats(survived: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    known = rng.random(len(survived)) < np.where(survived, 0.97, 0.01)
    return np.where(known, rng.integers(1, 17, len(survived)).astype(str).astype(object), np.nan)


def _tear_gaps(people: pd.DataFrame, rng: np.random.Generator) -> None:
    third = people["pclass"] == 3
    first = people["pclass"] == 1
    share = {
        "age": np.where(third, 0.28, 0.1),
        "fare": 0.005,
        "cabin": np.where(first, 0.2, 0.95),
        "embarked": 0.01,
    }
    for column, missing in share.items():
        people.loc[rng.random(len(people)) < missing, column] = np.nan
