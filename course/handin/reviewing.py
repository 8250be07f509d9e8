"""What a student should know before she hands in a notebook."""

import json
from dataclasses import dataclass

from nbgrader.utils import is_grade, is_solution

from course.editions.student import TEXT_STUB
from course.errors import CourseError
from course.grading.align import Unplaceable, align_with_edition, as_notebook, owner_of
from course.grading.identity import recognise as recognise_cells
from course.intake.names import clues
from course.intake.notebooks import read_notebook
from course.intake.recognition import read_marks, recognise
from course.intake.refusal import Refusal

STUB = "raise NotImplementedError("


@dataclass(frozen=True)
class Review:
    """What is in a notebook that is about to be handed in.

    Attributes
    ----------
    unit : str
    data : bytes
        The file as it is: that is what is handed in.
    unfinished : tuple of str
        Exercises and questions without an answer.
    failed : tuple of (str, str)
        Checks whose saved output is an error, with its last line; those of unfinished ones left out.
    repairs : tuple of str
        What collecting and grading would mend. No points are lost by it.
    """

    unit: str
    data: bytes
    unfinished: tuple[str, ...]
    failed: tuple[tuple[str, str], ...]
    repairs: tuple[str, ...]


def review(path, places, syllabus):
    """Look a notebook over by the same means as collecting and grading.

    Parameters
    ----------
    path : pathlib.Path
        The notebook.
    places : course.places.Places
    syllabus : course.syllabus.Syllabus

    Returns
    -------
    Review

    Raises
    ------
    CourseError
        If it cannot be read, is damaged, or is not of this course; the message says what next.
    """
    shown = places.shown(path)
    try:
        data = path.read_bytes()
        notebook = read_notebook(data)
        units = tuple(unit.id for unit in syllabus.units)
        named = clues((path.name,), (), units).unit
        unit, notes = recognise(notebook, named, read_marks(places, syllabus), syllabus)
        edition = json.loads(places.student(unit).read_bytes())
        cells, repairs = align_with_edition(json.loads(data.decode("utf-8-sig")), edition)
    except FileNotFoundError as error:
        raise CourseError(
            f"{shown}: there is no such notebook. The units lie in work/ once `make lab` has run; any "
            "other file needs its path."
        ) from error
    except OSError as error:
        raise CourseError(f"{shown}: cannot be read ({error.strerror}).") from error
    except (Refusal, Unplaceable) as error:
        raise CourseError(
            f"{shown}: your instructor could not take it, so nothing was packed. The reason: "
            f"{error}\nHand in a notebook of this course, saved in JupyterLab or Colab as .ipynb."
        ) from error
    unfinished = _unfinished(cells, edition)
    failed = _failed(as_notebook(json.loads(data.decode("utf-8-sig"))), edition, unfinished)
    return Review(unit, data, unfinished, failed, (*notes, *repairs))


def _unfinished(cells, edition):
    """Answers that say nothing, or what the student edition says."""
    given = {cell.id: cell.source.strip() for cell in as_notebook(edition).cells}
    return tuple(
        cell.id
        for cell in cells
        if is_solution(cell) and _says_nothing(cell.source.strip(), given[cell.id])
    )


def _says_nothing(answer, given):
    return not answer or answer in (given, TEXT_STUB) or STUB in answer


def _failed(notebook, edition, unfinished):
    """What the student saw last, from the outputs that her notebook keeps."""
    found, _, _ = recognise_cells(notebook.cells, as_notebook(edition).cells)
    checks = [cell.id for cell in as_notebook(edition).cells if is_grade(cell)]
    failed = []
    for check in checks:
        if check in found and owner_of(check) not in unfinished:
            for output in notebook.cells[found[check]].get("outputs", ()):
                if output.output_type == "error":
                    failed.append((check, _sentence(output)))
    return tuple(failed)


def _sentence(output):
    """The error's own words, on one line."""
    text = " ".join(str(output.get("evalue", "")).split())
    return text or str(output.get("ename", "an error"))
