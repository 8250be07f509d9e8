import numpy as np
import pytest

from helpers.plotting import certainty, learned_curve, loss_gap, remedy_errors
from helpers.plotting.alt_text import alt_text

TRAINING = np.array([[0.0], [2.0]]), np.array([0.0, 4.0])
VALIDATION = np.array([[1.0], [4.0]]), np.array([3.0, 8.0])


def twice(x):
    return 2 * x


def line(ax, label):
    return next(line for line in ax.lines if line.get_label() == label)


def test_the_curve_spans_all_points():
    network = line(learned_curve(twice, TRAINING, VALIDATION), "network")
    x, y = network.get_data()
    assert (x.min(), x.max()) == (0, 4)
    assert np.allclose(y, 2 * x)


def test_training_and_validation_points_are_told_apart():
    seen, unseen = learned_curve(twice, TRAINING, VALIDATION).collections
    assert seen.get_offsets().tolist() == [[0, 0], [2, 4]]
    assert unseen.get_offsets().tolist() == [[1, 3], [4, 8]]
    assert len(seen.get_facecolor()) == 1
    assert len(unseen.get_facecolor()) == 0


def test_the_truth_is_drawn_where_it_is_known():
    ax = learned_curve(twice, TRAINING, VALIDATION, truth=np.square)
    assert line(ax, "without noise").get_ydata()[-1] == 16
    assert len(learned_curve(twice, TRAINING, VALIDATION).lines) == 1


def test_the_points_fix_the_scale_and_not_a_wild_curve():
    ax = learned_curve(lambda x: 1000 * x, TRAINING, VALIDATION)
    assert ax.get_ylim()[1] < 10


def test_the_text_gives_both_errors():
    text = alt_text(learned_curve(twice, TRAINING, VALIDATION).figure)
    assert "training error 0.00, validation error 0.50" in text
    assert "2 training and 2 validation points" in text


def test_a_network_that_loses_rows_is_refused():
    with pytest.raises(ValueError, match="1 values for 400 rows"):
        learned_curve(lambda x: x[:1], TRAINING, VALIDATION)


def test_both_losses_and_the_best_epoch():
    ax = loss_gap([3, 2, 1], [4, 2.5, 3.5])
    assert line(ax, "training").get_xydata().tolist() == [[1, 3], [2, 2], [3, 1]]
    assert line(ax, "validation").get_ydata().tolist() == [4, 2.5, 3.5]
    assert line(ax, "best epoch").get_xydata().tolist() == [[2, 2.5]]
    assert alt_text(ax.figure) == (
        "losses: training loss from 3.00 to 1.000, validation loss lowest at 2.500 in epoch 2 and 3.500 "
        "at the end."
    )


def test_the_gap_is_shaded_only_where_validation_is_worse():
    shaded = loss_gap([3, 2, 1], [1, 2.5, 3.5]).collections[0]
    assert shaded.get_paths()[0].vertices[:, 0].min() >= 1.5


def test_the_floor_and_the_scale_are_optional():
    ax = loss_gap([3, 2], [4, 3], floor=0.5, highest=10)
    assert line(ax, "noise").get_ydata()[0] == 0.5
    assert ax.get_ylim() == (0, 10)
    assert len(loss_gap([3, 2], [4, 3]).lines) == 3


@pytest.mark.parametrize("validation", [[1.0], [[1.0, 2.0]]])
def test_curves_that_do_not_fit_together_are_refused(validation):
    with pytest.raises(ValueError, match="two losses for each epoch"):
        loss_gap([1.0, 2.0], validation)


def test_no_epochs_are_refused():
    with pytest.raises(ValueError, match="two losses"):
        loss_gap([], [])


def test_errors_are_split_into_noisy_and_clean():
    noisy, clean = remedy_errors({"none": [4, 6, 0.1, 0.1], "L2": [1, 2, 0.5, 0.7]})
    for ax, places in [(noisy, [[4, 6], [1, 2]]), (clean, [[0.1, 0.1], [0.5, 0.7]])]:
        assert [dots.get_offsets()[:, 0].tolist() for dots in ax.collections] == places
    assert (noisy.get_xscale(), clean.get_xscale()) == ("linear", "log")
    assert "L2 from 0.5" in alt_text(clean.figure)


def test_an_odd_number_of_errors_is_refused():
    with pytest.raises(ValueError, match="equal division"):
        remedy_errors({"none": [1.0, 2.0, 3.0]})


def test_certainty_shades_by_probability_and_rings_what_is_wrong(plane):
    ax = certainty(lambda x: 1 / (1 + np.exp(2 - x[:, 0])), plane(y=np.array([0, 1, 1, 1])))
    shades = ax.images[0].get_array()
    assert shades[0, 0] < 0.2 < 0.8 < shades[-1, -1]
    assert ax.collections[-1].get_offsets().tolist() == [[0, 1]]
    assert "1 of 4 points on the wrong side" in alt_text(ax.figure)


@pytest.mark.parametrize(("steepness", "share"), [(1000, "0%"), (0.001, "100%")])
def test_certainty_says_how_much_of_the_plane_is_in_doubt(plane, steepness, share):
    ax = certainty(
        lambda x: 1 / (1 + np.exp(-np.clip(steepness * (x - 2), -50, 50)[:, 0])), plane()
    )
    assert f"between 0.05 and 0.95 on {share}" in alt_text(ax.figure)


def test_the_title_stands_above_the_picture_and_opens_its_text(plane):
    for ax in (
        learned_curve(twice, TRAINING, VALIDATION, title="mine"),
        loss_gap([3, 2], [4, 3], title="mine"),
        certainty(lambda x: x[:, 0] / 10, plane(), title="mine"),
    ):
        assert ax.get_title(loc="left") == "mine"
        assert alt_text(ax.figure).startswith("mine: ")
