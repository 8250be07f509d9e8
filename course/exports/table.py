"""What an export writes, and what it leaves out."""

import csv
import io
from collections import Counter
from dataclasses import dataclass

MOST_NAMED = 8


@dataclass(frozen=True)
class Table:
    """The rows of a file.

    Attributes
    ----------
    rows : list of list of str
        The first names the columns.
    notes : list of str
        What is missing and why, in sentences.
    grades : int
        How many grades there are among the cells.
    """

    rows: list
    notes: list
    grades: int

    @property
    def text(self):
        """The file, as CSV."""
        file = io.StringIO()
        csv.writer(file, lineterminator="\n").writerows(self.rows)
        return file.getvalue()


def grade(work):
    """Return a submission's points as text, or nothing and the reason.

    Parameters
    ----------
    work : course.report.gathered.Work or None

    Returns
    -------
    text, reason : str
        One of the two is empty. A grade that is not final is none: half a grade in a
        platform's grade book looks like a whole one.
    """
    if work is None:
        return "", "not handed in"
    if work.is_final:
        return f"{round(work.points, 2):g}", ""
    reasons = {
        "ungraded": "not graded yet: run `course grade`",
        "unrecorded": "not recorded yet: run `course grade`",
        "quarantined": "in quarantine",
        "flagged": "flagged, until a person decides in formgrader",
        "graded": "written answers to be graded in formgrader",
    }
    return "", reasons[work.status]


def grades_of(people, gathered):
    """Return the text of each grade by unit and student, and sentences about the empty ones."""
    texts, notes = {}, []
    for unit in gathered.units:
        students = {}
        for student in people:
            text, reason = grade(gathered.works.get((unit.id, student)))
            texts[unit.id, student] = text
            if reason:
                students.setdefault(reason, []).append(student)
        notes += [
            f"{unit.id}: {len(names)} left empty, {reason}: {listed(names)}"
            for reason, names in students.items()
        ]
    return texts, notes


def most_points(gathered):
    """Return what each unit is worth, by id: what most of its submissions were worth."""
    worth = {}
    for unit in gathered.units:
        totals = Counter(
            sum(item.max_points for item in work.items)
            for work in gathered.of_unit(unit.id)
            if work.items
        )
        worth[unit.id] = totals.most_common(1)[0][0] if totals else 0.0
    return worth


def listed(names):
    """Return names in a row, the first few only."""
    rest = len(names) - MOST_NAMED
    return ", ".join(names[:MOST_NAMED]) + (f" and {rest} more" if rest > 0 else "")
