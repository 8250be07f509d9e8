import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.datasets import load


def test_the_three_apples_in_the_order_of_the_course():
    data = load("apples")
    assert data.x.tolist() == [[3, 2], [1, 1], [9, 1]]
    assert data.y.tolist() == [1, 0, 0]
    assert data.target_names[1] == "ripe"


@settings(deadline=None)
@given(n=st.integers(2, 200), seed=st.integers(0, 2**32))
def test_a_basket_is_separable_and_has_both_classes(n, seed):
    data = load("apples", n=n, seed=seed)
    score = data.x @ [0.1, 1.9] - 3.2
    assert data.x.shape == (n, 2)
    assert set(data.y) == {0, 1}
    np.testing.assert_array_equal(score > 0, data.y == 1)
    assert np.abs(score).min() > 0.49
    assert (data.x >= 0).all()
    assert data.source.startswith("simulated")


@pytest.mark.parametrize("n", [1, 2.5, "many"])
def test_an_impossible_basket_is_refused(n):
    with pytest.raises(ValueError, match="give a whole number >= 2"):
        load("apples", n=n)
