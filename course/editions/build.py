"""Build the editions of a unit, only where something changed."""

import copy
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path

import nbformat

from course.editions.execution import execute
from course.editions.fingerprint import fingerprint
from course.editions.source import source_notebook
from course.editions.student import student_edition
from course.errors import CourseError
from course.master import read_master


@dataclass(frozen=True)
class Build:
    """What building a unit did.

    Attributes
    ----------
    unit : str
    executed : bool
        Whether the solution had to be run.
    written : tuple of pathlib.Path
        The files that changed; empty when everything was up to date.
    """

    unit: str
    executed: bool
    written: tuple[Path, ...]


def build_unit(unit, places, syllabus):
    """Bring both editions of a unit up to date with its master.

    Parameters
    ----------
    unit : str
    places : course.places.Places
    syllabus : course.syllabus.Syllabus

    Returns
    -------
    Build

    Raises
    ------
    CourseError
        If the master is malformed, a cell fails, or the disk refuses.
    """
    master, source, print_ = _prepare(unit, places)
    solution_path, student_path = places.solution(unit), places.student(unit)
    written = []
    executed = not _is_current(solution_path, source, print_)
    if executed:
        solution = copy.deepcopy(source)
        execute(solution, {cell.id: cell.line for cell in master.cells}, places.shown(master.path))
        solution.metadata.neuron_to_nas.fingerprint = print_
        written += _write(solution_path, solution)
    written += _write(student_path, _student(source, syllabus, student_path, places))
    return Build(unit, executed, tuple(written))


def stale_editions(unit, places, syllabus):
    """Return the paths of this unit's editions that do not match its master."""
    _, source, print_ = _prepare(unit, places)
    stale = []
    if not _is_current(places.solution(unit), source, print_):
        stale.append(places.solution(unit))
    path = places.student(unit)
    if not _is_text(path, _text(_student(source, syllabus, path, places))):
        stale.append(path)
    return stale


def _prepare(unit, places):
    master = read_master(places.master(unit))
    return master, source_notebook(master), fingerprint(master, places.helpers)


def _student(source, syllabus, path, places):
    return student_edition(source, syllabus, path.relative_to(places.root).as_posix())


def _is_current(path, source, print_):
    """Compare by content: the fingerprint, and what no execution changes in a cell."""
    try:
        built = nbformat.read(path, as_version=4)
        nbformat.validate(built)
        same = [_content(cell) for cell in built.cells] == [_content(c) for c in source.cells]
    except Exception:  # absent, or damaged in one of many ways: build it anew
        return False
    about = {**source.metadata.neuron_to_nas, "fingerprint": print_}
    return same and built.metadata.get("neuron_to_nas") == about


def _content(cell):
    return cell.id, cell.cell_type, cell.source, cell.metadata.get("nbgrader")


def _text(notebook):
    return nbformat.writes(notebook) + "\n"


def _is_text(path, text):
    return path.is_file() and path.read_text("utf-8", errors="replace") == text


def _write(path, notebook):
    """Write whole or not at all; return the path if its bytes changed."""
    text = _text(notebook)
    try:
        if _is_text(path, text):
            return []
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=path.parent) as folder:
            whole = Path(folder, path.name)
            whole.write_text(text, "utf-8", newline="\n")
            os.replace(whole, path)
    except OSError as error:
        raise CourseError(
            f"{path}: cannot write ({error.strerror}). Free the disk or its permissions."
        ) from error
    return [path]
