"""The still picture shows every unit, every weight and every point, and says so in words."""

import base64
import warnings

import matplotlib.pyplot as plt
import pytest

from helpers.playground.picture import BLUE, ORANGE, describe, draw, png
from helpers.playground.session import Session


@pytest.fixture(scope="module")
def session():
    return Session({"hidden": [3, 2], "features": ["x1", "x2", "sin x1"], "epoch": 4})


def test_everything_is_on_the_picture(session):
    figure = draw(session)
    *units, region, losses = figure.axes
    assert len(units) == 3 + 3 + 2 + 1
    assert len(figure.artists) == 3 * 3 + 3 * 2 + 2 * 1
    assert sum(len(points.get_offsets()) for points in region.collections) == len(session.x)
    assert list(losses.lines[0].get_ydata()) == session.losses


def test_a_negative_weight_is_told_by_colour_and_by_dashes(session):
    weights = session.network.weights[0][0].ravel()
    assert min(weights) < 0 < max(weights)
    for line, weight in zip(draw(session).artists[:9], weights, strict=True):
        assert line.get_color() == (BLUE if weight >= 0 else ORANGE)
        assert line.get_linestyle() == ("-" if weight >= 0 else "--")


def test_it_is_a_png(session):
    assert base64.b64decode(png(session)).startswith(b"\x89PNG")


def test_a_style_that_arranges_axes_leaves_the_picture_alone(session):
    with plt.rc_context({"figure.constrained_layout.use": True}), warnings.catch_warnings():
        warnings.simplefilter("error")
        assert png(session)


def test_the_words_hold_the_facts(session):
    words = describe(session)
    assert words.startswith("Playground: circle data, noise 0.1; inputs x1, x2, sin x1;")
    assert f"hidden layers 3, 2 (tanh); epoch 4, training loss {session.loss:.3f}" in words
