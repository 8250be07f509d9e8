"""The network in play is the engine's own, and its pictures show the plane the right way up."""

import numpy as np
import pytest

from helpers.datasets import load
from helpers.playground import train
from helpers.playground.features import FEATURES
from helpers.playground.session import EXTENT, GRID, Session

STATES = [
    {"epoch": 25},
    {"data": "spiral", "hidden": [8, 8], "activation": "relu", "epoch": 12, "seed": 3, "l2": 0.01},
    {"data": "xor", "hidden": [], "features": ["x1·x2"], "output": "sigmoid", "epoch": 7},
]


@pytest.mark.parametrize("state", STATES)
def test_it_is_the_network_that_train_makes(state):
    session = Session(state)
    full = session.state
    dataset = load(full["data"], n=full["points"], noise=full["noise"], seed=full["data_seed"])
    kept = ("hidden", "activation", "output", "features", "batch_size", "learning_rate", "l1", "l2")
    options = {key: full[key] for key in kept}
    runs = train(dataset, seeds=full["seed"], epochs=full["epoch"], **options)
    np.testing.assert_array_equal(session.losses, runs.losses[0])
    for shown, trained in zip(session.network.weights, runs.weights, strict=True):
        np.testing.assert_array_equal(shown, trained)
    assert session.accuracy == runs.accuracy[0]


def test_small_steps_lead_where_one_leap_leads():
    leap, steps = Session({"epoch": 9}), Session({})
    for epochs in (2, 0, 3, 4):
        steps.advance(epochs)
    assert steps.state == leap.state
    np.testing.assert_array_equal(steps.maps()[-1], leap.maps()[-1])


def test_it_stops_at_the_last_epoch_that_a_state_can_name(monkeypatch):
    monkeypatch.setattr("helpers.playground.session.EPOCHS_AT_MOST", 30)
    session = Session({"epoch": 20})
    session.advance(10**9)
    assert session.state["epoch"] == len(session.losses) == 30


def test_the_test_points_are_others():
    session = Session({"noise": 0.5, "hidden": [8, 8], "learning_rate": 0.3, "epoch": 150})
    assert session.test_losses[-1] > session.loss
    assert session.test_loss == session.test_losses[-1]


def test_the_pictures_are_upright():
    session = Session({})
    inputs, *hidden, output = session.maps()
    assert [len(units) for units in (inputs, *hidden, output)] == [7, 4, 2, 1]
    x1, x2 = inputs[list(FEATURES).index("x1")], inputs[list(FEATURES).index("x2")]
    assert (np.diff(x1, axis=1) > 0).all()
    assert (np.diff(x2, axis=0) < 0).all()
    assert x1.shape == (GRID, GRID)
    assert x1.max() < 1


def test_the_output_picture_is_the_prediction():
    runs = train(load("circle"), seeds=0, epochs=5)
    picture = Session({"epoch": 5}).maps()[-1][0]
    cell = 2 * EXTENT / GRID
    point = [[-EXTENT + 7.5 * cell, EXTENT - 3.5 * cell]]
    assert picture[3, 7] == pytest.approx(runs.predict(point)[0, 0])
