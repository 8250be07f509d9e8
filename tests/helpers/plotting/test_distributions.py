import matplotlib

matplotlib.use("agg")

import matplotlib.pyplot as plt
import numpy as np
import pytest
from matplotlib.patches import ConnectionPatch

from helpers import plotting
from helpers.plotting.alt_text import alt_text
from helpers.plotting.style import CLASS_COLOURS


@pytest.fixture(autouse=True)
def _close_figures():
    yield
    plt.close("all")


def bell(error):
    return np.exp(-(error**2) / 2) / np.sqrt(2 * np.pi)


def peak(error):
    return np.exp(-np.abs(error)) / 2


def heights(ax):
    return [bar.get_height() for bar in ax.patches]


def texts(ax):
    return [text.get_text() for text in ax.texts]


def dots(ax):
    return [
        tuple(map(float, line.get_xydata()[0])) for line in ax.lines if len(line.get_xdata()) == 1
    ]


# --- surprise


def test_bars_have_the_probabilities_and_names_in_order():
    left, _ = plotting.surprise([0.2, 0.8], ["cold", "hot"], happened="cold")
    assert heights(left) == [0.2, 0.8]
    assert [t.get_text() for t in left.get_xticklabels()] == ["cold\n(came true)", "hot"]


def test_each_dot_sits_at_its_surprise():
    _, right = plotting.surprise([0.5, 0.25, 0.25], ["a", "b", "c"], happened="b")
    assert np.allclose(dots(right), [(np.log(2), 0.5), (np.log(4), 0.25), (np.log(4), 0.25)])


def test_curve_is_minus_log_probability():
    _, right = plotting.surprise([0.5, 0.5], ["a", "b"], happened="a")
    cost, probability = right.lines[0].get_data()
    assert np.allclose(np.exp(-cost), probability)
    assert len(cost) > 100


def test_only_what_happened_is_coloured():
    left, _ = plotting.surprise([0.2, 0.8], ["cold", "hot"], happened="hot")
    cold, hot = (matplotlib.colors.to_hex(bar.get_facecolor()) for bar in left.patches)
    assert hot.upper() == CLASS_COLOURS[1]
    assert cold.upper() not in CLASS_COLOURS


def test_a_level_line_leaves_the_top_of_every_bar():
    left, _ = plotting.surprise([0.2, 0.8], ["cold", "hot"], happened="hot")
    bridges = [a for a in left.figure.artists if isinstance(a, ConnectionPatch)]
    assert [bridge.xy1[1] for bridge in bridges] == [0.2, 0.8]
    assert [bridge.xy2 for bridge in bridges] == [(0, 0.2), (0, 0.8)]


def test_surprise_says_its_numbers_in_words():
    left, _ = plotting.surprise([0.2, 0.8], ["cold", "hot"], happened="cold")
    assert "cold has probability 0.200 and surprise 1.609" in alt_text(left.figure)
    assert "happened is cold" in alt_text(left.figure)


@pytest.mark.parametrize("chances", [[0.0, 1.0], [1.2, 0.3]])
def test_surprise_refuses_what_is_no_probability(chances):
    with pytest.raises(ValueError, match="above 0 and at most"):
        plotting.surprise(chances, ["a", "b"], happened="a")


def test_surprise_refuses_an_unknown_outcome():
    with pytest.raises(ValueError, match="'snow' is none of the outcomes"):
        plotting.surprise([0.5, 0.5], ["cold", "hot"], happened="snow")


# --- distribution_and_loss


def test_left_is_the_density_and_right_minus_its_logarithm():
    left, right = plotting.distribution_and_loss({"bell": bell, "peak": peak}, over=(-4, 4))
    for density, line, loss in zip((bell, peak), left.lines[::2], right.lines[::2], strict=False):
        assert np.allclose(line.get_ydata(), density(line.get_xdata()))
        assert np.allclose(loss.get_ydata(), -np.log(density(loss.get_xdata())))


def test_dots_compare_both_at_one_far_error():
    _, right = plotting.distribution_and_loss({"bell": bell, "peak": peak}, over=(-4, 4))
    assert np.allclose(dots(right), [(3, 5.419), (3, 3.693)], atol=1e-3)
    assert texts(right) == ["5.4", "3.7"]


def test_it_draws_into_the_axes_that_it_is_given():
    pair = plt.subplots(1, 2)[1]
    assert plotting.distribution_and_loss({"bell": bell}, (-1, 1), ax=pair) == tuple(pair)


# --- entropy_bars


def test_distributions_stand_side_by_side_with_gaps():
    ax = plotting.entropy_bars({"coin": [0.5, 0.5], "sure": [1.0]}, lambda p: 7.0)
    assert heights(ax) == [0.5, 0.5, 1.0]
    places = [bar.get_x() for bar in ax.patches]
    assert places[2] - places[1] > 2 * (places[1] - places[0])
    assert [t.get_text() for t in ax.get_xticklabels()] == ["coin", "sure"]


def test_the_entropy_shown_is_the_one_that_was_given():
    ax = plotting.entropy_bars({"coin": [0.5, 0.5]}, lambda p: p.sum() + 0.25)
    assert texts(ax) == ["H = 1.250"]
    assert "coin has 2 outcomes and entropy 1.250" in alt_text(ax.figure)


# --- loss_curves


def test_a_dot_marks_the_lowest_point():
    ax = plotting.loss_curves({"bowl": lambda v: (v - 2) ** 2}, np.linspace(0, 5, 51), "v")
    assert np.allclose(dots(ax), [(2, 0)])
    assert "bowl is lowest at 2" in alt_text(ax.figure)


def test_no_dot_where_the_lowest_point_is_at_the_edge():
    ax = plotting.loss_curves({"slope": lambda v: -v}, np.linspace(0, 5, 51), "v")
    assert dots(ax) == []
    assert "no lowest point inside" in alt_text(ax.figure)


def test_the_floor_is_a_line_and_the_gap_is_filled_down_to_it():
    over = np.linspace(-1, 1, 21)
    ax = plotting.loss_curves({"bowl": lambda v: v**2 + 1}, over, "v", floor=("floor", 1, "gap"))
    assert set(ax.lines[-1].get_ydata()) == {1}
    (gap,) = ax.collections
    assert gap.get_datalim(ax.transData).y0 == pytest.approx(1)
    assert [t.get_text() for t in ax.get_legend().get_texts()] == ["bowl", "gap", "floor"]


# --- fits


def test_points_rings_and_lines_are_where_they_belong():
    x, y = np.arange(5.0), np.array([0, 2, 4, 6, -9.0])
    outlier = np.array([False, False, False, False, True])
    ax = plotting.fits(x, y, {"two": lambda v: 2 * v[:, 0]}, outlier)
    points, rings = ax.collections
    assert np.array_equal(points.get_offsets(), np.column_stack([x, y]))
    assert np.array_equal(rings.get_offsets(), [(4, -9)])
    assert np.array_equal(ax.lines[0].get_xydata(), [(0, 0), (4, 8)])
    assert "5 points, 1 of them ringed outliers, and lines: two has slope 2.00" in alt_text(
        ax.figure
    )
