"""What there is to do: the submissions that the journal does not know yet, or no longer."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import nbformat

from course.errors import CourseError
from course.gradebook.journal import digest

State = Literal["new", "changed", "stale", "unrecorded", "quarantined", "done"]


@dataclass(frozen=True)
class Job:
    """One submission, and what is known about it.

    Attributes
    ----------
    student, unit : str
    path : pathlib.Path
    submission, master : str
        SHA-256 of the submission, and of what the unit's solution grades by.
    state : str
        ``new``: never graded; ``changed``: handed in again since; ``stale``: graded by another
        state of the master; ``unrecorded``: journalled, and not in the database; ``quarantined``;
        ``done``.
    """

    student: str
    unit: str
    path: Path
    submission: str
    master: str
    state: State


def plan(unit, master, folder, journal, recorded):
    """Return a job for every submission of a unit, by student.

    Parameters
    ----------
    unit : str
    master : str
        What `master_digest` returns.
    folder : course.gradebook.GradebookFolder
    journal : course.gradebook.Journal
    recorded : set of str
        The students whom the database has.
    """
    jobs = []
    for student, path in folder.submissions(unit).items():
        submission, entry = digest(path.read_bytes()), journal.read(student, unit)
        state = _state(entry, submission, master, student in recorded)
        jobs.append(Job(student, unit, path, submission, master, state))
    return jobs


def _state(entry, submission, master, recorded):
    if entry is None:
        return "new"
    if entry.master != master:
        return "stale"
    if entry.submission != submission:
        return "changed"
    if not entry.result.notebook:
        return "quarantined"
    return "done" if entry.recorded and recorded else "unrecorded"


def read_master(unit, places):
    """Return the unit's solution, its outputs left out.

    Returns
    -------
    nbformat.NotebookNode

    Raises
    ------
    CourseError
        If the unit was not built yet, or its solution cannot be read.
    """
    solution = places.solution(unit)
    if not solution.is_file():
        raise CourseError(f"{places.shown(solution)}: not built yet. Run `course build {unit}`.")
    try:
        notebook = nbformat.read(solution, as_version=4)
    except (OSError, ValueError, AttributeError, nbformat.ValidationError) as error:
        raise CourseError(
            f"{places.shown(solution)}: not a notebook ({error}). Run `course build {unit}`."
        ) from error
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    return notebook


def master_digest(notebook):
    """Return the SHA-256 of what a solution grades by: mending its prose grades nobody again."""
    graded_by = [
        (cell.id, cell.source, cell.metadata.get("nbgrader"))
        for cell in notebook.cells
        if cell.cell_type == "code" or "nbgrader" in cell.metadata
    ]
    return digest(json.dumps(graded_by, sort_keys=True).encode())
