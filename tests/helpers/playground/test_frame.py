"""A frame can travel: plain JSON, and buffers of the sizes that the front end counts on."""

import json

import numpy as np
import pytest

from helpers.playground.frame import CURVE_POINTS, frame
from helpers.playground.session import GRID, Session


def test_the_buffers_hold_what_is_drawn():
    session = Session({"hidden": [3], "points": 40, "epoch": 6})
    content, (maps, points, labels, losses, test_losses) = frame(session)
    units = np.frombuffer(maps, np.int8).reshape(7 + 3 + 1, GRID, GRID)
    np.testing.assert_allclose(units[-1] / 127, session.maps()[-1][0], atol=0.004)
    np.testing.assert_allclose(np.frombuffer(points, "f4").reshape(40, 2), session.x, rtol=1e-6)
    np.testing.assert_array_equal(np.frombuffer(labels, np.uint8), session.labels)
    np.testing.assert_allclose(np.frombuffer(losses, "f4"), session.losses, rtol=1e-6)
    assert len(test_losses) == len(losses)
    assert [np.shape(w) for w in content["weights"]] == [(2, 3), (3, 1)]
    assert content["state"]["epoch"] == 6


@pytest.mark.parametrize("epochs", [0, 1, CURVE_POINTS, CURVE_POINTS + 1, 1000])
def test_a_long_curve_is_thinned_and_ends_now(epochs):
    session = Session({"points": 8, "batch_size": 8, "epoch": epochs})
    curve = np.frombuffer(frame(session)[1][3], "f4")
    assert len(curve) <= CURVE_POINTS
    assert epochs == 0 or curve[-1] == np.float32(session.losses[-1])


def test_a_network_that_blew_up_is_still_valid_json(recwarn):
    session = Session(
        {"activation": "relu", "hidden": [8, 8], "learning_rate": 1e9, "l2": 1.0, "epoch": 40}
    )
    json.loads(json.dumps(frame(session)[0], allow_nan=False))
    assert not recwarn.list
