import json

import numpy as np
import pandas as pd
import pytest

from helpers.automl.targets import Labels, Quantity


def round_trip(target):
    return type(target).from_json(json.loads(json.dumps(target.to_json())))


@pytest.mark.parametrize(
    "labels",
    [
        np.array([0, 1, 1], "int8"),
        np.array([1, 2, 2], "int64"),
        np.array([True, False, True]),
        np.array(["no", "yes", "no"]),
        np.array(["no", "yes", "no"], dtype=object),
        np.array([0.5, 2.0, 0.5]),
        np.array([3, 1, 2], "uint8"),
        np.array(["a", "b", "c"]),
        np.array([np.int64(3), np.int64(4), np.int64(3)], dtype=object),
    ],
)
def test_labels_come_back_as_they_went_in(labels):
    target = Labels()
    encoded = target.encode(target.check(labels, 3))
    outputs = encoded if encoded.ndim == 2 else encoded[:, None]
    for decoder in (target, round_trip(target)):
        decoded = decoder.decode(outputs.astype("float32"))
        assert (decoded == labels).all()
        assert (decoded.dtype, decoded.shape) == (labels.dtype, (3,))


@pytest.mark.parametrize(
    "labels",
    [pd.Series(["a", "b"], dtype="category"), pd.Series(["a", "b"], dtype="string"), ["a", "b"]],
)
def test_labels_may_be_series_or_lists(labels):
    target = Labels()
    assert target.check(labels, 2).tolist() == target.classes.tolist() == ["a", "b"]


def test_probabilities_have_a_column_for_each_class():
    target = Labels()
    target.check(["no", "yes"], 2)
    assert target.probabilities(np.array([[0.25]])).tolist() == [[0.75, 0.25]]
    assert target.decode(np.array([[0.25], [0.75]])).tolist() == ["no", "yes"]


def test_accuracy_counts_a_label_never_seen_as_wrong():
    target = Labels()
    target.check(["no", "yes"], 2)
    assert target.score(["no", "perhaps"], np.array(["no", "yes"])) == 0.5


@pytest.mark.parametrize(
    ("labels", "message"),
    [
        (["a", "a", "a"], "y holds one class, 'a'"),
        (["a", None, "b"], "y: 1 of 3 are missing, the first in row 1"),
        ([1.0, 2.0, np.nan], "the first in row 2"),
        (["a", "b"], r"y has shape \(2,\) for 3 rows of x"),
        (np.eye(3), r"y has shape \(3, 3\) for 3 rows"),
        ("survived", r"y has shape \(\) for 3 rows"),
        (["a", 1, True], "labels of type bool and int and str"),
        ([1j, 2j, 3j], "labels of type complex"),
        (np.array(["a", 1, 2], dtype=object), "y mixes labels of type int and str"),
    ],
)
def test_labels_that_cannot_be_used_are_refused(labels, message):
    labels = np.array(labels, dtype=object) if message.startswith("labels of type b") else labels
    with pytest.raises(ValueError, match=message):
        Labels().check(labels, 3)


def test_a_quantity_is_standardised_inside_and_in_its_units_outside():
    target = Quantity()
    values = target.check([100, 200, 300], 3)
    target.fit(values)
    encoded = target.encode(values)
    assert encoded.mean() == pytest.approx(0)
    assert encoded.std() == pytest.approx(1)
    for decoder in (target, round_trip(target)):
        assert decoder.decode(encoded[:, None]).tolist() == pytest.approx([100, 200, 300])
    assert target.score([110, 200, 300], np.array([100.0, 200.0, 330.0])) == pytest.approx(40 / 3)


def test_metrics_of_a_quantity_return_to_its_units():
    target = Quantity()
    target.fit(np.array([0.0, 20.0]))
    assert target.scale("val_mae") == 10
    assert target.scale("val_loss") == 100
    assert Labels().scale("val_loss") == 1


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ([1, np.nan, 2], "y: 1 of 3 are missing, the first in row 1"),
        ([1, np.inf, 2], "y is infinite in row 1"),
        ([4, 4, 4], "y is 4 in every row"),
        (["a", "b", "c"], "y is not a number everywhere"),
        ([1, 2], r"y has shape \(2,\) for 3 rows of x"),
    ],
)
def test_a_quantity_that_cannot_be_used_is_refused(values, message):
    with pytest.raises(ValueError, match=message):
        Quantity().check(values, 3)
