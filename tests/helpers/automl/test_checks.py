import pytest

from helpers import automl


@pytest.mark.parametrize("kind", [automl.TableClassifier, automl.ImageRegressor])
@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"max_trials": 0}, "max_trials is 0; give a whole number from 1 on"),
        ({"max_trials": 2.5}, "max_trials is 2.5"),
        ({"max_trials": True}, "max_trials is True"),
        ({"epochs": -1}, "epochs is -1"),
        ({"batch_size": 0}, "batch_size is 0"),
        ({"seed": -1}, "seed is -1; give a whole number from 0 on"),
        ({"seed": None}, "seed is None"),
        (
            {"strategy": "hyperband"},
            "strategy is 'hyperband'; give one of greedy, random, bayesian",
        ),
        ({"space": "small"}, "space is 'small'; give a function"),
    ],
)
def test_a_wrong_argument_is_named_before_anything_runs(kind, options, message):
    with pytest.raises(ValueError, match=message):
        kind(**options)


def test_numpy_integers_are_whole_numbers():
    import numpy as np

    assert automl.TableRegressor(np.int64(2), np.int32(1)).max_trials == 2
