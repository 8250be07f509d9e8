import matplotlib

matplotlib.use("agg")

import matplotlib.pyplot as plt
import numpy as np
import pytest

from helpers import datasets, plotting
from helpers.plotting.alt_text import alt_text

SQUARE = np.array([[1, -1, 0, 0], [0, 0, 1, -1]]), np.ones(4)


@pytest.fixture(autouse=True)
def _close_figures():
    yield
    plt.close("all")


@pytest.fixture
def xor():
    return datasets.load("gates", gate="xor")


def inside_square(x):
    return np.all(np.abs(x) <= 1, axis=1)


def said(ax):
    return alt_text(ax.figure)


def sheet_and_markers(ax):
    sheet, *markers = ax.collections
    return sheet.get_offsets(), [tuple(m.get_offsets()[0]) for m in markers]


def test_identity_leaves_plane_and_examples_where_they_are(xor):
    ax = plotting.folded_space(lambda x: x, xor)
    sheet, markers = sheet_and_markers(ax)
    assert sheet.min() == pytest.approx(-0.4)
    assert sheet.max() == pytest.approx(1.4)
    assert sorted(markers) == sorted(map(tuple, xor.x))
    assert "before any layer" in said(ax)


def test_fold_moves_every_point_but_keeps_its_colour(xor):
    ax = plotting.folded_space(lambda x: -2 * x, xor)
    sheet, _ = sheet_and_markers(ax)
    colours = ax.collections[0].get_array()
    assert np.allclose(colours, sheet.sum(axis=1) / -2)


def test_examples_that_meet_share_one_place_and_one_name(xor):
    ax = plotting.folded_space(lambda x: np.sort(x, axis=1), xor)
    _, markers = sheet_and_markers(ax)
    assert sorted(set(markers)) == [(0, 0), (0, 1), (1, 1)]
    assert "(0, 1) and (1, 0)" in [text.get_text() for text in ax.texts]
    assert "3 places" in said(ax)
    assert "(0, 1) and (1, 0) at (0.00, 1.00)" in said(ax)


def test_fold_refuses_a_layer_of_another_width(xor):
    with pytest.raises(ValueError, match="shape"):
        plotting.folded_space(lambda x: x[:, :1], xor)


def test_region_fills_exactly_where_the_network_says_one():
    ax = plotting.region(inside_square)
    filled = np.isfinite(np.asarray(ax.images[0].get_array(), dtype=float))
    across = np.linspace(-2, 2, filled.shape[1])
    assert filled[150].tolist() == (np.abs(across) <= 1).tolist()
    assert "1 piece, convex, 25%" in said(ax)


def test_region_draws_each_line_of_the_first_layer():
    ax = plotting.region(inside_square, W=SQUARE[0], b=SQUARE[1])
    assert len(ax.lines) == 4
    for line, w in zip(ax.lines, SQUARE[0].T, strict=True):
        assert np.allclose(np.array([line.get_xy1(), line.get_xy2()]) @ w + 1, 0)


@pytest.mark.parametrize(
    ("inside", "words"),
    [
        (lambda x: inside_square(x) & ~inside_square(2 * x), "1 piece, not convex"),
        (lambda x: np.abs(x[:, 0]) > 1, "2 pieces, not convex"),
        (lambda x: x[:, 0] > 9, "An empty region"),
        (lambda x: x[:, 0] > 0, "1 piece, convex"),
    ],
)
def test_region_says_pieces_and_dents(inside, words):
    assert words in said(plotting.region(inside))


def test_region_refuses_another_number_of_answers():
    with pytest.raises(ValueError, match="answers"):
        plotting.region(lambda x: np.ones(3))


def test_bumps_draws_each_hat_the_target_and_the_sum():
    x = np.linspace(0, 1, 5)
    hats = np.array([[0, 1, 0, 0, 0], [0, 0, 0, 2, 0]])
    ax = plotting.bumps(x, np.full(5, 0.5), hats)
    drawn = [line.get_ydata().tolist() for line in ax.lines]
    assert drawn == [*hats.tolist(), [0.5] * 5, [0, 1, 0, 2, 0]]
    assert len(ax.collections) == 2
    assert "2 triangular bumps" in said(ax)
    assert "1.5 away" in said(ax)


def test_bumps_refuses_shapes_that_do_not_fit():
    with pytest.raises(ValueError, match="do not fit"):
        plotting.bumps(np.zeros(4), np.zeros(4), np.zeros((2, 3)))


@pytest.mark.parametrize(
    ("function", "kinks"),
    [
        (lambda x: 3 * x, []),
        (lambda x: np.abs(x - 0.5), [0.5]),
        (lambda x: np.abs(x - 1 / 3) + np.maximum(x - 0.9, 0), [1 / 3, 0.9]),
        (lambda x: np.abs(x - 0.123456), [0.1235]),
    ],
)
def test_pieces_marks_every_kink_once(function, kinks):
    ax = plotting.pieces(function)
    curve, dots = ax.lines
    assert np.allclose(curve.get_ydata(), function(curve.get_xdata()))
    assert np.allclose(dots.get_xdata(), kinks, atol=2e-4)
    assert ("without a kink" if not kinks else f"{len(kinks) + 1} straight pieces") in said(ax)


@pytest.mark.parametrize("draw", ["folded_space", "region", "bumps", "pieces"])
def test_every_picture_is_drawn_where_it_is_asked_for(draw, xor):
    ax = plt.subplots()[1]
    arguments = {
        "folded_space": (lambda x: x, xor),
        "region": (inside_square,),
        "bumps": (np.arange(3), np.ones(3), np.ones((1, 3))),
        "pieces": (np.abs,),
    }
    assert getattr(plotting, draw)(*arguments[draw], ax=ax) is ax
    assert said(ax)
