import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.automl.splits import split, take


@given(st.lists(st.integers(0, 3), min_size=10, max_size=60), st.integers(0, 99))
def test_each_class_gives_its_share_and_no_row_is_lost(labels, seed):
    labels = np.array(labels)
    classes, counts = np.unique(labels, return_counts=True)
    training, validation = split(labels, True, 0.2, seed)
    assert sorted([*training, *validation]) == list(range(len(labels)))
    assert len(validation) == round(len(labels) * 0.2)
    lone = (counts == 1).sum()
    for label, count in zip(classes, counts, strict=True):
        share = len(validation) * (0 if count == 1 else count / (len(labels) - lone))
        assert abs((labels[validation] == label).sum() - share) <= 1


def test_the_single_member_of_a_class_is_for_training():
    labels = np.array(["a"] * 10 + ["b"])
    for seed in range(20):
        assert 10 in split(labels, True, 0.5, seed)[0]


def test_the_seed_alone_decides():
    target = np.arange(50.0)
    first, again, other = (split(target, False, 0.2, seed) for seed in (0, 0, 1))
    assert (first[1] == again[1]).all()
    assert (first[1] != other[1]).any()


@pytest.mark.parametrize("share", [0, 1, -0.1, 1.5, 0.01, 0.99])
def test_a_share_that_leaves_a_part_empty_is_refused(share):
    with pytest.raises(ValueError, match=f"validation_split={share} of 10 rows"):
        split(np.arange(10), False, share, 0)


def test_rows_are_taken_from_tables_and_arrays():
    frame = take(pd.DataFrame({"a": [1, 2, 3]}), [2, 0])
    assert (frame["a"].tolist(), frame.index.tolist()) == ([3, 1], [0, 1])
    assert take(np.array([1, 2, 3]), [2, 0]).tolist() == [3, 1]
