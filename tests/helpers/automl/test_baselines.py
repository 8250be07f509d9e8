import numpy as np
import pytest
from sklearn.datasets import load_diabetes

from helpers import automl


def test_baselines_of_labels_are_judged_by_the_validation_rows(table):
    x, y = table
    scores = automl.TableClassifier().baselines(x, y).set_index("name")["accuracy"]
    assert scores.index.tolist() == ["majority", "linear", "gradient boosting"]
    assert scores["majority"] < 0.7 < scores["linear"]
    assert (scores * 8 % 1 == 0).all()  # eight of forty rows judge


def test_baselines_of_a_quantity_are_in_its_units():
    x, y = load_diabetes(return_X_y=True)
    scores = automl.TableRegressor().baselines(x, y).set_index("name")["mae"]
    assert scores.index.tolist() == ["mean", "linear", "gradient boosting"]
    assert 35 < scores["linear"] < 50 < scores["mean"] < 80


def test_baselines_can_be_judged_by_a_test_set(table):
    x, y = table
    new = {name: values[:3] for name, values in x.items()}
    scores = automl.TableClassifier().baselines(x, y, test=(new, y[:3]))
    assert set(scores["accuracy"] * 3 % 1) == {0}


def test_baselines_see_images_pixel_by_pixel():
    images = np.random.default_rng(0).random((60, 3, 3))
    scores = automl.ImageRegressor().baselines(images, images.mean((1, 2)))
    assert scores["mae"][1] < scores["mae"][0] / 5


def test_baselines_refuse_what_a_search_refuses(table):
    with pytest.raises(ValueError, match="y holds one class"):
        automl.TableClassifier().baselines(table[0], ["a"] * 40)
