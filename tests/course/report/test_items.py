import numpy as np
import pytest

from course.report.items import item_statistics, wrong_answers
from tests.course.report.made import work


class Likes:
    """Misconceptions by the reasons themselves."""

    def of(self, work, exercise):
        reasons = [i.reason for i in work.items if i.exercise == exercise and i.reason]
        return reasons[0] if reasons else ""


def test_difficulty_is_the_share_of_points():
    works = [work("a", 2, 0), work("b", 1, 0)]
    first, second = item_statistics(works, Likes())
    assert (first.difficulty, second.difficulty) == (0.75, 0.0)
    assert (first.students, first.failed, second.failed) == (2, 1, 2)


def test_discrimination_is_the_correlation_with_the_other_checks():
    rng = np.random.default_rng(0)
    points = rng.integers(0, 3, size=(40, 4)).astype(float)
    points[:, 1] = points[:, 0]
    works = [work(f"s{n:02d}", *row) for n, row in enumerate(points)]
    items = item_statistics(works, Likes())
    for number, item in enumerate(items):
        rest = points.sum(axis=1) - points[:, number]
        expected = np.corrcoef(points[:, number], rest)[0, 1]
        assert item.discrimination == pytest.approx(expected)
    assert items[0].discrimination > 0.4


def test_a_check_that_the_strong_fail_is_remarked():
    works = [work(f"s{n:02d}", *(2, 2, 2, 0) if n % 2 else (0, 0, 0, 2)) for n in range(20)]
    last = item_statistics(works, Likes())[-1]
    assert last.discrimination == pytest.approx(-1)
    assert last.remark == "the strong fail it: look at the check"


def test_few_students_or_no_spread_give_no_correlation():
    few = item_statistics([work("a", 2, 0), work("b", 0, 2)], Likes())
    same = item_statistics([work(f"s{n}", 2, n % 2 * 2) for n in range(20)], Likes())
    assert few[0].discrimination is None
    assert few[0].remark == "too few students"
    assert same[0].discrimination is None
    assert same[0].remark == "nearly everybody passes"


def test_a_question_is_an_item_of_those_decided_and_not_part_of_the_others_rest():
    works = [work(f"s{n:02d}", n % 2 * 2, n % 2 * 2, question=3 * (n % 2)) for n in range(20)]
    works.append(work("w", 0, 0, question="waits"))
    question = item_statistics(works, Likes())[-1]
    assert (question.id, question.students, question.difficulty) == ("why", 20, 0.5)
    assert question.discrimination == pytest.approx(1)


def test_flagged_and_quarantined_work_is_left_out():
    works = [work("a", 2), work("b", None, status="flagged"), work("c", status="quarantined")]
    (item,) = item_statistics(works, Likes())
    assert (item.students, item.difficulty) == (1, 1.0)
    assert item_statistics([], Likes()) == []


def test_what_wrong_answers_behave_like_is_counted():
    works = [work(f"s{n}", 0, reasons=["squares"]) for n in range(3)]
    works += [work("t", 0, reasons=["not solved"]), work("u", 2)]
    (item,) = item_statistics(works, Likes())
    assert (item.common, item.common_count, item.unsolved, item.failed) == ("squares", 3, 1, 4)
    assert wrong_answers(works, "double", Likes()) == [("squares", 3), ("not solved", 1)]
