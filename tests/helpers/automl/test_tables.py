import json

import numpy as np
import pandas as pd
import pytest

from helpers.automl.tables import TableInput

ROWS = pd.DataFrame(
    {"age": [3.0, np.nan, 5.0], "sex": ["m", "f", None], "class": [1, 2, 1], "empty": [None] * 3}
)


def fitted(rows=ROWS, categorical=()):
    inputs = TableInput(categorical)
    with pytest.warns(UserWarning, match="left out 'empty'"):
        inputs.fit(inputs.check(rows))
    return inputs


def test_a_mixed_table_becomes_a_matrix_of_named_features():
    inputs = fitted(categorical=["class"])
    names = ["age", "age (missing)", "sex=f", "sex=m", "sex=(missing)", "class=1", "class=2"]
    assert inputs.feature_names == names
    matrix = inputs.transform(ROWS)
    assert matrix.dtype == np.float32
    assert matrix.tolist()[1] == [4, 1, 1, 0, 0, 0, 1]


def test_columns_are_found_by_name_in_any_order():
    inputs = fitted()
    assert (
        inputs.transform(ROWS[["empty", "sex", "class", "age"]]) == inputs.transform(ROWS)
    ).all()


def test_it_comes_back_the_same_from_json():
    inputs = fitted(categorical=["class"])
    restored = TableInput.from_json(json.loads(json.dumps(inputs.to_json())))
    assert restored.feature_names == inputs.feature_names
    assert (restored.transform(ROWS) == inputs.transform(ROWS)).all()


@pytest.mark.parametrize(
    "rows",
    [
        ROWS.to_numpy(dtype=object),
        ROWS.to_numpy(dtype=object).tolist(),
        ROWS.set_axis([0, 1, 2, 3], axis=1),
        ROWS.set_axis([0, 1, 2, 3], axis=1).to_dict("list"),
        ROWS.set_axis([0, 1, 2, 3], axis=1).to_dict("records"),
        ROWS.set_axis([0, 1, 2, 3], axis=1).set_axis([7, 7, 7]),
    ],
)
def test_a_table_comes_in_many_shapes(rows):
    inputs = TableInput()
    with pytest.warns(UserWarning, match="left out '3'"):
        inputs.fit(inputs.check(rows))
    assert inputs.column_names == ["0", "1", "2", "3"]
    assert inputs.transform(rows).tolist() == fitted().transform(ROWS).tolist()


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ([], "0 rows"),
        ([1, 2], "x is one-dimensional"),
        (ROWS["age"], "x is a Series"),
        (None, "x is a NoneType"),
        ("a.csv", "x is a str"),
        (np.zeros((2, 2, 2)), "x cannot be read as a table"),
        ([[1, 2], [1]], "x cannot be read as a table"),
        ({"a": [1, 2], "b": [1]}, "x cannot be read as a table"),
        (pd.DataFrame([[1, 2]], columns=["a", "a"]), "x has two columns 'a'"),
    ],
)
def test_what_is_no_table_is_refused(rows, message):
    with pytest.raises(ValueError, match=message):
        TableInput().check(rows)


def test_missing_and_unknown_columns_are_named():
    inputs = fitted()
    with pytest.raises(ValueError, match="x has no column 'age'"):
        inputs.transform(ROWS.drop(columns="age"))
    with pytest.raises(ValueError, match="x has a column 'target'"):
        inputs.transform(ROWS.assign(target=1))


def test_a_category_that_is_no_column_is_named():
    with pytest.raises(ValueError, match="categorical names 'deck', which x does not have"):
        TableInput(["deck"]).fit(ROWS)
    with pytest.raises(ValueError, match=r"give a list of names: \['sex'\]"):
        TableInput("sex")


def test_a_table_that_says_nothing_is_refused():
    with pytest.raises(ValueError, match="no column of x differs"):
        TableInput().fit(pd.DataFrame({"a": [1, 1]}))
