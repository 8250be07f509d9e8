import numpy as np
import pytest

from helpers.plotting import cheap_against_full, score_histogram, search_race, shares_by_epoch
from helpers.plotting.alt_text import alt_text

RACE = {
    "slow": np.array([[0.1, 0.2, 0.3], [0.1, 0.4, 0.5]]),
    "late": np.array([[np.nan, 0.6, 0.8], [np.nan, 0.4, 0.6]]),
}


def test_a_race_draws_medians_from_where_all_have_something():
    ax = search_race(RACE, best=0.9)
    slow, late, best = ax.lines
    assert np.allclose(slow.get_ydata(), [0.1, 0.3, 0.4])
    assert late.get_xdata().tolist() == [2, 3]
    assert np.allclose(late.get_ydata(), [0.5, 0.7])
    assert best.get_ydata()[0] == 0.9
    assert "slow 0.350, 0.400, 0.450" in alt_text(ax.figure)


def test_a_strategy_that_never_found_anything_is_refused():
    with pytest.raises(ValueError, match="'none' has no trial"):
        search_race({"none": np.full((2, 3), np.nan)})


def test_histograms_count_every_network():
    ax = score_histogram({"chain": [0.1, 0.5], "cell": [0.9]})
    assert [text.get_text() for text in ax.get_legend().get_texts()] == ["chain, 2", "cell, 1"]
    assert "2 chain from 0.10, median 0.30, to 0.50" in alt_text(ax.figure)
    with pytest.raises(ValueError, match="'tree' has no scores"):
        score_histogram({"tree": []})


def test_cheap_estimates_tell_how_many_of_the_best_they_find():
    full = np.arange(10) / 10
    cheap = np.where(np.arange(10) < 8, full, 0)
    ax = cheap_against_full(cheap, full, best=4, title="one epoch")
    points, rings = ax.collections
    assert len(points.get_offsets()) == 10
    assert sorted(rings.get_offsets()[:, 1]) == [0.6, 0.7, 0.8, 0.9]
    assert "2 of the 4 that look best" in alt_text(ax.figure)
    with pytest.raises(ValueError, match="3 cheap scores for 10 networks"):
        cheap_against_full(cheap[:3], full)


def test_shares_of_every_mixture():
    shares = np.array([[[0.5, 0.5], [0.5, 0.5]], [[0.9, 0.1], [0.2, 0.8]]])
    first, second = shares_by_epoch(shares, ["skip", "pool"], ["first", "second"])
    assert first.lines[0].get_ydata().tolist() == [0.5, 0.9]
    assert second.lines[1].get_ydata().tolist() == [0.5, 0.8]
    assert "second: shares at the end: skip 0.20, pool 0.80." in alt_text(first.figure)
    with pytest.raises(ValueError, match=r"shares of shape \(2, 2, 2\) do not fit 3 titles"):
        shares_by_epoch(shares, ["skip", "pool"], ["a", "b", "c"])


@pytest.mark.parametrize(
    "draw",
    [
        lambda ax: search_race(RACE, ax=ax),
        lambda ax: score_histogram({"a": [0.1]}, ax=ax),
        lambda ax: cheap_against_full([0.1], [0.2], ax=ax),
    ],
)
def test_they_draw_where_they_are_asked_to(draw):
    ax = search_race(RACE).figure.subplots()
    assert draw(ax) is ax
