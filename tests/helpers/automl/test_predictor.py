import keras
import numpy as np
import pytest

from helpers import automl
from helpers.automl.images import ImageInput
from helpers.automl.tables import TableInput
from helpers.automl.targets import Labels, Quantity

ROWS = {"size": [1.0, 2.0, np.nan, 4.0], "colour": ["red", None, "blue", "red"]}


@pytest.fixture
def predictor():
    inputs, target = TableInput(), Labels()
    inputs.fit(inputs.check(ROWS))
    target.check(np.array(["no", "yes", "no", "yes"]), 4)
    features = len(inputs.feature_names)
    model = keras.Sequential([keras.Input((features,)), keras.layers.Dense(1, "sigmoid")])
    return automl.Predictor(model, inputs, target)


def test_a_saved_predictor_predicts_the_same(predictor, tmp_path):
    predictor.save(tmp_path / "new" / "folder")
    loaded = automl.load(tmp_path / "new" / "folder")
    assert (loaded.predict_proba(ROWS) == predictor.predict_proba(ROWS)).all()
    assert loaded.predict(ROWS).tolist() == predictor.predict(ROWS).tolist()
    assert loaded.classes.tolist() == ["no", "yes"]


def test_images_and_quantities_are_saved_too(tmp_path):
    inputs, target = ImageInput(), Quantity()
    images = np.random.default_rng(0).random((3, 4, 4))
    inputs.fit(inputs.check(images))
    target.fit(np.array([10.0, 30.0]))
    model = keras.Sequential(
        [keras.Input((4, 4, 1)), keras.layers.Flatten(), keras.layers.Dense(1)]
    )
    predictor = automl.Predictor(model, inputs, target)
    predictor.save(tmp_path)
    assert (automl.load(tmp_path).predict(images) == predictor.predict(images)).all()
    assert predictor.classes is None


def test_the_share_of_right_labels_is_the_score(predictor):
    predicted = predictor.predict(ROWS)
    assert predictor.evaluate(ROWS, predicted) == 1
    other = np.where(predicted == "no", "yes", "no")
    assert predictor.evaluate(ROWS, [*predicted[:3], other[3]]) == 0.75


def test_an_unseen_category_is_warned_of(predictor):
    with pytest.warns(UserWarning, match="column 'colour': 'green'"):
        assert predictor.predict({"size": [1], "colour": ["green"]}).shape == (1,)


def test_an_empty_folder_is_named(tmp_path):
    with pytest.raises(FileNotFoundError, match=r"has no model\.keras; give the folder that save"):
        automl.load(tmp_path)


@pytest.mark.parametrize("file", ["model.keras", "encoder.json"])
def test_a_damaged_file_is_told_from_a_missing_one(predictor, tmp_path, file):
    predictor.save(tmp_path)
    content = (tmp_path / file).read_bytes()
    (tmp_path / file).write_bytes(content[: len(content) // 2])
    with pytest.raises(ValueError, match="cannot be loaded with Keras"):
        automl.load(tmp_path)
