import numpy as np
import pytest
from matplotlib.colors import to_rgba
from matplotlib.patches import Rectangle

from helpers.plotting import number_grid, reach, sliding_kernel
from helpers.plotting.alt_text import alt_text
from helpers.plotting.convolutions import BLUE, ORANGE, PALE_BLUE, PALE_ORANGE
from helpers.plotting.layers import TIMES

IMAGE = np.arange(20).reshape(4, 5)
KERNEL = np.array([[7, 8], [9, 6]])
OUTPUT = np.arange(100, 112).reshape(3, 4)


def words(ax):
    return [text.get_text() for text in ax.texts]


def boxes(ax, *, face=None, edge=None):
    """Corner and size of each rectangle with this colour inside or around."""
    patches = [patch for patch in ax.patches if isinstance(patch, Rectangle)]
    if face:
        patches = [patch for patch in patches if patch.get_facecolor() == to_rgba(face)]
    if edge:
        patches = [patch for patch in patches if patch.get_edgecolor() == to_rgba(edge)]
    return [(*patch.get_xy(), patch.get_width(), patch.get_height()) for patch in patches]


# --- number_grid


def test_each_number_stands_in_its_cell():
    ax = number_grid([[1.25, -3.0, 0.0], [7.0, 0.04, -0.04]])
    assert words(ax) == ["1.2", "-3.0", "0.0", "7.0", "0.0", "0.0"]
    assert [text.get_position() for text in ax.texts[:4]] == [(0, 0), (1, 0), (2, 0), (0, 1)]
    assert np.array_equal(ax.images[0].get_array(), [[1.25, -3, 0], [7, 0.04, -0.04]])


def test_zero_is_the_middle_of_the_colours():
    low, high = number_grid([[1.0, -4.0]]).images[0].get_clim()
    assert (low, high) == (-4, 4)
    assert number_grid(np.zeros((2, 2))).images[0].get_clim() == (-1, 1)


def test_names_digits_and_frames_are_as_told():
    ax = number_grid(
        IMAGE, rows=list("abcd"), columns=list("12345"), digits=0, blocks=[(1, 2, 3, 2)]
    )
    assert [label.get_text() for label in ax.get_yticklabels()] == list("abcd")
    assert [label.get_text() for label in ax.get_xticklabels()] == list("12345")
    assert words(ax)[:3] == ["0", "1", "2"]
    assert boxes(ax) == [(1.5, 0.5, 2, 3)]


def test_a_grid_is_told_in_words():
    ax = number_grid([[1.0, 2.0], [3.0, -4.0]], rows=["x", "h"])
    assert alt_text(ax.figure) == (
        "A grid of numbers, 2 rows by 2 columns. x: 1.0, 2.0; h: 3.0, -4.0."
    )


@pytest.mark.parametrize("values", [[1, 2], [], [[]], [[np.nan]], np.ones((2, 2, 2))])
def test_what_is_no_matrix_of_numbers_is_refused(values):
    with pytest.raises(ValueError, match="give a matrix"):
        number_grid(values)


@pytest.mark.parametrize("names", [{"rows": ["a"]}, {"columns": ["a"] * 6}])
def test_names_must_be_as_many_as_rows_and_columns(names):
    with pytest.raises(ValueError, match="give one for each"):
        number_grid(IMAGE, **names)


# --- sliding_kernel


def test_every_step_shows_the_image_and_the_factors_of_the_kernel():
    ax = sliding_kernel(IMAGE, KERNEL, OUTPUT, steps=[1])
    factors = [word for word in words(ax) if word.startswith(TIMES)]
    assert factors == [TIMES + factor for factor in "7896"]
    numbers = [word for word in words(ax) if word.isdigit()]
    assert numbers == [*map(str, range(20)), "100"]


@pytest.mark.parametrize(
    ("step", "corner", "filled"), [(1, (0, 0), 1), (2, (1, 0), 2), (5, (0, 1), 5), (12, (3, 2), 12)]
)
def test_the_window_moves_along_the_rows_and_the_output_fills(step, corner, filled):
    ax = sliding_kernel(IMAGE, KERNEL, OUTPUT, steps=[step])
    window, newest = boxes(ax, edge=ORANGE)
    assert window == (*corner, 2, 2)
    assert len(boxes(ax, face=PALE_ORANGE)) == 4
    done = boxes(ax, face=PALE_BLUE)
    assert len(done) == filled
    assert done[-1] == newest
    assert words(ax)[-1] == str(99 + step)


def test_the_stride_moves_the_window_further():
    ax = sliding_kernel(IMAGE, KERNEL, OUTPUT[:2, :2], stride=2, steps=[2, 3])
    windows = [box for box in boxes(ax, edge=ORANGE) if box[2] == 2]
    assert windows == [(2, 0, 2, 2), (6, 2, 2, 2)]


def test_the_usual_steps_are_the_corners_of_the_walk():
    titles = [word for word in words(sliding_kernel(IMAGE, KERNEL, OUTPUT)) if "step" in word]
    assert titles == ["step 1", "step 2", "step 5", "step 12"]
    assert sum("step" in word for word in words(sliding_kernel([[3]], [[2]], [[6]]))) == 1


def test_the_slide_is_told_in_words():
    text = alt_text(sliding_kernel(IMAGE, KERNEL, OUTPUT, steps=[1, 12]).figure)
    assert "step 1 gives 100, step 12 gives 111" in text
    assert "image of 4 by 5" in text


@pytest.mark.parametrize(
    "arguments",
    [
        (IMAGE, np.ones((6, 6)), [[1]]),
        (IMAGE, KERNEL, np.ones((4, 4))),
        (IMAGE, KERNEL, OUTPUT, 2),
        (IMAGE, KERNEL, OUTPUT, 0),
        (IMAGE, KERNEL, OUTPUT, 1, [13]),
        (IMAGE, [1, 2], OUTPUT),
    ],
)
def test_a_slide_that_cannot_be_is_refused(arguments):
    with pytest.raises(ValueError, match=r"places|give a matrix"):
        sliding_kernel(*arguments)


# --- reach


def moved(shape, *places):
    changes = np.zeros(shape, dtype=bool)
    for place in places:
        changes[place] = True
    return changes


def test_what_moved_is_blue_in_its_place_and_the_nudge_is_framed():
    shape = (3, 2, 2, 4)
    ax = reach({"one": moved(shape, (2, 1, 0, 3)), "all of two": moved(shape, 2)}, (2, 1, 0, 3))
    first, *rest = boxes(ax, face=BLUE)
    assert len(rest) == 16
    assert first[:2] == (3 * 2.5, 2 * 2.5 + 1)
    assert [box[:2] for box in boxes(ax, edge=ORANGE)] == [
        first[:2],
        (first[0] + 4 * 2.5 + 1.5, first[1]),
    ]
    assert words(ax)[:2] == ["one", "all of two"]


def test_how_far_a_nudge_reaches_is_told_in_words():
    shape = (2, 2, 2, 2)
    text = alt_text(reach({"a": moved(shape), "b": moved(shape, 0)}, (0, 0, 0, 0)).figure)
    assert "the 16 outputs move, in blue: a 0, b 8." in text


@pytest.mark.parametrize(
    "layers", [{}, {"a": moved((2, 2))}, {"a": moved((1, 2, 2, 1)), "b": moved((2, 2, 2, 1))}]
)
def test_layers_must_share_one_shape_of_four_axes(layers):
    with pytest.raises(ValueError, match="give each layer the same"):
        reach(layers, (0, 0, 0, 0))
