"""The notebook to run: the student's answers between the master's checks.

Locked cells come from the master, so nothing that a submission says about points, tags, outputs or
tests has any effect. Whatever had to be mended is told in sentences.
"""

import copy
import functools
import json

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell
from nbgrader.utils import is_grade, is_solution

from course.editions.student import is_rubric, without_answers
from course.grading.identity import recognise
from course.intake.notebooks import MOST_CELLS
from course.salvage import read_typed

COLAB_SETUP = "colab-setup"  # what only the student edition has


class Unplaceable(Exception):
    """The submission cannot be matched with the master; the message says why."""


def align(submission, master):
    """Return the notebook to run.

    Parameters
    ----------
    submission : dict
        A notebook of format 4.0 to 4.5, parsed JSON. It is not changed.
    master : dict
        The unit's solution, parsed JSON.

    Returns
    -------
    notebook : nbformat.NotebookNode
        The student's cells in the student's order, every check from the master.
    repairs : list of str
        What was mended.

    Raises
    ------
    Unplaceable
        If it is no notebook, or no exercise of the unit can be found in it.
    """
    master, blank = _with_blank(json.dumps(master))
    placed, repairs = _aligned(submission, blank.cells, master.cells)
    _rubrics(placed, master)
    notebook = nbformat.v4.new_notebook(cells=placed, metadata=copy.deepcopy(master.metadata))
    return notebook, repairs


@functools.lru_cache(maxsize=4)  # a worker grades one unit after the other
def _with_blank(text):
    """Return a master, read from JSON, and its copy without answers; neither may be changed."""
    master = _read(text)
    return master, without_answers(master)


def align_with_edition(submission, edition):
    """Return what `align` would mend, for those who have no master.

    Parameters
    ----------
    submission : dict
        As for `align`.
    edition : dict
        The unit's student edition, parsed JSON.

    Returns
    -------
    cells : list of nbformat.NotebookNode
        The submission's, as they count.
    repairs : list of str

    Raises
    ------
    Unplaceable
        As for `align`.
    """
    expected = [cell for cell in as_notebook(edition).cells if cell.id != COLAB_SETUP]
    return _aligned(submission, expected, expected)


def _aligned(submission, expected, originals):
    cells = _cells(submission)
    found, spare, by_content = recognise(cells, expected)
    exercises = [cell.id for cell in expected if is_solution(cell) and not is_grade(cell)]
    if not any(name in found for name in exercises):
        raise Unplaceable(f"none of the exercises {', '.join(exercises)} is in it")
    repairs = [
        f"{name}: its marks were lost; found by its content"
        for name in sorted(by_content)
        if _is_graded(name, expected)
    ]
    placed = _place(cells, expected, originals, found, spare, repairs)
    _restore_missing(placed, expected, originals, repairs)
    _imports_above_exercises(placed, expected, repairs)
    _checks_below_exercises(placed, repairs)
    return placed, repairs


def as_notebook(data):
    """Read parsed JSON: older formats upgraded, lists of lines joined, doubled ids left alone."""
    return _read(json.dumps(data))


def _read(text):
    return nbformat.convert(nbformat.reader.reads(text), 4)


def _cells(submission):
    try:
        cells = read_typed(as_notebook, submission).cells
        if len(cells) > MOST_CELLS:
            raise Unplaceable(f"it has {len(cells)} cells; {MOST_CELLS} are allowed")
        return [_plain(cell) for cell in cells]
    except Unplaceable:
        raise
    except Exception as error:  # nbformat raises whatever a malformed file provokes
        raise Unplaceable(f"it is not a notebook of format 4 ({type(error).__name__})") from error


def _plain(cell):
    """Keep what a person wrote, and the ids; drop outputs, counts, tags and attachments."""
    source = cell.source if isinstance(cell.source, str) else str(cell.source)
    # Half of a character, from a damaged file, cannot be sent to a kernel.
    source = source.encode("utf-8", "replace").decode("utf-8")
    make = new_code_cell if cell.cell_type == "code" else new_markdown_cell
    plain = make(source)
    metadata = cell.get("metadata", {})
    plain.metadata = nbformat.from_dict(
        {k: metadata[k] for k in ("nbgrader", "id") if k in metadata}
    )
    plain["id"] = str(cell.get("id", plain.id))
    return plain


