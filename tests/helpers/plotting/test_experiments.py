import matplotlib.pyplot as plt
import numpy as np
import pytest

from helpers.plotting import fitted_curve, promises, ranked_bars, sweep
from helpers.plotting.alt_text import alt_text

x = np.array([[1.0], [2.0], [3.0]])


def double(x):
    return 2 * x


def test_the_curve_is_the_network_s_and_the_dots_are_the_examples():
    ax = fitted_curve(double, (x, [2.0, 4.0, 9.0]), (np.array([[5.0]]), [10.0]), title="doubles")
    train, test, curve = ax.lines
    assert train.get_xydata().tolist() == [[1, 2], [2, 4], [3, 9]]
    assert test.get_xydata().tolist() == [[5, 10]]
    np.testing.assert_allclose(curve.get_ydata(), 2 * curve.get_xdata())
    assert (curve.get_xdata()[0], curve.get_xdata()[-1]) == (1, 5)
    text = alt_text(ax.figure)
    assert "doubles: 3 training examples, 1 test examples" in text
    assert "from 2.00 at x = 1 to 10.00 at x = 5" in text
    assert "training examples 3.000, to the test examples 0.000" in text


def test_where_no_training_example_lies_it_is_grey():
    ax = fitted_curve(double, (x, [2, 4, 6]), (np.array([[5.0]]), [10]))
    spans = sorted((p.get_x(), p.get_x() + p.get_width()) for p in ax.patches)
    assert spans == [(1, 1), (3, 5)]


def test_a_curve_without_test_examples_goes_into_the_axes_given():
    ax = plt.subplots()[1]
    assert fitted_curve(lambda x: x[:, 0], (x, [1, 2, 3]), ax=ax) is ax
    assert len(ax.lines) == 2


def test_a_sweep_is_logarithmic_and_labels_what_was_set():
    ax = sweep((5, 20, 60), {"a": [1, 2, 4], "b": [3, 3, 3]}, "batch size", "loss")
    assert [line.get_ydata().tolist() for line in ax.lines] == [[1, 2, 4], [3, 3, 3]]
    assert (ax.get_xscale(), ax.get_yscale()) == ("log", "log")
    assert [label.get_text() for label in ax.get_xticklabels()] == ["5", "20", "60"]
    assert "a 5: 1, 20: 2, 60: 4; b 5: 3" in alt_text(ax.figure)


@pytest.mark.parametrize("outcomes", [[1, 2], [1, 0, 2], [1, np.nan, 2]])
def test_a_sweep_needs_a_number_above_zero_for_each_value(outcomes):
    with pytest.raises(ValueError, match="'a' needs 3 numbers above zero"):
        sweep((5, 20, 60), {"a": outcomes}, "batch size", "loss")


def test_promises_stand_against_the_truth():
    groups = {"careful": ([1.06, 1.07], [1.07, 1.08]), "bold": ([0.98, 1.05], [1.10, 1.20])}
    ax = promises(groups, before=1.12)
    careful, bold = ax.collections
    assert careful.get_offsets().tolist() == [[1.06, 1.07], [1.07, 1.08]]
    assert bold.get_offsets().tolist() == [[0.98, 1.10], [1.05, 1.20]]
    diagonal, before = ax.lines
    assert list(diagonal.get_xdata()) == list(diagonal.get_ydata())
    assert set(before.get_ydata()) == {1.12}
    low, high = ax.get_xlim()
    assert low < 0.98
    assert high > 1.20
    text = alt_text(ax.figure)
    assert "careful: promised 1.065, true 1.075, better than promised 0 of 2" in text
    assert "bold: promised 1.015, true 1.150" in text


def test_bars_are_ranked():
    ax = ranked_bars({"pumps": 80.0, "fans": 200.0}, "kW")
    assert [bar.get_width() for bar in ax.patches] == [200, 80]
    assert [label.get_text() for label in ax.get_yticklabels()] == ["fans", "pumps"]
    assert alt_text(ax.figure) == "Bars, kW: fans 200, pumps 80."
    with pytest.raises(ValueError, match="no quantity"):
        ranked_bars({}, "kW")
