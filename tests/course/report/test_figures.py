import pytest

from course.report import figures
from course.report.items import item_statistics
from course.report.summary import summarise
from tests.course.report.made import UNIT, gathered, work
from tests.course.report.test_items import Likes


@pytest.fixture
def summary():
    works = [work(f"s{n:02d}", 2, n % 3, seconds=1.0 + n) for n in range(18)]
    return summarise(UNIT, gathered([*works, work("t", None, status="flagged")], others=["u"]))


def test_stacked_bars_fill_the_whole_width(summary):
    ((_, _, bars),) = figures.completion([summary])["rows"]
    assert [bar.kind for bar in bars] == ["final", "flagged", "missing"]
    assert sum(bar.width for bar in bars) == pytest.approx(
        figures.WIDTH - figures.LEFT - figures.RIGHT
    )
    assert bars[0].text == "18"


def test_the_highest_bar_of_all_histograms_has_the_full_height(summary):
    (cell,) = figures.histograms([summary])["cells"]
    heights = [bar.height for bar in cell["bars"]]
    assert max(heights) == pytest.approx(figures.CELL_HEIGHT - 44 - 40)
    assert cell["left"] < cell["median"].x < cell["right"]


def test_a_bar_is_as_long_as_its_share_and_a_dot_stays_inside():
    works = [work(f"s{n:02d}", *(2, 2, 0) if n % 2 else (0, 2, 2)) for n in range(20)]
    rows = figures.item_rows(item_statistics(works, Likes()))["rows"]
    assert rows[0]["bar"].width == pytest.approx(rows[1]["bar"].width / 2)
    assert rows[1]["dot"] is None
    assert rows[0]["dot"].x == pytest.approx(figures.LEFT + 60 + 330 + 60)  # -1, drawn at -0.5


def test_times_end_at_a_round_number_beyond_the_longest(summary):
    drawn = figures.times([summary])
    assert drawn["ticks"][-1].text == "20 s"
    (row,) = drawn["rows"]
    assert row["line"].x < row["dot"].x < row["line"].x + row["line"].width


def test_empty_units_are_drawn_without_marks():
    empty = summarise(UNIT, gathered([work("a", status="ungraded")]))
    assert figures.times([empty])["rows"][0]["line"] is None
    assert figures.histograms([empty])["cells"][0]["median"] is None
    assert figures.own_shares([("00", None, None)])["rows"][0]["bar"] is None
