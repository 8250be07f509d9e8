"""Scores out of the grade book, with the reason for each lost point."""

from dataclasses import dataclass

from course.gradebook.journal import Journal
from course.gradebook.marks import read_marks


@dataclass(frozen=True)
class Row:
    """One student's score in one unit.

    Attributes
    ----------
    student, unit, status : str
    points, max_points : float
        Points so far, those by hand included.
    waiting : float
        Points that a person still has to decide.
    lost : tuple of tuple of str
        (check, reason) for each check without full points.
    repairs, evidence : tuple of str
    """

    student: str
    unit: str
    status: str
    points: float
    max_points: float
    waiting: float
    lost: tuple[tuple[str, str], ...]
    repairs: tuple[str, ...]
    evidence: tuple[str, ...]


def read_scores(folder, places, units):
    """Return a row for every submission of these units, by unit and student.

    Quarantined submissions are among them, with the reason.
    """
    journal, rows = Journal(folder), []
    marks = read_marks(folder, places, units)
    for unit in units:
        for student in sorted(folder.submissions(unit)):
            entry = journal.read(student, unit)
            if entry is not None:
                rows.append(_row(student, unit, entry, marks.get((unit, student))))
    return rows


def _row(student, unit, entry, marks):
    result = entry.result
    if marks is None:
        lost = (("", result.reason or "not recorded yet: run `course grade` again"),)
        return Row(
            student, unit, result.status, 0.0, 0.0, 0.0, lost, result.repairs, result.evidence
        )
    newer = (
        (("", f"a newer submission is in quarantine: {result.reason}"),) if result.reason else ()
    )
    lost = tuple(
        (score.id, score.reason)
        for score in result.scores
        if score.reason
        and score.points is not None
        and not (score.id in marks and marks[score.id].by_hand)
    )
    return Row(
        student,
        unit,
        result.status,
        sum(mark.points for mark in marks.values()),
        sum(mark.max_points for mark in marks.values()),
        sum(mark.max_points for mark in marks.values() if mark.waits),
        newer + lost,
        result.repairs,
        result.evidence,
    )
