import numpy as np
import pytest

from helpers.datasets import load


def test_iris_has_its_flowers_species_and_units():
    data = load("iris")
    assert data.x.shape == (150, 4)
    assert data.x[0].tolist() == [5.1, 3.5, 1.4, 0.2]
    assert np.bincount(data.y).tolist() == [50, 50, 50]
    assert data.target_names == ("setosa", "versicolor", "virginica")
    assert data.feature_names[2:] == ("petal length", "petal width")
    assert set(data.units) == {"cm"}


@pytest.mark.parametrize(
    ("name", "shape", "counts"),
    [
        ("wine", (178, 13), [59, 71, 48]),
        ("breast_cancer", (569, 30), [212, 357]),
        ("digits", (1797, 8, 8), [178, 182, 177, 183, 181, 182, 181, 179, 174, 180]),
    ],
)
def test_classes_are_as_published(name, shape, counts):
    data = load(name)
    assert data.x.shape == shape
    assert data.x.dtype == np.float64
    assert np.bincount(data.y).tolist() == counts
    assert len(data.target_names) == len(counts)


def test_breast_cancer_labels_benign_as_one():
    assert load("breast_cancer").target_names == ("malignant", "benign")


def test_diabetes_comes_as_measured():
    data = load("diabetes")
    age, bmi = (data.x[:, data.feature_names.index(name)] for name in ("age", "bmi"))
    assert (age.min(), age.max()) == (19, 79)
    assert 18 <= bmi.min() < bmi.max() < 43
    assert not data.is_classification
    assert data.y.mean() == pytest.approx(152.13, abs=0.01)
