"""What there is to report on: every submission of a class, out of the grade book and the journal."""

from dataclasses import dataclass, field
from datetime import datetime

from course.errors import CourseError
from course.gradebook import Journal, read_marks
from course.intake.people import read_people
from course.intake.timestamps import read_timestamp


@dataclass(frozen=True)
class Item:
    """One check or question of one submission.

    Attributes
    ----------
    id, exercise : str
        A question is its own exercise.
    points : float or None
        None while a person has to decide.
    max_points : float
    reason : str
        Why points are missing, empty for full points or a mark by hand.
    by_hand : bool
        A person gave the points.
    """

    id: str
    exercise: str
    points: float | None
    max_points: float
    reason: str = ""
    by_hand: bool = False


@dataclass(frozen=True)
class Work:
    """What one student handed in for one unit.

    Attributes
    ----------
    student, unit : str
    status : str
        ``graded``; ``flagged``; ``quarantined``; ``unrecorded``: journalled, not in the database;
        ``ungraded``: not graded yet.
    items : tuple of Item
        In the notebook's order.
    reason : str
        Why it is in quarantine.
    repairs, evidence : tuple of str
    seconds : float
        Wall time of the graded run.
    handed_in : datetime.datetime or None
    answers : dict of str to str
        Source of the answer to each exercise.
    """

    student: str
    unit: str
    status: str
    items: tuple[Item, ...] = ()
    reason: str = ""
    repairs: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()
    seconds: float = 0.0
    handed_in: datetime | None = None
    answers: dict[str, str] = field(default_factory=dict)

    @property
    def waiting(self):
        """Points that a person still has to decide."""
        return sum(item.max_points for item in self.items if item.points is None)

    @property
    def points(self):
        """Points decided so far."""
        return sum(item.points for item in self.items if item.points is not None)

    @property
    def decided(self):
        """The most that the decided checks and questions could give."""
        return sum(item.max_points for item in self.items if item.points is not None)

    @property
    def share(self):
        """Points of those decided, from 0 to 1; None if nothing is."""
        return self.points / self.decided if self.counts and self.decided else None

    @property
    def counts(self):
        """Whether its points are a person's own: a flag counts once a person has decided it."""
        return self.status == "graded" or (self.status == "flagged" and not self.waiting)

    @property
    def is_final(self):
        """Whether nothing about its points is open."""
        return self.counts and not self.waiting


@dataclass(frozen=True)
class Gathered:
    """A class.

    Attributes
    ----------
    units : tuple of course.syllabus.Unit
    people : dict of str to course.intake.people.Person
    works : dict of (str, str) to Work
        By unit and student; a student who handed nothing in has none.
    """

    units: tuple
    people: dict
    works: dict

    def of_unit(self, unit):
        """Return the submissions of a unit, by student."""
        return [self.works[unit, s] for s in self.people if (unit, s) in self.works]

    def of_student(self, student):
        """Return a student's submissions, by unit id."""
        return {
            u.id: self.works[u.id, student] for u in self.units if (u.id, student) in self.works
        }


def gather(folder, places, units):
    """Read a class.

    Parameters
    ----------
    folder : course.gradebook.GradebookFolder
    places : course.places.Places
    units : sequence of course.syllabus.Unit
        Those without any submission are left out.

    Returns
    -------
    Gathered

    Raises
    ------
    CourseError
        If nothing was handed in or nothing graded, or the grade book cannot be read.
    """
    submitted = {unit.id: folder.submissions(unit.id) for unit in units}
    if not any(submitted.values()):
        raise CourseError(f"{folder.root}: no submissions. Run `course collect` first.")
    units = tuple(unit for unit in units if submitted[unit.id])
    marks, journal, works = read_marks(folder, places, submitted), Journal(folder), {}
    for unit, files in submitted.items():
        for student, path in files.items():
            entry = journal.read(student, unit)
            known = marks.get((unit, student), {})
            when = read_timestamp(path.parent)
            works[unit, student] = _work(student, unit, entry, known, when)
    if all(work.status == "ungraded" for work in works.values()):
        raise CourseError(f"{folder.root}: nothing graded yet. Run `course grade` first.")
    return Gathered(units, read_people(folder), works)


def _work(student, unit, entry, marks, handed_in):
    if entry is None:
        return Work(student, unit, "ungraded", handed_in=handed_in)
    result = entry.result
    recorded = bool(marks) or result.status == "quarantined"
    return Work(
        student,
        unit,
        result.status if recorded else "unrecorded",
        _items(result, marks),
        result.reason,
        result.repairs,
        result.evidence,
        result.seconds,
        handed_in,
        _answers(result.notebook),
    )


def _items(result, marks):
    """Points are the database's: a person may have changed them there."""
    items = []
    for score in result.scores:
        mark = marks.get(score.id)
        if mark is not None:
            points = None if mark.waits else mark.points
            reason = "" if mark.by_hand or mark.waits else score.reason
            items.append(
                Item(score.id, score.exercise, points, mark.max_points, reason, mark.by_hand)
            )
    return tuple(items)


def _answers(notebook):
    return {
        cell["id"]: "".join(cell["source"])
        for cell in (notebook or {}).get("cells", ())
        if cell["cell_type"] == "code"
        and (marks := cell["metadata"].get("nbgrader"))
        and marks.get("solution")
        and not marks.get("grade")
    }
