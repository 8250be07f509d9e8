import matplotlib

matplotlib.use("agg")

import pytest
import tensorflow as tf
from matplotlib.colors import same_color
from matplotlib.patches import FancyBboxPatch

from helpers import plotting
from helpers.plotting.alt_text import alt_text
from helpers.plotting.execution import BLUE, ORANGE


@pytest.fixture(scope="module")
def affine():
    w, b = tf.Variable(2.0, name="w"), tf.Variable(0.7, name="b")

    @tf.function
    def affine(x):
        return w * x + b

    return affine


def words(ax):
    return [text.get_text() for text in ax.texts if text.get_text()]


def place(ax, word):
    (text,) = [text for text in ax.texts if text.get_text() == word]
    return text.get_position()


def boxes(ax):
    return [patch for patch in ax.patches if isinstance(patch, FancyBboxPatch)]


def arrows(ax):
    return [(t.xyann, t.xy) for t in ax.texts if getattr(t, "arrow_patch", None)]


def test_a_recorded_graph_holds_inputs_variables_and_operations_only(affine):
    ax = plotting.recorded_graph(affine, tf.constant(1.0))
    kinds = ["AddV2", "Mul", "input", "variable", "variable"]
    assert sorted(word for word in words(ax) if word in kinds) == kinds
    assert {"w", "x", "b"} < set(words(ax))
    assert len(boxes(ax)) == 5


def test_its_arrows_run_to_the_right_and_one_leaves_the_result(affine):
    ax = plotting.recorded_graph(affine, tf.constant(1.0))
    assert len(arrows(ax)) == 4 + 1
    assert all(end[0] > start[0] for start, end in arrows(ax))
    assert place(ax, "x")[0] < place(ax, "Mul")[0] < place(ax, "AddV2")[0]


def test_constants_are_shown_by_their_value():
    ax = plotting.recorded_graph(tf.function(lambda x: (x - 4) ** 2), tf.constant(3.0))
    assert {"4", "2", "Sub", "Pow"} < set(words(ax))
    assert "Sub of x and 4" in alt_text(ax.figure)
    assert "comes out of Pow" in alt_text(ax.figure)


def test_a_table_of_constants_is_named():
    ax = plotting.recorded_graph(tf.function(lambda x: x @ [[1.0], [2.0]]), tf.ones((1, 2)))
    assert {"constant", "MatMul"} < set(words(ax))


def test_drawing_a_graph_does_not_trace_again(affine):
    affine(tf.constant(1.0))
    before = affine.experimental_get_tracing_count()
    plotting.recorded_graph(affine, tf.constant(5.0))
    assert affine.experimental_get_tracing_count() == before


def test_a_plain_function_has_no_graph():
    with pytest.raises(TypeError, match=r"tf\.function"):
        plotting.recorded_graph(len, 1)


def test_a_graph_without_operations_cannot_be_drawn():
    with pytest.raises(ValueError, match="no operation"):
        plotting.recorded_graph(tf.function(lambda x: x), tf.constant(1.0))


def test_traced_calls_are_orange_and_replayed_ones_blue():
    ax = plotting.traces({"numbers": [1, 2, 1]}, {"numbers": [True, True, False]})
    edges = [box.get_edgecolor() for box in boxes(ax)]
    for got, want in zip(edges, (ORANGE, ORANGE, BLUE), strict=True):
        assert same_color(got, want)
    assert "2 graphs" in words(ax)
    assert "numbers: 3 calls, 2 graphs, traced at 1, 2" in alt_text(ax.figure)


def test_arguments_are_written_by_value_or_by_shape():
    arguments = [3, tf.constant(2.5), tf.zeros((20, 1))]
    ax = plotting.traces({"all": arguments}, {"all": [True] * 3})
    assert {"3", "2.5", "(20, 1)"} < set(words(ax))
    columns = [place(ax, word)[0] for word in ("3", "2.5", "(20, 1)")]
    assert columns == sorted(set(columns))


def test_every_way_of_calling_has_its_own_row():
    ax = plotting.traces({"a": [1], "b": [2, 3]}, {"a": [True], "b": [True, False]})
    assert place(ax, "a")[1] == place(ax, "1")[1] > place(ax, "b")[1] == place(ax, "3")[1]
    assert {"1 graph"} < set(words(ax))


@pytest.mark.parametrize("traced", [{}, {"a": [True]}])
def test_every_call_needs_its_verdict(traced):
    with pytest.raises(ValueError, match="'a'"):
        plotting.traces({"a": [1, 2]}, traced)


def test_costs_stand_in_order_with_their_ratio_to_the_cheapest():
    ax = plotting.costs({"cheap": 0.001, "dear": 0.2, "middle": 0.005})
    assert [label.get_text() for label in ax.get_yticklabels()] == ["dear", "middle", "cheap"]
    assert [bar.get_width() for bar in ax.patches] == [0.2, 0.005, 0.001]
    assert words(ax) == ["200 ms, 200 times as much", "5 ms, 5 times as much", "1 ms"]
    assert ax.get_xscale() == "log"
    assert "dear 200 ms; middle 5 ms; cheap 1 ms" in alt_text(ax.figure)


@pytest.mark.parametrize("seconds", [{}, {"a": 0}, {"a": float("nan")}, {"a": -1.0}])
def test_costs_are_positive(seconds):
    with pytest.raises(ValueError, match="positive"):
        plotting.costs(seconds)
