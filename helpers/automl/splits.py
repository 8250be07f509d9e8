"""Which rows a search learns from, and which it judges its trials by."""

import numpy as np


def split(target, is_classification, share, seed):
    """Return the places of the training rows and of the validation rows, in random order.

    Labels are stratified: each class gives its share of the validation rows, give or take one.
    The single member of a class is for training: it could not be learned from otherwise.

    Parameters
    ----------
    target : numpy.ndarray, shape (rows,)
    is_classification : bool
    share : float
        Of the rows for validation, between 0 and 1.
    seed : int

    Raises
    ------
    ValueError
        If either part would be empty.
    """
    rng = np.random.default_rng(seed)
    order = rng.permutation(len(target))
    alone = np.zeros(len(target), dtype=bool)
    if is_classification:
        _, codes, counts = np.unique(target, return_inverse=True, return_counts=True)
        alone = counts[codes] == 1
        order = order[np.argsort(codes[order], kind="stable")]
    candidates = order[~alone[order]]
    n = round(len(target) * share) if 0 < share < 1 else 0
    if not 0 < n < len(candidates):
        raise ValueError(
            f"validation_split={share} of {len(target)} rows leaves {n} for validation and "
            f"{len(target) - n} for training; choose a share between 0 and 1 that leaves both"
        )
    # Evenly spaced picks from the rows in order of their class are stratified.
    picks = np.floor((np.arange(n) + rng.random()) * len(candidates) / n).astype(int)
    validation = rng.permutation(candidates[picks])
    training = rng.permutation(np.setdiff1d(np.arange(len(target)), validation))
    return training, validation


def take(rows, places):
    """Return the rows in these places, of a DataFrame or an array."""
    return rows.iloc[places].reset_index(drop=True) if hasattr(rows, "iloc") else rows[places]
