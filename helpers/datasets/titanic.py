"""The passengers of the Titanic."""

from __future__ import annotations

from helpers.datasets.dataset import Dataset
from helpers.datasets.download import fetch
from helpers.datasets.passengers import passenger_list


def titanic(leak: bool = False) -> Dataset:
    """Return the Titanic's passengers (not her crew): x (1309, 8) of dtype object.

    Needs the network once (118 kB); `passengers` is the offline alternative, with the same
    columns, units and gaps.

    Parameters
    ----------
    leak : bool
        Whether to keep the column ``boat``, the lifeboat, which gives the outcome away.

    Returns
    -------
    Dataset
        Columns pclass, sex, age, sibsp (siblings and spouses aboard), parch (parents and
        children aboard), fare, cabin, embarked; ``nan`` where missing. y is 1 for survived.

    Raises
    ------
    DownloadError
        If the file is not in the cache and cannot be downloaded.
    """
    import pandas as pd

    raw = pd.read_csv(fetch("titanic.csv", instead="passengers"), na_values="?")
    return passenger_list(
        raw,
        raw["survived"].to_numpy(),
        leak,
        name="titanic",
        source="F. E. Harrell and T. Cason, https://www.openml.org/d/40945",
        licence="AFL 3.0 (MLCommons Croissant's copy)",
        description="The 1309 passengers of the Titanic, and who survived.",
    )
