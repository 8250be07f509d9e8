import matplotlib.pyplot as plt
import pytest

from helpers.plotting import mistakes
from helpers.plotting.alt_text import alt_text


def test_a_bar_for_each_epoch_with_its_number():
    ax = mistakes([3, 1, 0])
    assert [bar.get_height() for bar in ax.patches] == [3, 1, 0]
    assert [bar.get_x() + bar.get_width() / 2 for bar in ax.patches] == pytest.approx([1, 2, 3])
    assert [text.get_text() for text in ax.texts] == ["3", "1", "0"]
    assert (ax.get_xlabel(), ax.get_ylabel()) == ("epoch", "mistakes")
    assert alt_text(ax.figure) == "Bars: mistakes in 3 epochs, 3 in the first, none in epoch 3."


def test_says_when_mistakes_never_end():
    assert alt_text(mistakes([2, 1]).figure).endswith("2 in the first, never none.")


@pytest.mark.parametrize("counts", [[0], [1] * 40])
def test_ticks_are_whole_numbers(counts):
    ax = mistakes(counts)
    ax.figure.draw_without_rendering()
    for tick in (*ax.get_xticks(), *ax.get_yticks()):
        assert tick == int(tick)


def test_draws_where_it_is_asked_to():
    ax = plt.subplots()[1]
    assert mistakes([1], ax=ax) is ax


def test_no_epoch_is_no_picture():
    with pytest.raises(ValueError, match="counts is empty; there is no epoch to draw"):
        mistakes([])
