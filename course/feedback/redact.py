"""Take out of a graded notebook what a student must not see."""

import copy

from nbformat.v4 import new_output
from nbgrader.preprocessors import ClearHiddenTests
from nbgrader.utils import is_grade, is_solution

from course.editions.student import is_rubric
from course.master.cells import BEGIN_HIDDEN, END_HIDDEN

SHORTEST_LINE = 12
WITHHELD = "(This output is withheld: it repeats a hidden test.)"


def redacted(notebook, result):
    """Return the notebook for the student.

    Hidden tests are cut from the checks. What a check printed or raised is replaced by the one
    sentence that says what failed. An output of the student's own that repeats a hidden test is
    withheld.

    Parameters
    ----------
    notebook : nbformat.NotebookNode
        As graded, with hidden tests.
    result : course.grading.Result

    Returns
    -------
    nbformat.NotebookNode
    """
    secrets = [line for cell in notebook.cells for line in _hidden_lines(cell.source)]
    page = copy.deepcopy(notebook)
    page.cells = [cell for cell in page.cells if not is_rubric(cell)]
    page, _ = ClearHiddenTests().preprocess(page, {})
    reasons = {score.id: score.reason for score in result.scores}
    for cell in page.cells:
        if cell.cell_type != "code":
            continue
        if is_grade(cell) and not is_solution(cell):
            reason = reasons.get(cell.id)
            cell.source = cell.source.rstrip()
            cell.outputs = [new_output("stream", name="stdout", text=reason)] if reason else []
        elif any(_repeats(output, secrets) for output in cell.outputs):
            cell.outputs = [new_output("stream", name="stdout", text=WITHHELD)]
    return page


def _hidden_lines(source):
    inside = False
    for line in source.splitlines():
        if line.strip() in (BEGIN_HIDDEN, END_HIDDEN):
            inside = line.strip() == BEGIN_HIDDEN
        elif inside and len(_squeezed(line)) >= SHORTEST_LINE:
            yield _squeezed(line)


def _repeats(output, secrets):
    said = _squeezed("".join(_texts(output)))
    return any(secret in said for secret in secrets)


def _texts(value):
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from _texts(part)
    elif isinstance(value, list):
        for part in value:
            yield from _texts(part)


def _squeezed(text):
    # A repr escapes quotes and line ends; without them both spellings are the same.
    return "".join(text.split()).replace("\\n", "").replace("\\", "")
