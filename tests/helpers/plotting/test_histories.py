from types import SimpleNamespace

import matplotlib.pyplot as plt
import numpy as np
import pytest

from helpers.plotting import histories
from helpers.plotting.alt_text import alt_text

RUN = {
    "loss": [4.0, 2.0, 1.0],
    "val_loss": [5.0, 3.0, 3.5],
    "accuracy": [0.5, 0.6, 0.9],
    "val_accuracy": [0.4, 0.7, 0.6],
}


def curves(ax):
    """The numbers drawn, by line style."""
    return [(line.get_linestyle(), line.get_ydata().tolist()) for line in ax.lines if drawn(line)]


def drawn(line):
    return len(line.get_xdata()) and line.get_linestyle() != "None"


def marks(ax):
    return [line.get_xydata()[0].tolist() for line in ax.lines if line.get_linestyle() == "None"]


def legend(ax):
    return [text.get_text() for text in ax.get_legend().get_texts()]


def test_training_is_solid_and_validation_dashed_in_one_colour():
    ax = histories({"net": RUN})
    assert curves(ax) == [("-", RUN["loss"]), ("--", RUN["val_loss"])]
    assert ax.lines[0].get_xdata().tolist() == [1, 2, 3]
    assert ax.lines[0].get_color() == ax.lines[1].get_color()
    assert (ax.get_xlabel(), ax.get_ylabel()) == ("epoch", "loss")


def test_the_best_epoch_is_that_of_validation():
    ax = histories({"net": RUN})
    assert marks(ax) == [[2, 3]]
    assert legend(ax) == ["net: best 3 in epoch 2", "training", "validation"]
    assert alt_text(ax.figure) == (
        "loss by epoch: net training from 4 to 1, validation from 5 to 3.5, best 3 in epoch 2."
    )


def test_without_validation_training_decides():
    ax = histories({"net": RUN}, validation=False)
    assert curves(ax) == [("-", RUN["loss"])]
    assert marks(ax) == [[3, 1]]
    assert legend(ax) == ["net: best 1 in epoch 3"]


def test_an_accuracy_is_best_where_it_is_highest():
    ax = histories({"net": RUN}, metric="accuracy")
    assert curves(ax)[1] == ("--", RUN["val_accuracy"])
    assert marks(ax) == [[2, 0.7]]


@pytest.mark.parametrize("form", [SimpleNamespace(history=RUN), RUN, RUN["loss"]])
def test_a_history_its_dict_and_a_list_draw_the_same_training_curve(form):
    assert curves(histories({"net": form}))[0] == ("-", RUN["loss"])


def test_networks_differ_in_colour_and_in_marker():
    ax = histories({name: [2, 1] for name in "abcdef"})
    stars = [line for line in ax.lines if line.get_linestyle() == "None"]
    assert len({line.get_color() for line in stars}) == 6
    assert len({line.get_marker() for line in stars}) == 6


@pytest.mark.parametrize(
    ("values", "metric", "scale"),
    [
        ([1, 0.02], "loss", "linear"),
        ([1, 0.005], "loss", "log"),
        ([1, 0.0], "loss", "linear"),
        ([1, -100], "loss", "linear"),
        ([0.001, 1], "accuracy", "linear"),
    ],
)
def test_falling_values_that_span_decades_get_a_logarithmic_scale(values, metric, scale):
    ax = histories({"net": values}, metric=metric)
    assert ax.get_yscale() == scale
    assert (
        ("logarithmic" in alt_text(ax.figure))
        == ("log scale" in ax.get_ylabel())
        == (scale == "log")
    )


def test_training_that_blew_up_leaves_a_gap_and_is_told():
    ax = histories({"net": [3.0, 1.0, np.inf, np.nan]})
    assert np.isnan(ax.lines[0].get_ydata()).tolist() == [False, False, True, True]
    assert marks(ax) == [[2, 1]]
    assert "no finite value in 2 of 4 epochs" in alt_text(ax.figure)


def test_one_epoch_is_seen():
    ax = histories({"net": {"loss": [2.0], "val_loss": [3.0]}})
    assert ax.lines[0].get_marker() == "."
    ax.figure.draw_without_rendering()
    assert all(tick == int(tick) for tick in ax.get_xticks())


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({}, "1 to 6 histories by name"),
        (SimpleNamespace(history=RUN), "1 to 6 histories by name"),
        ({name: [1] for name in "abcdefg"}, "1 to 6 histories by name"),
        ({"net": {"mae": [1], "val_mae": [1]}}, "'net' has no 'loss'; it has mae, val_mae"),
        ({"net": []}, "'net' needs a finite number"),
        ({"net": [np.nan]}, "'net' needs a finite number"),
        ({"net": [[1, 2]]}, "'net' needs a finite number"),
    ],
)
def test_what_is_no_history_is_refused(given, message):
    with pytest.raises(ValueError, match=message):
        histories(given)


def test_it_draws_where_it_is_asked_to():
    ax = plt.subplots()[1]
    assert histories({"net": RUN}, ax=ax) is ax
