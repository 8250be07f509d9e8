"""The only writer of the grade book's database: one transaction a submission."""

import json
from contextlib import contextmanager

from nbgrader.api import (
    Assignment,
    Comment,
    Grade,
    GradeCell,
    Notebook,
    SolutionCell,
    SourceCell,
    Student,
    SubmittedAssignment,
    SubmittedNotebook,
)
from nbgrader.utils import is_grade, is_locked, is_solution
from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError

from course.errors import CourseError
from course.atomic import write_whole
from course.gradebook.database import cause


class Writer:
    """Writes results into nbgrader's schema.

    Parameters
    ----------
    folder : GradebookFolder
    places : course.places.Places
    """

    def __init__(self, folder, places):
        self.folder = folder
        self.book = folder.open(places)
        self.db = self.book.db

    def __enter__(self):
        return self

    def __exit__(self, *error):
        self.book.close()

    def register(self, unit, source):
        """Make the grade book know a unit's cells; a changed master changes them.

        Parameters
        ----------
        unit : str
        source : nbformat.NotebookNode
            The unit's solution.
        """
        with self._transaction(f"register {unit}"):
            assignment = self._one(Assignment, name=unit, course_id=self.book.course_id)
            notebook = self._one(Notebook, name=unit, assignment=assignment)
            cells = [cell for cell in source.cells if "nbgrader" in cell.metadata]
            kinds = (
                (GradeCell, [cell for cell in cells if is_grade(cell)], _grade_fields),
                (SolutionCell, [cell for cell in cells if is_solution(cell)], lambda cell: {}),
                (SourceCell, cells, _source_fields),
            )
            for kind, wanted, fields in kinds:
                self._sync(kind, notebook, {cell.id: fields(cell) for cell in wanted})

    def record(self, student, unit, result, timestamp=None):
        """Write one result: its notebook for formgrader, then its grades in one transaction.

        A grade given by hand stays, and is marked for another look if the automatic one changed.

        Parameters
        ----------
        student, unit : str
        result : course.grading.Result
            Graded or flagged; a quarantined submission has nothing to record.
        timestamp : datetime.datetime, optional
            When it was handed in, UTC; what the submission's ``timestamp.txt`` says, or formgrader
            takes it for one that was not graded.
        """
        self._write_notebook(student, unit, result.notebook)
        with self._transaction(f"record {student}, {unit}"):
            assignment = self._one(Assignment, name=unit, course_id=self.book.course_id)
            person = self._one(Student, id=student)
            submission = self._one(SubmittedAssignment, assignment=assignment, student=person)
            submission.timestamp = timestamp
            template = self._one(Notebook, name=unit, assignment=assignment)
            notebook = self._one(SubmittedNotebook, notebook=template, assignment=submission)
            notebook.flagged = result.status == "flagged"
            graded = {cell.name: cell for cell in template.grade_cells}
            solved = {cell.name: cell for cell in template.solution_cells}
            points = {graded[score.id]: score.points for score in result.scores}
            for cell, grade in self._by_cell(Grade, notebook, points).items():
                _set_grade(grade, None if notebook.flagged else points[cell])
            told = {solved[exercise]: reasons for exercise, reasons in _reasons(result).items()}
            for cell, comment in self._by_cell(Comment, notebook, told).items():
                comment.auto_comment = told[cell]

    def recorded(self, unit):
        """Return the ids of the students whose submission of a unit the database has."""
        with self._transaction(f"read {unit}"):
            query = select(Student.id).join(SubmittedAssignment).join(Assignment)
            return set(self.db.scalars(query.where(Assignment.name == unit)))

    def dropped(self, unit, source):
        """Return the marks given by hand that a changed master leaves no place for.

        Parameters
        ----------
        unit : str
        source : nbformat.NotebookNode
            The unit's new solution.

        Returns
        -------
        dict of str to dict of str to float
            By student, then by the id of the cell that is gone.
        """
        kept = [cell.id for cell in source.cells if is_grade(cell)]
        lost = {}
        with self._transaction(f"read {unit}"):
            assignment = self.db.scalars(select(Assignment).filter_by(name=unit)).first()
            for submission in assignment.submissions if assignment else ():
                for grade in submission.notebooks[0].grades:
                    if grade.manual_score is not None and grade.name not in kept:
                        of_student = lost.setdefault(submission.student_id, {})
                        of_student[grade.name] = grade.manual_score
        return lost

    def change(self, student, unit, result):
        """Return the points a submission has, and those it would have with this result.

        Parameters
        ----------
        student, unit : str
        result : course.grading.Result

        Returns
        -------
        old : float or None
            None if the database has no submission.
        new : float or None
            With points given by hand, which stay; None if both have none.
        """
        with self._transaction(f"read {student}, {unit}"):
            submission = self.db.scalars(
                select(SubmittedAssignment)
                .join(Assignment)
                .where(Assignment.name == unit, SubmittedAssignment.student_id == student)
            ).first()
            grades = submission.notebooks[0].grades if submission else []
            old = sum(grade.score for grade in grades) if submission else None
            if not result.notebook:  # nothing would be written
                return old, old
            stay = {g.name: g.score for g in grades if g.manual_score is not None}
            extra = {g.name: g.extra_credit or 0.0 for g in grades}
            flagged = result.status == "flagged"
            new = sum(
                stay.get(s.id, (0.0 if flagged else s.points or 0.0) + extra.get(s.id, 0.0))
                for s in result.scores
            )
            return old, new

    def _write_notebook(self, student, unit, notebook):
        path = self.folder.autograded(student, unit)
        try:
            write_whole(path, json.dumps(notebook, indent=1))
        except OSError as error:
            raise CourseError(
                f"{path}: cannot write the graded notebook ({error.strerror}). Free the disk or "
                "its permissions and run the command again: nothing is lost."
            ) from error

    def _sync(self, kind, notebook, wanted):
        """Make the notebook's cells of one kind those wanted, with their fields."""
        for cell in self.db.scalars(select(kind).where(kind.notebook == notebook)):
            if cell.name not in wanted:
                for given in (*getattr(cell, "grades", ()), *getattr(cell, "comments", ())):
                    self.db.delete(given)
                self.db.delete(cell)
        for name, fields in wanted.items():
            cell = self._one(kind, name=name, notebook=notebook, new=fields)
            for key, value in fields.items():
                setattr(cell, key, value)

    def _one(self, kind, new=(), **fields):
        """Return the row with these fields, added if it is not there."""
        conditions = [getattr(kind, key) == value for key, value in fields.items()]
        row = self.db.scalars(select(kind).where(*conditions)).first()
        if row is None:
            row = kind(**fields, **dict(new))
            self.db.add(row)
            self.db.flush()
        return row

    def _by_cell(self, kind, notebook, cells):
        """Return a notebook's row of one kind for each cell; all are looked up, and added, at once."""
        there = self.db.scalars(select(kind).where(kind.notebook == notebook))
        rows = {row.cell_id: row for row in there}
        for cell in cells:
            if cell.id not in rows:
                rows[cell.id] = kind(notebook=notebook, cell=cell)
                self.db.add(rows[cell.id])
        self.db.flush()
        return {cell: rows[cell.id] for cell in cells}

    @contextmanager
    def _transaction(self, what):
        try:
            yield
            self.db.commit()
        except SQLAlchemyError as error:
            self.db.rollback()
            raise CourseError(
                f"{self.folder.root}: could not {what} ({cause(error)}). Is the grade book in use, "
                "by formgrader perhaps? Nothing is lost: run the command again."
            ) from error
        except BaseException:
            self.db.rollback()
            raise


def _grade_fields(cell):
    return {"max_score": float(cell.metadata.nbgrader.points), "cell_type": cell.cell_type}


def _source_fields(cell):
    return {"cell_type": cell.cell_type, "source": cell.source, "locked": is_locked(cell)}


def _set_grade(grade, points):
    changed = grade.auto_score != points
    grade.auto_score = points
    if grade.manual_score is None:
        grade.needs_manual_grade = points is None
    elif changed:
        grade.needs_manual_grade = True


def _reasons(result):
    """Return, for each exercise and question, why points are missing; None if none are."""
    reasons = {}
    for score in result.scores:
        lines = reasons.setdefault(score.exercise, [])
        if score.reason and score.points is not None and score.reason not in lines:
            lines.append(score.reason)
    return {exercise: "\n".join(lines) or None for exercise, lines in reasons.items()}
