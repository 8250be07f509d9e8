"""What there is to do: the submissions that the journal does not know yet."""

import json
from dataclasses import dataclass
from pathlib import Path

import nbformat

from course.errors import CourseError
from course.gradebook.journal import Entry, digest


@dataclass(frozen=True)
class Job:
    """One submission, and what is known about it.

    Attributes
    ----------
    student, unit : str
    path : pathlib.Path
    submission, master : str
        SHA-256 of the submission and of the unit's solution.
    entry : Entry or None
        What the journal knows, if it still holds for this submission.
    """

    student: str
    unit: str
    path: Path
    submission: str
    master: str
    entry: Entry | None

    @property
    def is_done(self):
        return self.entry is not None and (self.entry.recorded or not self.entry.result.notebook)


def plan(unit, folder, places, journal):
    """Return a job for every submission of a unit, by student.

    Raises
    ------
    CourseError
        If the unit was not built yet.
    """
    solution = places.solution(unit)
    if not solution.is_file():
        raise CourseError(f"{places.shown(solution)}: not built yet. Run `course build {unit}`.")
    master = digest(solution)
    jobs = []
    for student, path in folder.submissions(unit).items():
        submission, entry = digest(path), journal.read(student, unit)
        holds = entry is not None and (entry.submission, entry.master) == (submission, master)
        jobs.append(Job(student, unit, path, submission, master, entry if holds else None))
    return jobs


def read_master(unit, places):
    """Return the unit's solution, outputs left out, as parsed JSON and as a notebook."""
    notebook = nbformat.read(places.solution(unit), as_version=4)
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    return json.loads(nbformat.writes(notebook)), notebook
