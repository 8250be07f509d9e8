from itertools import pairwise

import matplotlib.pyplot as plt
import numpy as np
import pytest
from matplotlib.colors import same_color
from matplotlib.patches import FancyArrowPatch, FancyBboxPatch

from helpers.plotting import architecture
from helpers.plotting.alt_text import alt_text
from helpers.plotting.architecture import BLUE, WIDTH

CHAIN = [("Dense", 10, 20), ("Dropout", (10,), 0), ("Output", (2, 3), 1)]


class Tensor:
    def __init__(self, layer, shape):
        self._keras_history, self.shape = (layer, 0, 0), (None, *shape)


class Call:
    def __init__(self, sources):
        self.input_tensors = sources


class Kind:
    """A layer as Keras connects it, under a name of its own; here it is called once."""

    def __init__(self, name, *sources, parameters=0):
        self.name, self.count_params = name, lambda: parameters
        self._inbound_nodes = [Call([source.output for source in sources])]
        self.output = Tensor(self, (4,))


class Model:
    def __init__(self, *ends):
        self.layers, self.outputs = (), [end.output for end in ends]


@pytest.fixture
def residual():
    start = Kind("start")
    first = Kind("first", start, parameters=7)
    second = Kind("second", first)
    return Model(Kind("sum", start, second))


def boxes(ax):
    return [patch for patch in ax.patches if isinstance(patch, FancyBboxPatch)]


def frame(box):
    """Left, bottom, right and top, without the line around."""
    (left, bottom), (right, top) = box.get_path().get_extents().get_points()
    return left, bottom, right, top


def connections(ax):
    """The points along every connection, from its start to its arrow's tip."""
    arrows = [patch for patch in ax.patches if isinstance(patch, FancyArrowPatch)]
    return [arrow.get_path().to_polygons(closed_only=False)[0] for arrow in arrows]


def place(ax, word):
    (text,) = [text for text in ax.texts if text.get_text().startswith(word)]
    return np.array(text.get_position())


def test_every_layer_of_a_chain_has_a_box_with_shape_and_parameters():
    ax = architecture(CHAIN)
    assert [text.get_text() for text in ax.texts] == [
        *("Dense", "10", "20 parameters"),
        *("Dropout", "10", "no parameters"),
        *("Output", "2 \N{MULTIPLICATION SIGN} 3", "1 parameter"),
    ]
    assert len(boxes(ax)) == 3
    assert ax.get_title(loc="left") == "3 layers, 21 parameters"


def test_words_stand_inside_their_box():
    ax = architecture([("GlobalAveragePooling2D", (1024, 1024, 1024), 123456789)] * 2)
    ax.figure.draw_without_rendering()
    frames = [box.get_window_extent() for box in boxes(ax)]
    for text, inside in zip(ax.texts, np.repeat(frames, 3, axis=0), strict=True):
        (left, bottom), (right, top) = text.get_window_extent().get_points()
        assert inside[0][0] < left < right < inside[1][0]
        assert inside[0][1] < bottom < top < inside[1][1]


def test_layers_with_parameters_are_blue():
    edges = [box.get_edgecolor() for box in boxes(architecture(CHAIN))]
    assert [same_color(edge, BLUE) for edge in edges] == [True, False, True]


def test_a_short_chain_runs_to_the_right_and_a_long_one_down():
    short, long = (architecture([(str(n), 1, 0) for n in range(size)]) for size in (4, 20))
    across = np.diff([frame(box)[:2] for box in boxes(short)], axis=0)
    down = np.diff([frame(box)[:2] for box in boxes(long)], axis=0)
    assert np.all(across[:, 0] > 0)
    assert np.allclose(across[:, 1], 0)
    assert np.all(down[:, 1] < 0)
    assert np.allclose(down[:, 0], 0)
    assert max(ax.figure.get_figwidth() for ax in (short, long)) <= WIDTH


def test_each_connection_leads_from_box_to_box():
    ax = architecture(CHAIN)
    frames = list(map(frame, boxes(ax)))
    for (start, end), line in zip(pairwise(frames), connections(ax), strict=True):
        assert line[0][0] == pytest.approx(start[2], abs=0.05)
        assert line[:, 0].max() == pytest.approx(end[0], abs=0.05)


def test_connections_of_a_long_chain_lead_down():
    ax = architecture([(str(n), 1, 0) for n in range(20)])
    frames = list(map(frame, boxes(ax)))
    for (start, end), line in zip(pairwise(frames), connections(ax), strict=True):
        assert line[0][1] == pytest.approx(start[1], abs=0.05)
        assert line[:, 1].min() == pytest.approx(end[3], abs=0.05)


def test_a_connection_passes_other_boxes_by(residual):
    ax = architecture(residual)
    lines = connections(ax)
    assert len(lines) == 4
    for left, bottom, right, top in map(frame, boxes(ax)):
        for line in lines:
            dense = np.concatenate([np.linspace(a, b, 20) for a, b in pairwise(line)])
            x, y = dense.T
            inside = (left + 0.1 < x) & (x < right - 0.1) & (bottom + 0.1 < y) & (y < top - 0.1)
            assert not inside.any()


def test_branches_stand_side_by_side_behind_what_feeds_them(residual):
    ax = architecture(residual)
    start, first, second, end = (place(ax, word) for word in ("start", "first", "second", "sum"))
    assert start[0] < first[0] < second[0] < end[0]
    assert first[1] == second[1] != start[1]
    assert start[1] == end[1]


def test_branches_do_not_cross():
    left, right = Kind("left"), Kind("right")
    join = Kind("join", Kind("after_left", left), Kind("after_right", right))
    ax = architecture(Model(Kind("early", right), join))  # the first end puts right above left
    heights = {word: place(ax, word)[1] for word in ("left", "right", "after_left", "after_right")}
    assert heights["right"] > heights["left"]
    assert heights["after_right"] > heights["after_left"]


def test_the_text_says_what_feeds_what(residual):
    assert alt_text(architecture(residual).figure) == (
        "Architecture of 4 layers, 7 parameters: start (Kind) gives 4, no parameters; "
        "first (Kind) after start (Kind) gives 4, 7 parameters; "
        "second (Kind) after first (Kind) gives 4, no parameters; "
        "sum (Kind) after start (Kind) and second (Kind) gives 4, no parameters."
    )


def test_one_layer_is_a_picture():
    ax = architecture([("Dense", 1, 2)])
    assert len(boxes(ax)) == 1
    assert ax.get_title(loc="left") == "1 layer, 2 parameters"


def test_a_layer_that_is_not_connected_has_a_box_of_its_own():
    alone, start = Kind("alone"), Kind("start")
    ax = architecture(Model(alone, Kind("end", start)))
    places = {tuple(place(ax, word)) for word in ("alone", "start", "end")}
    assert len(places) == len(boxes(ax)) == 3


def test_letters_shrink_with_the_boxes_in_a_small_axes():
    ax = plt.subplots(figsize=(3, 2))[1]
    assert architecture(CHAIN, ax=ax) is ax
    ax.figure.draw_without_rendering()
    inside = boxes(ax)[0].get_window_extent()
    assert all(text.get_window_extent().width < inside.width for text in ax.texts[:3])
