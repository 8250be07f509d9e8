import numpy as np
import pytest
from matplotlib.colors import same_color
from matplotlib.patches import FancyArrowPatch, FancyBboxPatch

from helpers.plotting import gradient_lamps, model_graph
from helpers.plotting.alt_text import alt_text
from helpers.plotting.model_graphs import BLUE, INK, SHARED, WIDTH

TIMES = "\N{MULTIPLICATION SIGN}"


class Tensor:
    def __init__(self, layer, call, shape):
        self._keras_history, self.shape = (layer, call, 0), (None, *shape)


class Call:
    def __init__(self, sources):
        self.input_tensors = sources


class Kind:
    """A layer as Keras connects it: each call makes a node and a tensor."""

    def __init__(self, name, shape=(4,), parameters=0, **more):
        self.name, self.count_params, self.shape = name, lambda: parameters, shape
        self._inbound_nodes = []
        vars(self).update(more)

    def __call__(self, *sources):
        self._inbound_nodes.append(Call(sources))
        return Tensor(self, len(self._inbound_nodes) - 1, self.shape)


class InputLayer(Kind):
    pass


class Model:
    def __init__(self, *outputs):
        self.outputs = outputs


@pytest.fixture
def residual():
    x = InputLayer("x")()
    h = Kind("second", (4,), 20)(Kind("first", (4,), 20)(x))
    return Model(Kind("sum")(x, h))


@pytest.fixture
def twins():
    tower = Kind("tower", (3,), 15)
    left, right = InputLayer("left")(), InputLayer("right")()
    return Model(Kind("gap", (3,))(tower(left), tower(right)))


def frames(ax):
    boxes = [patch for patch in ax.patches if isinstance(patch, FancyBboxPatch)]
    return [box.get_path().get_extents().get_points() for box in boxes]


def words(ax):
    return [text.get_text() for text in ax.texts]


def place(ax, word):
    (text,) = [text for text in ax.texts if text.get_text().startswith(word)]
    return np.array(text.get_position())


def lines(ax):
    arrows = [patch for patch in ax.patches if isinstance(patch, FancyArrowPatch)]
    return [arrow.get_path().to_polygons(closed_only=False)[0] for arrow in arrows]


def test_a_shortcut_passes_by_the_layers_that_it_skips(residual):
    ax = model_graph(residual)
    assert len(frames(ax)) == 4
    assert len(lines(ax)) == 5, "four connections and the way out"
    for (left, bottom), (right, top) in frames(ax):
        for line in lines(ax):
            middle = line[1:-1]
            inside = (middle > (left + 0.02, bottom)) & (middle < (right - 0.02, top))
            assert not np.any(inside.all(axis=1))


def test_data_flow_to_the_right(residual):
    ax = model_graph(residual)
    across = [place(ax, name)[0] for name in ("x", "first", "second", "sum")]
    assert np.all(np.diff(across) > 0)
    assert all(line[0][0] < line[-1][0] for line in lines(ax))


def test_every_call_has_its_shape_and_weights_are_counted_once(twins):
    ax = model_graph(twins)
    assert ax.get_title(loc="left") == "15 parameters"
    assert words(ax).count("tower (Kind)") == words(ax).count("shared weights") == 2
    assert words(ax).count("3") == 3
    assert words(ax).count("4") == 2


def test_shared_layers_have_a_colour_of_their_own(twins, residual):
    def edges(ax):
        return [box.get_edgecolor() for box in ax.patches if isinstance(box, FancyBboxPatch)]

    shared = [colour for colour in edges(model_graph(twins)) if same_color(colour, SHARED[0][0])]
    assert len(shared) == 2
    alone = edges(model_graph(residual))
    assert sum(same_color(colour, BLUE) for colour in alone) == 2
    assert sum(same_color(colour, INK) for colour in alone) == 2


def test_inputs_stand_in_their_order(twins):
    ax = model_graph(twins)
    assert place(ax, "left")[1] > place(ax, "right")[1]


def test_the_input_of_a_model_cut_out_of_another_is_called_input():
    x = InputLayer("keras_tensor_1CLONE")()
    ax = model_graph(Model(Kind("a")(x)))
    assert "Input" in words(ax)
    assert "keras_tensor_1CLONE" not in words(ax)


def test_windows_are_named_and_an_unnamed_input_is_called_input():
    x = InputLayer("input_layer_7", (9, 9, 2))()
    ax = model_graph(Model(Kind("kind_3", (9, 9, 5), 8, kernel_size=(3, 3))(x)))
    assert {"Input", f"Kind 3{TIMES}3", f"9 {TIMES} 9 {TIMES} 5", "8 weights"} <= set(words(ax))


def test_words_stand_inside_their_boxes(twins):
    ax = model_graph(twins)
    ax.figure.draw_without_rendering()
    inverse = ax.transData.inverted()
    for text in ax.texts:
        if "tower" in text.get_text() or "shared" in text.get_text():
            (left, bottom), (right, top) = inverse.transform(text.get_window_extent())
            assert any(
                low[0] < left < right < high[0] and low[1] < bottom < top < high[1]
                for low, high in frames(ax)
            )


def test_a_long_chain_fits_on_a_page():
    h = InputLayer("start")()
    for n in range(12):
        h = Kind(f"number {n}", (4,), 20)(h)
    ax = model_graph(Model(h))
    assert ax.figure.get_figwidth() <= WIDTH
    assert ax.texts[0].get_fontsize() < 10


def test_the_text_says_what_feeds_what(twins):
    said = alt_text(model_graph(twins).figure)
    assert "15 parameters" in said
    assert "tower (Kind) with shared weights after left gives 3" in said


def test_a_model_that_hides_its_graph_is_refused():
    with pytest.raises(ValueError, match="Hidden does not tell how its layers are connected"):
        model_graph(type("Hidden", (), {})())


def lamps(ax):
    bars = [patch for patch in ax.patches if not isinstance(patch, FancyArrowPatch)]
    return [sum(bar.get_facecolor()[:3]) for bar in bars]


def test_lamps_are_brighter_where_more_arrives():
    ax = gradient_lamps({"fades": [1e-5, 1e-3, 0.1], "stays": [0.1, 0.1, 0.1]})
    light = lamps(ax)
    assert len(light) == 6
    assert light[0] < light[1] < light[2]
    assert light[2:] == [light[2]] * 4
    assert [label.get_text() for label in ax.get_yticklabels()] == ["fades", "stays"]
    assert words(ax) == ["1e-05", "1e-03", "0.1", "0.1", "0.1", "0.1"]


def test_only_networks_with_shortcuts_have_arcs():
    ax = gradient_lamps({"without": [1, 2, 3], "with": [1, 2, 3]}, shortcuts=["with"])
    arcs = [patch for patch in ax.patches if isinstance(patch, FancyArrowPatch)]
    assert len(arcs) == 2
    assert all(arc.get_path().vertices[:, 1].max() < 0 for arc in arcs), "in the second row"
    said = alt_text(ax.figure)
    assert "with with shortcuts from 3 at the last place back to 1 at the first" in said


@pytest.mark.parametrize("groups", [{}, {"dead": [0.0, 1.0]}, {"broken": [np.nan, 1.0]}])
def test_what_no_lamp_can_show_is_refused(groups):
    with pytest.raises(ValueError, match="a positive number at every place"):
        gradient_lamps(groups)


def test_equal_lamps_are_all_lit():
    assert len(set(lamps(gradient_lamps({"one": np.full(5, 0.2)})))) == 1
