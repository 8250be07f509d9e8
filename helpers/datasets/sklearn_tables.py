"""Small real tables that scikit-learn carries with it."""

from __future__ import annotations

from helpers.datasets.dataset import Dataset

_LICENCE = "CC BY 4.0 (UCI Machine Learning Repository)"


def iris() -> Dataset:
    """Return Fisher's iris flowers: x (150, 4) in cm, y the species 0, 1 or 2.

    Source: R. A. Fisher (1936), "The use of multiple measurements in taxonomic problems".
    """
    from sklearn.datasets import load_iris

    raw = load_iris()
    return Dataset(
        name="iris",
        x=raw.data,
        y=raw.target,
        feature_names=[name.removesuffix(" (cm)") for name in raw.feature_names],
        target_names=raw.target_names,
        units=("cm",) * 4,
        source="R. A. Fisher (1936), through scikit-learn",
        licence=_LICENCE,
        description="Sepals and petals of 150 iris flowers of three species.",
    )
