import matplotlib

matplotlib.use("agg")

import matplotlib.pyplot as plt
import numpy as np
import pytest

from helpers import plotting
from helpers.plotting.alt_text import alt_text

PATH = np.array([[-2.0, 1.0], [-1.0, -0.5], [0.0, 0.25]])
EXTENT = ((-3, 1), (-2, 2))


@pytest.fixture(autouse=True)
def _close_figures():
    yield
    plt.close("all")


def bowl(w):
    return np.sum(np.square(w), axis=-1)


def parabola(w):
    return np.square(w)


def lines_of(ax):
    """The polylines of a panel, longest first."""
    return sorted((line.get_xydata() for line in ax.lines), key=len, reverse=True)


def has_point(ax, point):
    return any(len(xy) == 1 and np.allclose(xy[0], point) for xy in lines_of(ax))


# --- landscape


def test_mountain_and_map_show_the_same_path():
    mountain, chart = plotting.landscape(bowl, PATH, EXTENT)
    (track,) = mountain.lines
    x, y, z = track.get_data_3d()
    assert np.array_equal(np.column_stack([x, y]), PATH)
    assert np.all(z > bowl(PATH))
    assert np.array_equal(lines_of(chart)[0], PATH)


def test_mountain_is_a_surface_of_the_loss():
    mountain, _ = plotting.landscape(bowl, PATH, EXTENT)
    assert mountain.name == "3d"
    (surface,) = mountain.collections
    heights = surface.get_array()
    assert 0 <= heights.min() < 0.1
    assert 11 < heights.max() <= bowl(np.array([-3, 2]))


def test_landscape_draws_into_the_axes_that_it_is_given():
    figure = plt.figure()
    pair = figure.add_subplot(121, projection="3d"), figure.add_subplot(122)
    assert plotting.landscape(bowl, PATH, EXTENT, ax=pair) == pair


# --- valleys


def test_each_map_has_its_path_start_end_and_lowest_point():
    (ax,) = plotting.valleys({"walk": (bowl, PATH)}, extent=EXTENT)
    assert np.array_equal(lines_of(ax)[0], PATH)
    assert has_point(ax, PATH[0])
    assert has_point(ax, PATH[-1])
    lowest = [xy[0] for xy in lines_of(ax) if len(xy) == 1 and np.hypot(*xy[0]) < 0.05]
    assert lowest
    assert ax.get_title(loc="left") == "walk"


def test_contours_cover_the_losses_shown_and_crowd_at_the_bottom():
    (ax,) = plotting.valleys({"walk": (bowl, PATH)}, extent=EXTENT)
    levels = ax.collections[0].levels
    assert levels[0] < 0.01
    assert levels[-1] == pytest.approx(13)
    assert np.all(np.diff(levels, 2) > 0)


def test_maps_without_an_extent_surround_their_own_path():
    far = PATH + 100
    near, away = plotting.valleys({"near": (bowl, PATH), "far": (bowl, far)})
    for ax, path in ((near, PATH), (away, far)):
        (left, right), (bottom, top) = ax.get_xlim(), ax.get_ylim()
        assert left < path[:, 0].min() < path[:, 0].max() < right
        assert bottom < path[:, 1].min() < path[:, 1].max() < top
        assert right - left < 10


def test_maps_fill_rows_and_spare_places_stay_empty():
    axes = plotting.valleys({str(n): (bowl, PATH) for n in range(5)}, extent=EXTENT, columns=4)
    assert len(axes) == 5
    everything = axes[0].figure.axes
    assert len(everything) == 8
    assert not any(ax.axison for ax in everything[5:])


def test_valleys_say_where_each_path_leads():
    (ax,) = plotting.valleys({"walk": (bowl, PATH)}, extent=EXTENT)
    said = alt_text(ax.figure)
    assert "walk: contours of a loss and a path of 2 steps from (-2.00, 1.00), loss 5" in said
    assert "to (0.00, 0.25), loss 0.0625" in said


@pytest.mark.parametrize("draw", [plotting.valleys, lambda p: plotting.descents(p, (-1, 1))])
def test_no_panel_is_an_error(draw):
    with pytest.raises(ValueError, match="no panel"):
        draw({})


# --- descents


def test_the_path_lies_on_the_curve():
    path = np.array([2.0, -1.0, 0.5])
    (ax,) = plotting.descents({"walk": (parabola, path)}, extent=(-3, 3))
    curve, track = lines_of(ax)[:2]
    assert np.allclose(curve[:, 1], curve[:, 0] ** 2)
    assert np.array_equal(track, np.column_stack([path, path**2]))
    assert has_point(ax, (2, 4))
    assert has_point(ax, (0.5, 0.25))


def test_a_path_of_one_column_is_drawn_like_a_flat_one():
    (ax,) = plotting.descents({"walk": (parabola, np.array([[2.0], [1.0]]))}, extent=(-3, 3))
    assert np.array_equal(lines_of(ax)[1], [(2, 4), (1, 1)])


def test_the_whole_curve_is_in_view():
    (ax,) = plotting.descents({"walk": (parabola, np.array([2.0, 1.0]))}, extent=(-3, 3))
    assert ax.get_xlim() == (-3, 3)
    bottom, top = ax.get_ylim()
    assert bottom < 0
    assert top > 9


def test_descents_say_where_each_path_leads():
    axes = plotting.descents({"a": (parabola, np.array([2.0, 1.0]))}, extent=(-3, 3))
    assert "a: a path of 1 steps on a loss curve, from weight 2.00 to 1.00" in alt_text(
        axes[0].figure
    )
