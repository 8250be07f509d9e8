"""A state is completed, checked and kept in plain types, so that it survives JSON unchanged."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.playground.features import FEATURES
from helpers.playground.state import DATASETS, DEFAULTS, complete

STATES = st.fixed_dictionaries(
    {},
    optional={
        "data": st.sampled_from(DATASETS),
        "noise": st.floats(0, 0.5),
        "hidden": st.lists(st.integers(1, 8), max_size=6),
        "features": st.lists(st.sampled_from(list(FEATURES)), min_size=1, unique=True),
        "activation": st.sampled_from(["tanh", "relu", "sigmoid", "linear", "leaky_relu"]),
        "learning_rate": st.floats(0, 10),
        "seed": st.integers(0, 2**40),
        "epoch": st.integers(0, 20_000),
    },
)


@given(STATES)
def test_a_completed_state_is_kept_by_json_and_by_completing_again(state):
    full = complete(state)
    assert full.keys() == DEFAULTS.keys()
    assert full == json.loads(json.dumps(full)) == complete(full)
    assert state.items() <= {key: full[key] for key in state}.items()


def test_the_defaults_are_complete():
    assert complete({}) == DEFAULTS


@pytest.mark.parametrize(
    ("state", "message"),
    [
        ({"layers": [4]}, "state has no 'layers'; its keys are data, noise, "),
        ({"data": "moons"}, "data must be one of circle, xor, gauss, spiral; got 'moons'"),
        ({"noise": 0.6}, "noise must be a finite number from 0 to 0.5; got 0.6"),
        ({"hidden": [4] * 7}, r"hidden \(layers\) must be at most 6; got 7"),
        ({"hidden": [9]}, "each size in hidden must be at most 8; got 9"),
        ({"points": 2}, "points must be a whole number of at least 4; got 2"),
        ({"epoch": 10**6}, "epoch must be at most 20000; got 1000000"),
        ({"speed": 0}, "speed must be a whole number of at least 1; got 0"),
        ({"activation": "elu"}, "activation must be one of tanh"),
    ],
)
def test_what_cannot_be_opened_is_named(state, message):
    with pytest.raises(ValueError, match=message):
        complete(state)
