import pytest

from helpers.plotting.alt_text import alt_text
from helpers.plotting.audits import bias_by_truth


def test_each_counter_is_a_line_and_the_alt_text_says_its_ends():
    ax = bias_by_truth({"network": ([0, 5, 9], [1, 0, -2]), "spots": ([0, 9], [0, -6])}, "cells")
    assert [list(line.get_ydata()) for line in ax.lines[:2]] == [[1, 0, -2], [0, -6]]
    assert ax.get_xlabel() == "true number of cells"
    text = alt_text(ax.figure)
    assert "network from +1.00 at 0 to -2.00 at 9" in text
    assert "spots from +0.00 at 0 to -6.00 at 9" in text


@pytest.mark.parametrize(
    ("reports", "said"),
    [({}, "0 counters"), ({"a": ([1, 2], [0])}, "'a' has 2 true values and 1 errors")],
)
def test_bad_reports_are_named(reports, said):
    with pytest.raises(ValueError, match=said):
        bias_by_truth(reports)
