import numpy as np
import pandas as pd
import pytest

from helpers.datasets import load

CSV = b'''"pclass","survived","name","sex","age","sibsp","parch","ticket","fare","cabin",\
"embarked","boat","body","home.dest"
1,1,"Allen, Miss. Ann",female,29,0,0,24160,211.3375,B5,S,2,?,"St Louis, MO"
3,0,"O'Brien, Mr. Tim",male,?,1,0,370365,15.5,?,Q,?,?,?
2,0,"Hale, Mr. ""Reg""",male,30,0,2,250653,?,?,?,?,75,"Auburn, NY"
'''


@pytest.fixture
def published(remote):
    remote.publish("titanic.csv", CSV)
    return remote


def test_rows_keep_their_types_and_their_gaps(published):
    data = load("titanic")
    assert data.y.tolist() == [1, 0, 0]
    assert data.x[0].tolist() == [1, "female", 29.0, 0, 0, 211.3375, "B5", "S"]
    missing = pd.isna(data.x).tolist()
    assert missing[1] == [name in {"age", "cabin"} for name in data.feature_names]
    assert missing[2] == [name in {"fare", "cabin", "embarked"} for name in data.feature_names]
    assert data.frame()["age"].dtype == np.float64


def test_the_lifeboat_is_left_out_unless_asked_for(published):
    assert "boat" not in load("titanic").feature_names
    assert load("titanic", leak=True).feature_names[-1] == "boat"


def test_the_offline_alternative_has_the_same_columns(published):
    for leak in (False, True):
        real, made = load("titanic", leak=leak), load("passengers", leak=leak)
        assert (real.feature_names, real.units) == (made.feature_names, made.units)
        assert real.target_names == made.target_names
