from itertools import pairwise

import matplotlib

matplotlib.use("agg")

import matplotlib.pyplot as plt
import numpy as np
import pytest

from helpers import plotting
from helpers.plotting.alt_text import alt_text


@pytest.fixture(autouse=True)
def _close_figures():
    yield
    plt.close("all")


def said(ax):
    return alt_text(ax.figure)


def dots(ax):
    return np.concatenate([c.get_offsets() for c in ax.collections if len(c.get_offsets()) > 1])


def test_panels_come_in_a_grid_without_empty_frames():
    axes = plotting.panels(7)
    assert len(axes) == 7
    assert axes[0].figure.axes == axes


def test_activation_draws_output_and_slope():
    ax = plotting.activation(np.tanh, lambda z: 1 - np.tanh(z) ** 2, name="tanh")
    output, slope = ax.lines
    assert np.array_equal(output.get_ydata(), np.tanh(output.get_xdata()))
    assert slope.get_ydata().max() == pytest.approx(1)
    assert ax.get_title(loc="left") == "tanh"
    assert "slope at most 1.00" in said(ax)


def test_activation_shades_only_what_is_flat():
    flat = plotting.activation(lambda z: 0 * z, lambda z: 0 * z)
    assert "nearly zero on 100%" in said(flat)
    steep = plotting.activation(lambda z: z, lambda z: 1 + 0 * z)
    assert "nearly zero on 0%" in said(steep)
    assert [len(ax.collections[0].get_paths()) for ax in (flat, steep)] == [1, 0]


def test_largest_piece_draws_every_line_and_the_unit_on_top():
    ax = plotting.largest_piece([(1, 0), (-1, 0)], np.abs)
    *lines, unit = ax.lines
    assert len(lines) == 2
    highest = np.max([line.get_ydata() for line in lines], axis=0)
    assert np.array_equal(unit.get_ydata(), highest)
    assert "2 dashed lines" in said(ax)


def test_layer_bars_are_as_high_as_the_numbers():
    ax = plotting.layer_bars({"tanh": [0.5, 0.25], "sigmoid": [0.001, 0.1]})
    heights = [[bar.get_height() for bar in group] for group in ax.containers]
    assert heights == [[0.5, 0.25], [0.001, 0.1]]
    assert ax.get_yscale() == "log"
    assert "sigmoid from 0.001 to 0.1" in said(ax)


def test_layer_bars_stand_side_by_side():
    ax = plotting.layer_bars({"a": [1, 2], "b": [1, 2], "c": [1, 2]})
    edges = sorted((bar.get_x(), bar.get_x() + bar.get_width()) for bar in ax.patches)
    assert all(right <= left for (_, right), (left, _) in pairwise(edges))


@pytest.mark.parametrize("groups", [{}, {"a": [1, 2], "b": [1, 2, 3]}])
def test_layer_bars_refuse_groups_that_do_not_fit(groups):
    with pytest.raises(ValueError, match="number of layers"):
        plotting.layer_bars(groups)


def test_each_network_has_one_dot_in_its_row():
    ax = plotting.each_network({"few": [3, 1, 2], "many": [9, 9]})
    places = dots(ax)
    assert sorted(places[:, 0]) == [1, 2, 3, 9, 9]
    assert np.round(places[:, 1]).tolist() == [0, 0, 0, 1, 1]
    assert len(np.unique(places, axis=0)) == 5
    assert "few from 1, median 2, to 3" in said(ax)


def test_networks_that_never_get_there_are_put_aside_and_counted():
    ax = plotting.each_network({"some": [10, np.inf, np.inf]}, never=50)
    assert sorted(dots(ax)[:, 0]) == [10, 50, 50]
    assert "2 never" in said(ax)


def test_networks_that_never_get_there_need_a_place():
    with pytest.raises(ValueError, match="'some'"):
        plotting.each_network({"some": [1, np.inf]})


def test_success_rates_show_counts_intervals_and_known_guesses():
    rates = {"wide": (0.5, 0.3, 0.7), "deep": (1.0, 0.8, 1.0)}
    ax = plotting.success_rates(rates, {"deep": 12, "other": 3})
    assert [bar.get_width() for bar in ax.patches] == [10, 20]
    intervals = [path.vertices[:, 0].tolist() for path in ax.collections[0].get_paths()]
    assert np.allclose(intervals, [[6, 14], [16, 20]])
    assert ax.collections[-1].get_offsets().tolist() == [[12, 1]]
    assert "wide 10, interval 6.0 to 14.0" in said(ax)


def test_success_rates_need_no_guess():
    ax = plotting.success_rates({"wide": (0.5, 0.3, 0.7)})
    assert [text.get_text() for text in ax.get_legend().get_texts()] == ["measured, with interval"]


def test_loss_bands_draw_the_median_and_the_middle_half():
    losses = np.array([[4.0, 0.0], [5.0, 1.0], [6.0, 2.0], [7.0, 3.0], [8.0, 4.0]])
    ax = plotting.loss_bands({"tanh": losses})
    assert ax.lines[0].get_ydata().tolist() == [6, 2]
    assert ax.lines[0].get_xdata().tolist() == [1, 2]
    band = ax.collections[0].get_paths()[0].vertices[:, 1]
    assert (band.min(), band.max()) == (1, 7)
    assert "tanh from 6.00 to 2.00" in said(ax)