def _place(cells, expected, originals, found, spare, repairs):
    wanted, originals = ({cell.id: cell for cell in book} for book in (expected, originals))
    names = {position: name for name, position in found.items()}
    placed = []
    for position, cell in enumerate(cells):
        name = names.get(position)
        if position in spare:
            owner = wanted[spare[position]]
            repairs.append(f"{owner.id}: stood in the notebook twice; the better copy counts")
            if owner.metadata.get("nbgrader", {}).get("locked"):
                continue
        if name is None:
            placed.append(_unmarked(cell, f"student-{position}"))
        elif wanted[name].metadata.get("nbgrader", {}).get("locked"):
            if cell.source.strip() != wanted[name].source.strip():
                repairs.append(f"{name}: the check was edited; the original counts")
            placed.append(_fresh(originals[name]))
        else:
            placed.append(_answer(cell, wanted[name], repairs))
    return placed


def _answer(cell, wanted, repairs):
    if cell.cell_type != wanted.cell_type:
        repairs.append(f"{wanted.id}: was a {cell.cell_type} cell; read as {wanted.cell_type}")
    answer = _fresh(wanted)
    answer.source = cell.source
    return answer


def _unmarked(cell, name):
    cell.metadata = nbformat.NotebookNode()
    cell["id"] = name
    return cell


def _fresh(cell):
    fresh = copy.deepcopy(cell)
    fresh.metadata.pop("tags", None)
    if fresh.cell_type == "code":
        fresh.outputs, fresh.execution_count = [], None
    return fresh


def _restore_missing(placed, expected, originals, repairs):
    """Put graded cells and imports back after the nearest neighbour that is left."""
    originals = {cell.id: cell for cell in originals}
    order = [cell.id for cell in expected]
    for number, cell in enumerate(expected):
        present = {c.id: i for i, c in enumerate(placed)}
        if cell.id in present or not (cell.metadata.get("nbgrader") or _is_imports(cell)):
            continue
        above = next((name for name in reversed(order[:number]) if name in present), None)
        locked = cell.metadata.get("nbgrader", {}).get("locked")
        placed.insert(
            present[above] + 1 if above else 0, _fresh(originals[cell.id] if locked else cell)
        )
        repairs.append(
            f"{cell.id}: was missing; put back {'below ' + above if above else 'on top'}"
        )


def _is_imports(cell):
    lines = cell.source.splitlines() if cell.cell_type == "code" else []
    return any(line.startswith(("import ", "from ")) for line in lines)


def _imports_above_exercises(placed, expected, repairs):
    """An answer may use what the unit imports above it."""
    for number, cell in enumerate(expected):
        if not _is_imports(cell) or "nbgrader" in cell.metadata:
            continue
        position = {placed_cell.id: i for i, placed_cell in enumerate(placed)}
        below = [position[c.id] for c in expected[number + 1 :] if is_solution(c)]
        if below and min(below) < position[cell.id]:
            placed.insert(min(below), placed.pop(position[cell.id]))
            repairs.append(f"{cell.id}: stood below the exercises; moved above them")


def _checks_below_exercises(placed, repairs):
    """A check that stands above its answer would fail for the order alone."""
    for name in [cell.id for cell in placed if is_grade(cell) and not is_solution(cell)]:
        position = {cell.id: i for i, cell in enumerate(placed)}
        exercise = owner_of(name)
        if position[name] < position[exercise]:
            check = placed.pop(position[name])
            placed.insert(position[exercise], check)
            repairs.append(f"{name}: stood above its exercise; moved below it")


def _rubrics(placed, master):
    """Lay each rubric below its answer: formgrader shows it to the person who grades."""
    for rubric in filter(is_rubric, master.cells):
        answer = next(
            i for i, cell in enumerate(placed) if cell.id == rubric.id.rsplit("-rubric", 1)[0]
        )
        shown = _fresh(rubric)
        shown.source = f"**Rubric**\n\n{rubric.source}"
        placed.insert(answer + 1, shown)


def owner_of(grade_id):
    """Return the exercise or question that a grade id belongs to."""
    return grade_id.rsplit("-check-", 1)[0]


def _is_graded(name, expected):
    return any(cell.id == name and "nbgrader" in cell.metadata for cell in expected)
