"""Points and reasons, from how the cells ended."""

from nbgrader.utils import compute_checksum, is_grade, is_solution

from course.editions.student import TEXT_STUB
from course.grading.align import owner_of
from course.grading.result import CheckScore


def score(notebook, endings):
    """Score every check and question of an executed notebook.

    Parameters
    ----------
    notebook : nbformat.NotebookNode
        As `course.grading.align` made it.
    endings : dict of str to course.grading.run.Ending

    Returns
    -------
    tuple of CheckScore
        In the notebook's order. A check earns all its points or none; each check cell of an
        exercise is a part of its credit.
    """
    answers = {cell.id: cell for cell in notebook.cells if is_solution(cell)}
    scores = []
    for cell in notebook.cells:
        if is_grade(cell):
            of = _question if is_solution(cell) else _check
            scores.append(of(cell, answers, endings))
    return tuple(scores)


def _check(cell, answers, endings):
    points, exercise = float(cell.metadata.nbgrader.points), owner_of(cell.id)
    ending = endings.get(cell.id)
    if ending and ending.ok:
        return CheckScore(cell.id, exercise, points, points)
    return CheckScore(cell.id, exercise, 0.0, points, _reason(ending, answers[exercise], endings))


def _reason(ending, answer, endings):
    """The first cause: an answer that does not even run explains its failed checks."""
    written = endings.get(answer.id)
    if written and not written.ok:
        return f"the answer itself fails: {written.error}"
    if ending is None:
        return "never ran: the kernel had died in an earlier cell"
    if ending.error.startswith("NotImplementedError"):
        return "not solved yet"
    return ending.error


def _question(cell, answers, endings):
    points = float(cell.metadata.nbgrader.points)
    untouched = cell.metadata.nbgrader.get("checksum") == compute_checksum(cell)
    if untouched or cell.source.strip() in ("", TEXT_STUB):
        return CheckScore(cell.id, cell.id, 0.0, points, "no answer")
    return CheckScore(cell.id, cell.id, None, points, "waits to be graded by hand")
