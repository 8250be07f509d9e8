"""Similar answers of a class: the pairs of every exercise, put together by students."""

from dataclasses import dataclass

import nbformat

from course.errors import CourseError
from course.report.similar import similar_pairs

MOST_SHOWN = 25
MOST_PARTS = 6
LONGEST = 6000  # characters of an answer that are shown


@dataclass(frozen=True)
class Part:
    """One exercise in which two students' answers are alike."""

    unit: str
    exercise: str
    likeness: float
    rare: int
    left: str
    right: str


@dataclass(frozen=True)
class StudentPair:
    """Two students, and where their answers are alike, the most remarkable first."""

    first: str
    second: str
    parts: tuple[Part, ...]

    @property
    def rare(self):
        return sum(part.rare for part in self.parts)

    @property
    def units(self):
        return ", ".join(sorted({part.unit for part in self.parts}))


@dataclass(frozen=True)
class Pairs:
    """What the report shows of similar answers.

    Attributes
    ----------
    shown : list of StudentPair
    note : str
        How many there are in all.
    """

    shown: list
    note: str


def class_pairs(gathered, places):
    """Find similar answers in every exercise of a class.

    Parameters
    ----------
    gathered : course.report.gathered.Gathered
    places : course.places.Places

    Returns
    -------
    Pairs
    """
    found = {}
    for unit in gathered.units:
        given = given_code(unit.id, places)
        works = gathered.of_unit(unit.id)
        for exercise in dict.fromkeys(name for work in works for name in work.answers):
            answers = {w.student: w.answers[exercise] for w in works if exercise in w.answers}
            for pair in similar_pairs(answers, given.get(exercise, "")):
                texts = (answers[student][:LONGEST] for student in (pair.first, pair.second))
                part = Part(unit.id, exercise, pair.likeness, pair.rare, *texts)
                found.setdefault((pair.first, pair.second), []).append(part)
    pairs = [
        StudentPair(*students, tuple(sorted(parts, key=lambda part: -part.rare)[:MOST_PARTS]))
        for students, parts in found.items()
    ]
    pairs.sort(key=lambda pair: (-pair.rare, pair.first, pair.second))
    return Pairs(pairs[:MOST_SHOWN], _note(len(pairs), len(gathered.people)))


def given_code(unit, places):
    """Return the code that students start from, by exercise; none if there is no edition."""
    try:
        edition = nbformat.read(places.student(unit), as_version=nbformat.NO_CONVERT)
    except (OSError, ValueError, nbformat.ValidationError) as error:
        raise CourseError(
            f"{places.shown(places.student(unit))}: cannot be read, and similar answers are what "
            f"differs from it ({type(error).__name__}). Run `course build {unit}`."
        ) from error
    return {cell.id: cell.source for cell in edition.cells if cell.cell_type == "code"}


def _note(count, students):
    all_pairs = students * (students - 1) // 2
    more = f" The {MOST_SHOWN} most remarkable are shown." if count > MOST_SHOWN else ""
    return f"{count} of {all_pairs} pairs of students.{more}"
