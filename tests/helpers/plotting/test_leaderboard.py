import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.figure import Figure

from helpers.plotting import leaderboard
from helpers.plotting.alt_text import alt_text

ROWS = [
    {"name": "tree", "accuracy": 0.75},
    {"name": "forest", "accuracy": 0.875},
    {"name": "line", "accuracy": 0.5},
]


def widths(ax):
    return [bar.get_width() for bar in ax.patches]


def names(ax):
    return [tick.get_text() for tick in ax.get_yticklabels()]


def test_the_best_stands_on_top_with_its_number():
    ax = leaderboard(ROWS, "accuracy")
    assert names(ax) == ["forest", "tree", "line"]
    assert widths(ax) == [0.875, 0.75, 0.5]
    assert [text.get_text() for text in ax.texts] == ["0.875", "0.75", "0.5"]
    bottom, top = ax.get_ylim()
    assert bottom > 2 > 0 > top  # the first row is the upper one
    assert ax.get_xlabel() == "accuracy"


def test_the_smallest_wins_where_less_is_better():
    ax = leaderboard(ROWS, "accuracy", best="min")
    assert names(ax) == ["line", "tree", "forest"]
    assert "the lowest first: line 0.5, tree 0.75" in alt_text(ax.figure)


def test_bars_start_at_zero_and_only_the_winner_stands_out():
    bars = leaderboard(ROWS, "accuracy").patches
    assert {bar.get_x() for bar in bars} == {0}
    first, second, third = (bar.get_facecolor() for bar in bars)
    assert first != second == third


def test_a_data_frame_is_drawn_like_its_rows():
    ax = leaderboard(pd.DataFrame(ROWS), "accuracy")
    assert (names(ax), widths(ax)) == (["forest", "tree", "line"], [0.875, 0.75, 0.5])


def test_baselines_are_dashed_lines_with_a_name():
    ax = leaderboard(ROWS, "accuracy", baselines={"majority": 0.5, "guess": 0.1})
    assert [line.get_xdata()[0] for line in ax.lines] == [0.5, 0.1]
    styles = {line.get_linestyle() for line in ax.lines}
    assert len(styles) == 2
    assert "-" not in styles
    legend = [text.get_text() for text in ax.get_legend().get_texts()]
    assert legend == ["majority 0.5", "guess 0.1"]
    assert "2 of 3 beat the baseline majority, 0.5. 3 of 3 beat" in alt_text(ax.figure)


@pytest.mark.parametrize("missing", [None, np.nan, np.inf])
def test_a_trial_without_a_score_stands_at_the_bottom(missing):
    ax = leaderboard([{"name": "lost", "score": missing}, {"name": "won", "score": -2.0}])
    assert names(ax) == ["won", "lost"]
    assert widths(ax) == [-2, 0]
    assert ax.texts[1].get_text() == "no score"


def test_large_numbers_are_written_out():
    ax = leaderboard([{"name": "a", "score": 123456.7}], baselines={"linear": 2000})
    assert ax.texts[0].get_text() == "123,457"
    assert ax.get_legend().get_texts()[0].get_text() == "linear 2,000"


@settings(deadline=None, max_examples=20)
@given(st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=8), st.sampled_from(["max", "min"]))
def test_bars_are_in_order_whatever_the_scores(scores, best):
    rows = [{"name": str(place), "score": score} for place, score in enumerate(scores)]
    drawn = widths(leaderboard(rows, best=best, ax=Figure().subplots()))
    assert drawn == sorted(scores, reverse=best == "max")


@pytest.mark.parametrize(
    ("rows", "options", "message"),
    [
        (ROWS, {"best": "most"}, "best is 'most'"),
        (ROWS, {"score": "loss"}, "row 0 has no 'loss'; it has name, accuracy"),
        ([{"score": 1}], {}, "row 0 has no 'name'"),
        ([], {}, "no row has a finite 'score'"),
        ([{"name": "a", "score": None}], {}, "no row has a finite 'score'"),
        (ROWS, {"score": "accuracy", "baselines": dict.fromkeys("abcde", 1)}, "5 baselines"),
    ],
)
def test_what_cannot_be_compared_is_refused(rows, options, message):
    with pytest.raises(ValueError, match=message):
        leaderboard(rows, **options)


def test_it_draws_where_it_is_asked_to():
    ax = plt.subplots()[1]
    assert leaderboard(ROWS, "accuracy", ax=ax) is ax
