import numpy as np
import pytest
from matplotlib.colors import to_hex

from helpers.plotting.alt_text import alt_text
from helpers.plotting.searches import BLUE, PALE, trial_curves

CURVES = {
    "trial 1": {"val_accuracy": [0.5, 0.75], "val_loss": [1.0, 0.5]},
    "trial 2": {"val_accuracy": [0.6, 0.9, 0.8], "val_loss": [3.0, 2.0, 1.0]},
    "trial 3": {"val_accuracy": [np.nan], "val_loss": [np.inf]},
}


def lines(ax):
    return [(to_hex(line.get_color()).upper(), line.get_ydata()) for line in ax.lines]


def test_the_best_trial_stands_out_and_its_best_epoch_is_marked():
    ax = trial_curves(CURVES)
    drawn = lines(ax)
    assert [colour for colour, _ in drawn[:3]] == [PALE.upper(), BLUE, PALE.upper()]
    assert drawn[1][1].tolist() == [0.6, 0.9, 0.8]
    assert (ax.lines[-1].get_xdata()[0], ax.lines[-1].get_ydata()[0]) == (2, 0.9)
    assert ax.get_legend().get_texts()[0].get_text() == "trial 2: best 0.9 in epoch 2"


def test_the_lowest_is_best_where_less_is_better():
    ax = trial_curves(CURVES, "loss")
    assert "trial 1: best 0.5 in epoch 2" in alt_text(ax.figure)
    assert "Best of each: trial 1 0.5, trial 2 1." in alt_text(ax.figure)


@pytest.mark.parametrize(
    ("curves", "metric", "message"),
    [
        (CURVES, "mae", "'trial 1' has no 'val_mae'; it has val_accuracy, val_loss"),
        ({}, "loss", "no trial has a finite val_loss"),
        ({"a": {"val_loss": [np.nan]}}, "loss", "no trial has a finite val_loss"),
    ],
)
def test_what_cannot_be_drawn_is_refused(curves, metric, message):
    with pytest.raises(ValueError, match=message):
        trial_curves(curves, metric)


def test_it_draws_where_it_is_asked_to():
    ax = trial_curves(CURVES).figure.subplots()
    assert trial_curves(CURVES, ax=ax) is ax
