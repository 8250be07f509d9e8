import dataclasses

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.datasets import Dataset


def make(y, x=None, **changes) -> Dataset:
    y = np.asarray(y)
    fields = {
        "name": "made",
        "x": np.arange(2.0 * len(y)).reshape(-1, 2) if x is None else x,
        "y": y,
        "feature_names": ("a", "b"),
        "target_names": ("no", "yes", "maybe"),
        "units": ("cm", "kg"),
        "source": "simulated",
        "licence": "public domain",
        "description": "made up",
    }
    return Dataset(**(fields | changes))


def test_is_frozen_and_its_arrays_are_read_only_copies():
    x = np.zeros((2, 2))
    data = make([0, 1], x)
    x[0, 0] = 9
    assert data.x[0, 0] == 0
    with pytest.raises(ValueError, match="read-only"):
        data.y[0] = 1
    with pytest.raises(dataclasses.FrozenInstanceError):
        data.x = x


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"x": np.zeros((3, 2))}, "one row and y one entry per example"),
        ({"x": np.zeros(2)}, "one row and y one entry per example"),
        ({"units": ("cm",)}, "2 columns, 2 feature names and 1 units"),
        ({"target_names": ("no",)}, "labels run from 0 to 1, but there are 1 target names"),
    ],
)
def test_refuses_parts_that_do_not_fit_together(changes, message):
    with pytest.raises(ValueError, match=message):
        make([0, 1], **changes)


@settings(deadline=None)
@given(
    labels=st.lists(st.integers(0, 2), min_size=2, max_size=60),
    share=st.floats(0.01, 0.99),
    seed=st.integers(0, 2**32),
)
def test_split_keeps_every_example_once_and_each_class_in_proportion(labels, share, seed):
    data = make(labels)
    n, n_test = len(labels), round(len(labels) * share)
    if not 0 < n_test < n:
        with pytest.raises(ValueError, match="leaves both non-empty"):
            data.split(seed, share)
        return
    train, test = data.split(seed, share)
    assert len(test.y) == n_test
    rows = np.concatenate([train.x, test.x])
    np.testing.assert_array_equal(rows[np.argsort(rows[:, 0])], data.x)
    for label in set(labels):
        expected = labels.count(label) * n_test / n
        assert abs((test.y == label).sum() - expected) < 1 + 1e-9


@pytest.mark.parametrize("seed", range(10))
def test_split_gives_a_rare_class_its_share(seed):
    train, test = make([0] * 90 + [1] * 10).split(seed, test=0.2)
    assert test.y.sum() == 2
    assert train.y.sum() == 8


def test_split_is_decided_by_its_seed_and_keeps_rows_together():
    data = make(np.arange(40.0), target_names=("y",))
    one, again, other = data.split(1), data.split(1), data.split(2)
    np.testing.assert_array_equal(one[1].x, again[1].x)
    assert not np.array_equal(one[1].x, other[1].x)
    np.testing.assert_array_equal(one[0].x[:, 0], 2 * one[0].y)
    assert one[0].units == data.units


def test_split_gives_every_example_a_chance_in_the_test_part():
    data = make([0, 0, 0, 1])
    picked = {tuple(data.split(seed)[1].x[0]) for seed in range(60)}
    assert len(picked) == 4


def test_repr_is_short_and_names_the_source():
    assert repr(make([0, 1])) == "Dataset('made', x (2, 2) float64, y 3 classes; simulated)"


def test_frame_has_a_column_per_feature_with_its_own_type():
    words = np.array([(1.5, "a"), (np.nan, None)], dtype=object)
    frame = make([0, 1], words).frame()
    assert list(frame.columns) == ["a", "b", "target"]
    assert frame["a"].dtype == np.float64
    assert frame["a"].isna().tolist() == frame["b"].isna().tolist() == [False, True]


def test_frame_of_images_has_a_column_per_pixel():
    data = make([0, 1], np.arange(12).reshape(2, 2, 3), feature_names=["pixel"], units=["1"])
    frame = data.frame()
    assert frame.shape == (2, 7)
    assert frame.loc[1, "pixel_0"] == 6


def test_select_keeps_columns_in_the_order_asked_for():
    data = make([0, 1])
    both = data.select("b", "a")
    np.testing.assert_array_equal(both.x, data.x[:, ::-1])
    assert (both.feature_names, both.units) == (("b", "a"), ("kg", "cm"))
    one = data.select("b")
    np.testing.assert_array_equal(one.x, data.x[:, 1:])
    assert (one.feature_names, one.units) == (("b",), ("kg",))
    np.testing.assert_array_equal(one.y, data.y)


def test_select_names_the_features_there_are():
    with pytest.raises(ValueError, match="made has no feature 'c'; it has a, b"):
        make([0, 1]).select("a", "c")


def test_select_refuses_images():
    data = make([0, 1], np.zeros((2, 3, 3)), feature_names=["pixel"], units=["1"])
    with pytest.raises(ValueError, match="made holds images"):
        data.select("pixel")


def test_against_rest_asks_for_one_class():
    data = make([0, 1, 2, 1])
    one = data.against_rest("yes")
    assert one.y.tolist() == [0, 1, 0, 1]
    assert one.is_classification
    assert one.target_names == ("other", "yes")
    np.testing.assert_array_equal(one.x, data.x)
    assert data.y.tolist() == [0, 1, 2, 1]


def test_against_rest_names_the_classes_there_are():
    with pytest.raises(ValueError, match="made has no class 'perhaps'; it has no, yes, maybe"):
        make([0, 1]).against_rest("perhaps")


def test_against_rest_refuses_a_quantity():
    with pytest.raises(ValueError, match="made has no classes; its target is a quantity"):
        make([0.5, 1.5], target_names=["price"]).against_rest("price")
