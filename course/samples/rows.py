"""The rows that `course.gradebook.Writer` records, for a whole made-up class at once.

One transaction a submission is what a real class needs, and takes minutes for thousands.
"""

from uuid import uuid4

from nbgrader.api import (
    Assignment,
    Grade,
    GradeCell,
    Notebook,
    Student,
    SubmittedAssignment,
    SubmittedNotebook,
)
from sqlalchemy import insert, select


def record_all(unit, works, book):
    """Insert the marks of a class in one registered unit.

    Parameters
    ----------
    unit : str
    works : dict of str to course.samples.graded.Made
        By student; none of them is in the grade book with this unit yet.
    book : nbgrader.api.Gradebook
    """
    works = {s: made for s, made in works.items() if made.result.status != "quarantined"}
    if not works:
        return
    assignment = book.db.scalars(select(Assignment).filter_by(name=unit)).one()
    template = book.db.scalars(select(Notebook).filter_by(assignment=assignment)).one()
    query = select(GradeCell.name, GradeCell.id).where(GradeCell.notebook == template)
    cells = dict(book.db.execute(query).all())
    known = set(book.db.scalars(select(Student.id)))
    students = [{"id": s, "lms_user_id": None} for s in works if s not in known]
    submissions, notebooks, grades = [], [], []
    for student, made in works.items():
        submission, notebook = uuid4().hex, uuid4().hex
        when = made.handed_in.replace(tzinfo=None)
        submissions.append(
            {
                "id": submission,
                "assignment_id": assignment.id,
                "student_id": student,
                "timestamp": when,
            }
        )
        flagged = made.result.status == "flagged"
        notebooks.append(
            {
                "id": notebook,
                "notebook_id": template.id,
                "assignment_id": submission,
                "flagged": flagged,
            }
        )
        grades += [_grade(score, made, notebook, cells, flagged) for score in made.result.scores]
    tables = (
        (Student, students),
        (SubmittedAssignment, submissions),
        (SubmittedNotebook, notebooks),
        (Grade, grades),
    )
    for kind, rows in tables:
        if rows:
            book.db.execute(insert(kind), rows)
    book.db.commit()


def _grade(score, made, notebook, cells, flagged):
    points = None if flagged else score.points
    by_hand = made.by_hand.get(score.id)
    return {
        "id": uuid4().hex,
        "cell_id": cells[score.id],
        "notebook_id": notebook,
        "auto_score": points,
        "manual_score": by_hand,
        "needs_manual_grade": points is None and by_hand is None,
    }
