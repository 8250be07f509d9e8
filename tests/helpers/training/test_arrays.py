import keras
import numpy as np
import pandas as pd
import tensorflow as tf
from hypothesis import given
from hypothesis import strategies as st

from helpers.training import arrays


def test_what_counts_as_arrays():
    assert arrays.are_arrays([np.ones(2), {"a": tf.ones(2)}, pd.Series([1]), None])
    assert not arrays.are_arrays(np.array(["text"]))
    assert not arrays.are_arrays(tf.RaggedTensor.from_row_lengths([1, 2, 3], [1, 2]))
    assert not arrays.are_arrays(tf.data.Dataset.range(3))
    assert not arrays.are_arrays(object())


def test_floats_take_keras_precision_and_integers_stay():
    made = arrays.as_numpy({"a": np.ones(2), "b": [np.arange(3, dtype="uint8")], "c": None})
    assert made["a"].dtype == keras.config.floatx()
    assert made["b"][0].dtype == "uint8"
    assert made["c"] is None


@given(st.lists(st.integers(0, 4), min_size=1), st.dictionaries(st.integers(0, 4), st.floats(0, 9)))
def test_class_weights_whatever_the_shape_of_y(labels, weights):
    expected = np.array([weights.get(label, 1.0) for label in labels], "float32")
    y = np.array(labels)
    for shape in (y, y[:, np.newaxis], np.eye(5)[y], y.astype(float)):
        assert np.array_equal(arrays.class_weights(shape, weights), expected)


@given(st.integers(2, 60), st.floats(0.01, 0.99))
def test_split_keeps_every_row_in_order(rows, fraction):
    first, last = arrays.split_rows((np.arange(rows), None), fraction)
    assert np.array_equal(np.concatenate([first[0], last[0]]), np.arange(rows))
    assert len(first[0]) == arrays.split_point(rows, fraction)
    assert first[1] is None


def test_one_weight_per_row_serves_every_output():
    x, y, weights = arrays.pack(np.ones(3), [np.ones(3), np.zeros(3)], np.arange(3.0))
    assert x.shape == (3,)
    assert len(y) == len(weights) == 2
    assert weights[1].numpy().tolist() == [0, 1, 2]
