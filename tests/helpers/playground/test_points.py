"""Data in any usual form is read; data that cannot be trained on is refused with its place."""

from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from helpers.playground.points import points_of

GOOD = [[0, 1], [2, 3]]


@given(arrays(float, (7, 2), elements=st.floats(-6, 6)), arrays(int, 7, elements=st.integers(0, 1)))
def test_an_object_and_a_pair_read_alike(x, y):
    for dataset in (SimpleNamespace(x=x, y=y), (x, y), (x.tolist(), y.tolist()), (x, y == 1)):
        points, labels = points_of(dataset)
        np.testing.assert_array_equal(points, x)
        np.testing.assert_array_equal(labels, y == 1)


@pytest.mark.parametrize(
    ("x", "y", "message"),
    [
        ([[0, 1], [np.nan, 3]], [0, 1], r"x must be finite; got \[nan, 3.0\] in row 1"),
        ([[0, 1], [2, np.inf]], [0, 1], r"x must be finite; got \[2.0, inf\] in row 1"),
        ([[0, 1, 2]], [0], r"two coordinates, shape \(n, 2\); got shape \(1, 3\)"),
        (np.empty((0, 2)), [], r"shape \(n, 2\); got shape \(0, 2\)"),
        (GOOD, [0, 1, 1], r"one class per point, shape \(2,\); got shape \(3,\)"),
        (GOOD, [-1, 1], "must be 0 or 1; got -1"),
        (GOOD, [0, np.nan], "must be 0 or 1; got nan"),
    ],
)
def test_what_is_wrong_is_said(x, y, message):
    with pytest.raises(ValueError, match=message):
        points_of((x, y))


@pytest.mark.parametrize("dataset", [None, 3, "circle", [GOOD]])
def test_something_that_is_no_data_set_is_refused(dataset):
    with pytest.raises(ValueError, match="dataset must have x and y, or be the pair"):
        points_of(dataset)
