"""Which unit a notebook is, from what is in it."""

from collections import Counter

from course.errors import CourseError
from course.intake.notebooks import read_notebook
from course.intake.refusal import Refusal, printable

TELLING = 40  # characters: shorter sources, such as an import, are in many notebooks


def read_marks(places, syllabus):
    """Collect what only one unit's student edition has.

    Parameters
    ----------
    places : course.places.Places
    syllabus : course.syllabus.Syllabus

    Returns
    -------
    dict of str to frozenset of str
        For each unit with a student edition, also where there are no masters: cell ids, grade ids and sources.

    Raises
    ------
    CourseError
        If a student edition cannot be read.
    """
    written = [unit.id for unit in syllabus.units if places.student(unit.id).is_file()]
    marks = {unit: _marks(_edition(places.student(unit))) for unit in written}
    owners = Counter(mark for unit in written for mark in marks[unit])
    return {unit: frozenset(mark for mark in marks[unit] if owners[mark] == 1) for unit in written}


def _edition(path):
    try:
        return read_notebook(path.read_bytes())
    except (OSError, Refusal) as error:
        raise CourseError(
            f"{path}: the student edition cannot be read. Run `course build`."
        ) from error


def _marks(notebook):
    """Ids as nbformat, Colab (in the metadata) and nbgrader keep them, and telling sources."""
    marks = set()
    for cell in notebook.cells:
        metadata = cell.get("metadata", {})
        nbgrader = metadata.get("nbgrader")
        grade_id = nbgrader.get("grade_id") if isinstance(nbgrader, dict) else None
        marks.update(
            x for x in (cell.get("id"), metadata.get("id"), grade_id) if isinstance(x, str)
        )
        text = " ".join(cell.source.split())
        if len(text) >= TELLING:
            marks.add(text)
    return marks


def recognise(notebook, named, marks, syllabus):
    """Decide which unit a notebook is: its cells first, then its metadata, then its name.

    Parameters
    ----------
    notebook : nbformat.NotebookNode
    named : str
        The unit in its name or path, or empty.
    marks : dict
        From `read_marks`.
    syllabus : course.syllabus.Syllabus

    Returns
    -------
    unit : str
    notes : tuple of str
        What was not as it should be.

    Raises
    ------
    Refusal
        If it is of another course, of a unit that does not exist yet, or named for another unit.
    """
    stated, held = _stated(notebook), _held(notebook, marks)
    content = held or stated
    if not content:
        if named in marks:
            raise Refusal(f"Nothing in it is from {named}: another course's notebook?")
        content = named
    if not content:
        raise Refusal(
            "No unit: neither name, metadata nor cells tell. Name it <student>_<unit>.ipynb."
        )
    if content not in marks:
        raise Refusal(_unknown(content, syllabus))
    if named != content and named in {unit.id for unit in syllabus.units}:
        raise Refusal(
            f"It is named for {printable(named)} but holds {content}. If it is {content}, rename it."
        )
    notes = ()
    if held and stated != held:
        was = f"say {printable(stated)}" if stated else "name no unit"
        notes = (f"its metadata {was}; recognised as {held} by its cells",)
    return content, notes


def _stated(notebook):
    about = notebook.metadata.get("neuron_to_nas")
    unit = about.get("unit") if isinstance(about, dict) else None
    return unit if isinstance(unit, str) else ""


def _held(notebook, marks):
    own = _marks(notebook)
    counts = {unit: len(own & marks[unit]) for unit in marks}
    best = max(counts, key=counts.get, default="")
    return best if counts.get(best) else ""


def _unknown(unit, syllabus):
    try:
        return f"{syllabus.unit(unit).id} is not built yet: it cannot be graded."
    except CourseError as error:
        return printable(str(error)[:1].upper() + str(error)[1:200])
