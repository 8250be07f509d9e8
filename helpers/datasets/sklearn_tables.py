"""Small real data sets that scikit-learn carries with it."""

from __future__ import annotations

from helpers.datasets.dataset import Dataset

_UCI = "CC BY 4.0 (UCI Machine Learning Repository)"
_UNKNOWN = "not recorded"


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
        licence=_UCI,
        description="Sepals and petals of 150 iris flowers of three species.",
    )


def wine() -> Dataset:
    """Return chemical analyses of wines: x (178, 13), y the grower 0, 1 or 2.

    Source: M. Forina et al., UCI "Wine" (1991), https://doi.org/10.24432/C5PC7J.
    """
    from sklearn.datasets import load_wine

    raw = load_wine()
    return Dataset(
        name="wine",
        x=raw.data,
        y=raw.target,
        feature_names=raw.feature_names,
        target_names=[f"grower {label}" for label in range(3)],
        units=("% by volume", *(_UNKNOWN,) * 12),
        source="M. Forina et al. (1991), through scikit-learn",
        licence=_UCI,
        description="Thirteen chemical measurements of wines from three growers in Italy.",
    )


def breast_cancer() -> Dataset:
    """Return cell nuclei of breast tumours: x (569, 30), y 0 malignant, 1 benign.

    Each of ten measurements comes as mean, standard error and worst over the nuclei of one
    image. Source: W. Wolberg et al., UCI "Breast Cancer Wisconsin (Diagnostic)" (1993),
    https://doi.org/10.24432/C5DW2B.
    """
    from sklearn.datasets import load_breast_cancer

    raw = load_breast_cancer()
    # Radius, texture, perimeter and area have units that nobody wrote down; the rest have none.
    units = (_UNKNOWN,) * 4 + ("1",) * 6
    return Dataset(
        name="breast_cancer",
        x=raw.data,
        y=raw.target,
        feature_names=raw.feature_names,
        target_names=raw.target_names,
        units=units * 3,
        source="W. Wolberg et al. (1993), through scikit-learn",
        licence=_UCI,
        description="Measurements of cell nuclei in 569 images of breast tumours.",
    )


def diabetes() -> Dataset:
    """Return diabetes patients: x (442, 10) as measured, y the disease's progress in a year.

    The columns are not standardised, unlike scikit-learn's default. s1 to s6 are blood serum
    values: total cholesterol, LDL, HDL, total / HDL, (probably) log triglycerides, sugar.
    Source: B. Efron et al. (2004), "Least angle regression".
    """
    from sklearn.datasets import load_diabetes

    raw = load_diabetes(scaled=False)
    return Dataset(
        name="diabetes",
        x=raw.data,
        y=raw.target,
        feature_names=raw.feature_names,
        target_names=("disease progression",),
        units=("years", "code 1 or 2", "kg/m²", "mmHg", *(_UNKNOWN,) * 3, "1", *(_UNKNOWN,) * 2),
        source="B. Efron et al. (2004), through scikit-learn",
        licence="no licence stated; distributed with scikit-learn (BSD-3-Clause)",
        description="Ten measurements of 442 patients and how far their diabetes got in a year.",
    )


def digits() -> Dataset:
    """Return handwritten digits: x (1797, 8, 8), grey levels 0 to 16 as float64, y 0 to 9.

    Source: E. Alpaydin and C. Kaynak, UCI "Optical Recognition of Handwritten Digits" (1998),
    https://doi.org/10.24432/C50P49; the test part of that collection.
    """
    from sklearn.datasets import load_digits

    raw = load_digits()
    return Dataset(
        name="digits",
        x=raw.images,
        y=raw.target,
        feature_names=("pixel",),
        target_names=range(10),
        units=("grey level 0 to 16",),
        source="E. Alpaydin and C. Kaynak (1998), through scikit-learn",
        licence=_UCI,
        description="1797 handwritten digits of 8 x 8 pixels, by 13 writers.",
    )
