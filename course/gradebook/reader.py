"""Scores out of the grade book, with the reason for each lost point."""

from dataclasses import dataclass

from nbgrader.api import SubmittedAssignment

from course.gradebook.journal import Journal


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
    with folder.open(places) as book:
        graded = {
            (submission.name, submission.student_id): submission
            for submission in book.db.query(SubmittedAssignment)
        }
        for unit in units:
            for student in sorted(folder.submissions(unit)):
                entry = journal.read(student, unit)
                if entry is not None:
                    rows.append(_row(student, unit, entry, graded.get((unit, student))))
    return rows


def _row(student, unit, entry, submission):
    result = entry.result
    if submission is None:
        lost = (("", result.reason or "not recorded yet: run `course grade` again"),)
        return Row(
            student, unit, result.status, 0.0, 0.0, 0.0, lost, result.repairs, result.evidence
        )
    grades = submission.notebooks[0].grades
    newer = (
        (("", f"a newer submission is in quarantine: {result.reason}"),) if result.reason else ()
    )
    by_hand = {grade.name for grade in grades if grade.manual_score is not None}
    waiting = sum(g.max_score for g in grades if g.needs_manual_grade and g.manual_score is None)
    lost = tuple(
        (score.id, score.reason)
        for score in result.scores
        if score.reason and score.points is not None and score.id not in by_hand
    )
    return Row(
        student,
        unit,
        result.status,
        sum(grade.score or 0.0 for grade in grades),
        sum(grade.max_score for grade in grades),
        waiting,
        newer + lost,
        result.repairs,
        result.evidence,
    )
