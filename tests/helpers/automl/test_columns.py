import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.automl.columns import MISSING, OTHER, Numbers, Words, learn


def column(values, dtype=None):
    return pd.Series(values, name="c", dtype=dtype)


def learned(values, is_categorical=False, dtype=None):
    return learn(column(values, dtype), is_categorical, 20)


def test_gaps_in_numbers_become_the_median_and_are_marked():
    numbers = learned([1.0, np.nan, 3.0, 8.0])
    assert (numbers.features, numbers.median) == (["c", "c (missing)"], 3)
    assert numbers.transform(column([np.nan, 5])).tolist() == [[3, 1], [5, 0]]


def test_numbers_without_gaps_are_one_feature_and_later_gaps_still_the_median():
    numbers = learned([1, 2, 9])
    assert numbers.features == ["c"]
    assert numbers.transform(column([None, 7.0])).tolist() == [[2], [7]]


@pytest.mark.parametrize(
    "values",
    [
        [1, 2, None],
        ["1", "2", ""],
        ["1", "2.0", "nan"],
        pd.array([1, 2, None], dtype="Int64"),
        np.array([1, 2, np.nan], dtype=object),
        np.array(["1", "2", "nan"]),
    ],
)
def test_numbers_are_numbers_in_whatever_type_they_come(values):
    assert learned(values).transform(column(values)).tolist() == [[1, 0], [2, 0], [1.5, 1]]


def test_words_become_one_feature_each():
    words = learned(["b", "a", "b"])
    assert words.features == ["c=b", "c=a"]
    assert words.transform(column(["a", "b"])).tolist() == [[0, 1], [1, 0]]


def test_missing_words_are_a_word_of_their_own():
    for gap in (None, np.nan, "", " ", pd.NA):
        words = learned(["a", gap, "a"])
        assert words.words == ["a", MISSING]
        assert words.transform(column([gap], "object")).tolist() == [[0, 1]]


def test_rare_words_share_a_feature_with_words_that_come_later():
    words = Words.learn(column(["a", "a", "b", "b", "x", "y"]), max_words=2)
    assert words.words == ["a", "b", OTHER]
    assert words.transform(column(["x", "new"])).tolist() == [[0, 0, 1], [0, 0, 1]]


def test_an_unseen_word_is_none_of_them_and_warned_of():
    words = learned(["a", "b"])
    with pytest.warns(UserWarning, match="column 'c': 'z' was not among the words"):
        assert words.transform(column(["z"])).tolist() == [[0, 0]]


@pytest.mark.parametrize("asked", [[3], [3.0], ["3"], ["3.0"], np.array([3], "float32")])
def test_three_is_three_however_it_is_written(asked):
    words = learned([1, 2, 3, 3], is_categorical=True)
    assert words.transform(column(asked)).tolist() == [[1, 0, 0]]


def test_words_that_look_like_numbers_stay_as_they_are_written():
    words = learned(["007", "7"], is_categorical=True)
    assert sorted(words.words) == ["007", "7"]


def test_a_categorical_column_holds_words_even_of_numbers():
    assert isinstance(learned([1, 2, 1], dtype="category"), Words)
    assert isinstance(learned([1, 2, 1]), Numbers)


def test_bools_are_numbers():
    assert learned([True, False]).transform(column([True, False])).tolist() == [[1], [0]]


@pytest.mark.parametrize("values", [[None, np.nan], [5, 5], ["a", "a"], ["", ""], [2.0, 2.0]])
def test_a_column_that_says_nothing_is_none(values):
    assert learned(values) is None


def test_a_constant_with_gaps_says_where_they_are():
    assert learned([5, None, 5]).transform(column([None])).tolist() == [[5, 1]]


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ([pd.Timestamp("2020-01-01"), pd.Timestamp("2021-01-01")], "holds a Timestamp"),
        ([[1], [2]], "holds a list"),
        ([1.0, np.inf], "column 'c' holds inf in row 1"),
        ([1j, 2j], "holds a complex"),
    ],
)
def test_what_is_neither_number_nor_word_is_refused(values, message):
    with pytest.raises(ValueError, match=message):
        learned(values)


def test_a_word_among_numbers_is_refused_with_its_row():
    with pytest.raises(ValueError, match="column 'c' holds 'old' in row 1"):
        learned([1, 2]).transform(column([1, "old"]))


@given(
    st.lists(
        st.one_of(st.none(), st.integers(-9, 9), st.floats(-9, 9), st.text(max_size=3)),
        min_size=1,
    )
)
def test_any_column_gives_finite_features_or_says_nothing(values):
    found = learned(np.array([*values, None], dtype=object))
    if found is not None:
        features = found.transform(column(np.array(values, dtype=object)))
        assert features.shape == (len(values), len(found.features))
        assert np.isfinite(features).all()
