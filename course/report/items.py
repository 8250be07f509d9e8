"""Item analysis: how hard each check is, and whether it tells strong from weak."""

from collections import Counter
from dataclasses import dataclass

import numpy as np

from course.report.misconceptions import UNSOLVED

FEWEST = 10  # students, below which a correlation says nothing
EASY, HARD, WEAK = 0.95, 0.3, 0.2


@dataclass(frozen=True)
class ItemStatistics:
    """One check or question over a class.

    Attributes
    ----------
    number : int
        Its place in the unit, from 1; the label in the figure.
    id, exercise : str
    max_points : float
    students : int
        Whose answers are decided.
    difficulty : float
        Share of its points that were earned, from 0 (nobody) to 1 (everybody).
    discrimination : float or None
        Correlation with the points of the unit's other checks; None if there are fewer than ten
        students or all have the same.
    failed, unsolved : int
        Students without full points; those of them who left the exercise as it was.
    common : str
        What most of the failed answers behave like; empty if none was tried.
    common_count : int
    """

    number: int
    id: str
    exercise: str
    max_points: float
    students: int
    difficulty: float
    discrimination: float | None
    failed: int
    unsolved: int
    common: str
    common_count: int

    @property
    def remark(self):
        """What an author should look at, in a few words."""
        if self.students < FEWEST:
            return "too few students"
        if self.discrimination is not None and self.discrimination < 0:
            return "the strong fail it: look at the check"
        if self.difficulty >= EASY:
            return "nearly everybody passes"
        if self.difficulty < HARD:
            return "hard"
        if self.discrimination is not None and self.discrimination < WEAK:
            return "hardly tells strong from weak"
        return ""


def item_statistics(works, misconceptions):
    """Return the statistics of every check and question of a unit.

    Parameters
    ----------
    works : list of course.report.gathered.Work
        Of one unit; those whose points do not count (flagged, in quarantine) are left out.
    misconceptions : course.report.misconceptions.Misconceptions

    Returns
    -------
    list of ItemStatistics
        In the notebook's order.
    """
    works = [work for work in works if work.counts]
    first = {item.id: item for work in works for item in work.items}
    points = _points(works, list(first))
    checks = np.array([item.id != item.exercise for item in first.values()], bool)
    total = np.nansum(points[:, checks], axis=1)
    return [
        _statistics(number, item, points[:, number - 1], total, works, misconceptions)
        for number, item in enumerate(first.values(), start=1)
    ]


def _points(works, ids):
    """Return points by student and item; not a number where nothing is decided."""
    column = {name: number for number, name in enumerate(ids)}
    points = np.full((len(works), len(ids)), np.nan)
    for row, work in enumerate(works):
        for item in work.items:
            if item.points is not None:
                points[row, column[item.id]] = item.points
    return points


def _statistics(number, item, points, total, works, misconceptions):
    decided = ~np.isnan(points)
    own, is_check = points[decided], item.id != item.exercise
    rest = total[decided] - (own if is_check else 0)
    failing = [
        work
        for work, value in zip(works, points, strict=True)
        if not np.isnan(value) and value < item.max_points
    ]
    like = Counter(misconceptions.of(work, item.exercise) for work in failing if is_check)
    unsolved = like.pop(UNSOLVED, 0)
    like.pop("", None)  # decided by hand
    common, count = like.most_common(1)[0] if like else ("", 0)
    return ItemStatistics(
        number,
        item.id,
        item.exercise,
        item.max_points,
        len(own),
        float(own.mean() / item.max_points) if len(own) and item.max_points else 0.0,
        _correlation(own, rest),
        len(failing),
        unsolved,
        common,
        count,
    )


def _correlation(own, rest):
    if len(own) < FEWEST or np.ptp(own) == 0 or np.ptp(rest) == 0:
        return None
    return float(np.corrcoef(own, rest)[0, 1])


def wrong_answers(works, exercise, misconceptions):
    """Return how many students' answers to an exercise behave like what, the most common first."""
    like = Counter(misconceptions.of(work, exercise) for work in works if work.counts)
    like.pop("", None)
    return like.most_common()
