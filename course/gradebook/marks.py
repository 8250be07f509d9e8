"""The marks of a class out of the database, in one query however large the class."""

from dataclasses import dataclass

from nbgrader.api import (
    Assignment,
    Grade,
    GradeCell,
    SubmittedAssignment,
    SubmittedNotebook,
)
from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError

from course.errors import CourseError
from course.gradebook.database import cause


@dataclass(frozen=True)
class Mark:
    """What the database holds for one check or question of one submission.

    Attributes
    ----------
    points : float
        Nothing yet counts as 0; a mark by hand replaces the automatic one.
    max_points : float
    by_hand : bool
        A person gave it.
    waits : bool
        A person still has to decide.
    """

    points: float
    max_points: float
    by_hand: bool
    waits: bool


def read_marks(folder, places, units):
    """Return the marks of every recorded submission.

    Parameters
    ----------
    folder : course.gradebook.GradebookFolder
    places : course.places.Places
    units : collection of str

    Returns
    -------
    dict of (str, str) to dict of str to Mark
        By (unit, student), then by the id of the check or question.

    Raises
    ------
    CourseError
        If the database refuses, or somebody holds it for longer than `PATIENCE`.
    """
    query = (
        select(
            Assignment.name,
            SubmittedAssignment.student_id,
            GradeCell.name,
            Grade.score,
            GradeCell.max_score,
            Grade.manual_score,
            Grade.needs_manual_grade,
        )
        .join(SubmittedNotebook, SubmittedNotebook.id == Grade.notebook_id)
        .join(SubmittedAssignment, SubmittedAssignment.id == SubmittedNotebook.assignment_id)
        .join(Assignment, Assignment.id == SubmittedAssignment.assignment_id)
        .join(GradeCell, GradeCell.id == Grade.cell_id)
        .where(Assignment.name.in_(list(units)))
    )
    marks = {}
    with folder.open(places) as book:
        try:
            for unit, student, check, points, most, by_hand, unsure in book.db.execute(query):
                mark = Mark(points or 0.0, most, by_hand is not None, unsure and by_hand is None)
                marks.setdefault((unit, student), {})[check] = mark
        except SQLAlchemyError as error:
            raise CourseError(
                f"{folder.root}: cannot read the marks ({cause(error)}). Is the grade book in use, "
                "by formgrader perhaps? Nothing was changed: run the command again."
            ) from error
    return marks
