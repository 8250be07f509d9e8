import matplotlib

matplotlib.use("agg")

import matplotlib.pyplot as plt
import pytest
from matplotlib.colors import same_color
from matplotlib.patches import FancyBboxPatch

from helpers import plotting
from helpers.plotting.alt_text import alt_text
from helpers.plotting.graphs import ORANGE

# Two ways lead from x to y, one of them longer; w joins in late.
EDGES = [("x", "a"), ("x", "b"), ("b", "c"), ("a", "y"), ("c", "y"), ("w", "c")]
VALUES = {"x": 2, "a": -4, "b": 7, "c": 0.5, "y": 28, "w": 3}
GRADIENTS = {"x": 40, "a": 11, "b": -6, "c": 13, "y": 1, "w": 17}


@pytest.fixture(autouse=True)
def _close_figures():
    yield
    plt.close("all")


def place(ax, word):
    (text,) = [text for text in ax.texts if text.get_text() == word]
    return text.get_position()


def arrows(ax):
    """From where to where every arrow points, with its colour."""
    return [
        (text.xyann, text.xy, text.arrow_patch.get_edgecolor())
        for text in ax.texts
        if getattr(text, "arrow_patch", None)
    ]


def test_every_node_stands_right_of_what_it_is_computed_from():
    ax = plotting.computational_graph(EDGES, VALUES)
    for start, end in EDGES:
        assert place(ax, start)[0] < place(ax, end)[0]


def test_an_input_stands_right_before_its_first_use():
    ax = plotting.computational_graph(EDGES, VALUES)
    assert place(ax, "w")[0] == place(ax, "b")[0]


def test_nodes_do_not_overlap_and_lie_inside_the_picture():
    ax = plotting.computational_graph(EDGES, VALUES, GRADIENTS)
    places = [place(ax, name) for name in VALUES]
    assert len(set(places)) == len(places)
    (left, right), (bottom, top) = ax.get_xlim(), ax.get_ylim()
    assert all(left < x < right and bottom < y < top for x, y in places)
    assert len([patch for patch in ax.patches if isinstance(patch, FancyBboxPatch)]) == len(VALUES)


def test_each_value_stands_in_its_node():
    ax = plotting.computational_graph(EDGES, VALUES)
    for name, shown in [("x", "2"), ("a", "\N{MINUS SIGN}4"), ("c", "0.5"), ("y", "28")]:
        assert place(ax, name)[0] == place(ax, shown)[0]
        assert 0 < place(ax, name)[1] - place(ax, shown)[1] < 0.5


def test_forward_picture_has_one_arrow_an_edge_to_the_right():
    drawn = arrows(plotting.computational_graph(EDGES, VALUES))
    assert len(drawn) == len(EDGES)
    assert all(start[0] < end[0] for start, end, _ in drawn)


def test_backward_picture_adds_one_orange_arrow_an_edge_to_the_left():
    drawn = arrows(plotting.computational_graph(EDGES, VALUES, GRADIENTS))
    back = [arrow for arrow in drawn if arrow[0][0] > arrow[1][0]]
    assert len(drawn) == 2 * len(EDGES)
    assert len(back) == len(EDGES)
    assert all(same_color(colour, ORANGE) for _, _, colour in back)


def test_gradients_stand_below_their_nodes_and_slopes_on_their_edges():
    slopes = {("b", "c"): 99.0}
    ax = plotting.computational_graph(EDGES, VALUES, GRADIENTS, slopes)
    assert place(ax, "40")[0] == place(ax, "x")[0]
    assert place(ax, "40")[1] < place(ax, "2")[1]
    b, c = place(ax, "b"), place(ax, "c")
    assert place(ax, "\N{MULTIPLICATION SIGN} 99")[0] == pytest.approx((b[0] + c[0]) / 2)


def test_text_tells_values_forwards_and_gradients_back():
    text = alt_text(plotting.computational_graph(EDGES, VALUES, GRADIENTS).figure)
    assert "from a and c to y = 28" in text
    assert text.index("1 at y") < text.index("13 at c") < text.index("40 at x")


@pytest.mark.parametrize(
    ("values", "gradients"), [({"x": 1.0}, None), ({"x": 1.0, "y": 2.0}, {"x": 1.0})]
)
def test_a_node_without_a_number_is_named(values, gradients):
    with pytest.raises(ValueError, match="'y'"):
        plotting.computational_graph([("x", "y")], values, gradients)


def test_a_cycle_is_refused():
    with pytest.raises(ValueError, match="cycle"):
        plotting.computational_graph([("x", "y"), ("y", "x")], {"x": 1, "y": 1})


def test_it_draws_where_it_is_asked_to():
    ax = plt.subplots()[1]
    assert plotting.computational_graph([("x", "y")], {"x": 1, "y": 1}, ax=ax) is ax
