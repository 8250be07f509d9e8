import numpy as np

from helpers.datasets import load


def test_iris_has_its_flowers_species_and_units():
    data = load("iris")
    assert data.x.shape == (150, 4)
    assert data.x[0].tolist() == [5.1, 3.5, 1.4, 0.2]
    assert np.bincount(data.y).tolist() == [50, 50, 50]
    assert data.target_names == ("setosa", "versicolor", "virginica")
    assert data.feature_names[2:] == ("petal length", "petal width")
    assert set(data.units) == {"cm"}
