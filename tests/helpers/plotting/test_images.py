import warnings

import matplotlib.pyplot as plt
import numpy as np
import pytest

from helpers.plotting import confusion_matrix, image_grid
from helpers.plotting.alt_text import alt_text

GREY = np.arange(5 * 2 * 4).reshape(5, 2, 4)
NAMES = ("cat", "dog", "owl")


def words(ax):
    return [text.get_text() for text in ax.texts if text.get_text()]


def boxes(ax):
    """Left, right, bottom and top of every image."""
    return np.array([picture.get_extent() for picture in ax.images])


# --- image_grid


def test_every_image_is_drawn_as_it_is_in_rows_from_the_top():
    ax = image_grid(GREY, columns=3)
    assert np.array_equal([picture.get_array() for picture in ax.images], GREY)
    left, right, bottom, top = boxes(ax).T
    assert left[0] == left[3] < left[1] == left[4] < left[2]
    assert bottom[0] == bottom[2] > top[3] == top[4]
    assert np.allclose((right - left) / (top - bottom), 2)


def test_images_lie_apart_and_inside_the_picture():
    ax = image_grid(GREY, columns=3)
    left, right, bottom, top = boxes(ax).T
    assert right[0] < left[1]
    assert ax.get_xlim()[0] < left.min() < right.max() < ax.get_xlim()[1]
    assert ax.get_ylim()[0] < bottom.min() < top.max() < ax.get_ylim()[1]


def test_grey_images_share_one_scale():
    limits = {picture.get_clim() for picture in image_grid(GREY).images}
    assert limits == {(0, 39)}


def test_each_title_stands_on_its_image():
    ax = image_grid(GREY, titles=[3, 1, 4, 1, 5], columns=3)
    assert words(ax) == ["3", "1", "4", "1", "5"]
    for text, (left, right, _, top) in zip(ax.texts, boxes(ax), strict=True):
        assert text.get_position() == pytest.approx(((left + right) / 2, top))


def test_long_titles_are_broken_and_do_not_touch_each_other():
    ax = image_grid(np.ones((8, 6, 6)), titles=["predicted a frog, truth a ship"] * 8, columns=4)
    ax.figure.draw_without_rendering()
    frames = [text.get_window_extent() for text in ax.texts]
    pictures = [picture.get_window_extent() for picture in ax.images]
    assert "\n" in words(ax)[0]
    assert not any(a.overlaps(b) for a in frames for b in frames if a is not b)
    assert frames[4].y1 < pictures[0].y0


@pytest.mark.parametrize("colours", [[0, 51, 255], [0.0, 51.0, 255.0], [0, 0.2, 1]])
def test_colours_may_go_to_one_or_to_255(colours):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        ax = image_grid(np.broadcast_to(colours, (2, 3, 3, 3)))
    assert np.allclose(ax.images[1].get_array()[0, 0], [0, 0.2, 1])


def test_bytes_are_drawn_without_a_warning(recwarn):
    image_grid(np.array([[[200, 100]], [[250, 8]]], dtype=np.uint8))
    assert [str(warning.message) for warning in recwarn] == []


def test_a_last_axis_of_one_is_grey():
    assert np.array_equal(image_grid(GREY[..., None]).images[4].get_array(), GREY[4])


def test_the_text_counts_images_and_reads_titles():
    said = alt_text(image_grid(GREY, titles=list("abcde"), columns=3).figure)
    assert said == (
        "A grid of 5 grey images in 2 rows of up to 3, each 4 pixels wide and 2 high, "
        "mean value 19.5. Titles: a, b, c, d, e."
    )
    assert alt_text(image_grid(np.ones((20, 2, 2)), range(20)).figure).endswith("15, and 4 more.")


@pytest.mark.parametrize(
    ("images", "options", "message"),
    [
        (np.ones((2, 2)), {}, r"shape \(2, 2\); give \(n, height, width\)"),
        (np.ones((2, 2, 2, 4)), {}, r"shape \(2, 2, 2, 4\)"),
        (np.ones((0, 2, 2)), {}, "at least one image"),
        (np.full((1, 2, 2), np.nan), {}, "no numbers"),
        (-np.ones((1, 2, 2, 3)), {}, "colours go from -1 to -1; give 0 to 1, or 0 to 255"),
        (GREY, {"titles": ["one"]}, "1 titles for 5 images"),
        (GREY, {"columns": 0}, "columns is 0"),
    ],
)
def test_what_is_no_grid_of_images_is_refused(images, options, message):
    with pytest.raises(ValueError, match=message):
        image_grid(images, **options)


# --- confusion_matrix


def test_cells_hold_counts_and_colours_hold_shares_of_the_true_class():
    ax = confusion_matrix([0, 0, 0, 0, 1, 1], [0, 0, 0, 1, 1, 0], NAMES)
    assert words(ax) == ["3", "1", "0", "1", "1", "0", "0", "0", "0"]
    shares = [[0.75, 0.25, 0], [0.5, 0.5, 0], [0, 0, 0]]
    assert np.allclose(ax.images[0].get_array(), shares)
    assert ax.images[0].get_clim() == (0, 1)


def test_a_count_stands_in_the_cell_of_its_true_and_predicted_class():
    ax = confusion_matrix([2, 2], [1, 1], NAMES)
    (text,) = [text for text in ax.texts if text.get_text() == "2"]
    assert text.get_position() == (1, 2)
    assert [tick.get_text() for tick in ax.get_xticklabels()] == [*NAMES]
    assert [tick.get_text() for tick in ax.get_yticklabels()] == [*NAMES]
    assert (ax.get_xlabel(), ax.get_ylabel()) == ("predicted class", "true class")


def test_numbers_stay_readable_on_dark_cells():
    ax = confusion_matrix([0, 1, 1, 1], [0, 1, 1, 0], NAMES[:2])
    colours = {text.get_position(): text.get_color() for text in ax.texts}
    assert colours[0, 0] == colours[1, 1] == "white"
    assert colours[0, 1] != "white"


def test_the_text_names_the_classes_confused_most():
    ax = confusion_matrix([0, 1, 1, 1, 2], [0, 2, 2, 0, 2], NAMES)
    assert alt_text(ax.figure) == (
        "Confusion matrix of 3 classes: 2 of 5 examples right. "
        "Confused most often: dog taken for owl, 2; dog taken for cat, 1."
    )
    assert alt_text(confusion_matrix([0], [0], NAMES).figure).endswith("none confused.")


@pytest.mark.parametrize("labels", [[[0], [1]], [0.0, 1.0], [False, True]])
def test_labels_come_in_any_shape_and_type(labels):
    assert words(confusion_matrix(labels, labels, NAMES[:2])) == ["1", "0", "0", "1"]


@pytest.mark.parametrize(
    ("truth", "predicted", "message"),
    [
        ([0, 1], [0], "2 true labels and 1 predicted"),
        ([], [], "0 true labels"),
        ([0, 3], [0, 1], "truth holds 3; the 3 names stand for 0 to 2"),
        ([0, 1], [0, -1], "predicted holds -1"),
        ([0, 1], ["cat", "dog"], "predicted holds cat"),
        ([0], [[0.1, 0.2, 0.7]], r"predicted has shape \(1, 3\); give one label"),
    ],
)
def test_labels_that_fit_no_matrix_are_refused(truth, predicted, message):
    with pytest.raises(ValueError, match=message):
        confusion_matrix(truth, predicted, NAMES)


def test_pictures_go_where_they_are_asked_to():
    left, right = plt.subplots(1, 2)[1]
    assert image_grid(GREY, ax=left) is left
    assert confusion_matrix([0], [0], NAMES, ax=right) is right
