"""Take out of a graded notebook what a student must not see."""

import ast
import base64
import binascii
import copy
import re

from nbformat.v4 import new_output
from nbgrader.preprocessors import ClearHiddenTests
from nbgrader.utils import is_grade, is_solution

from course.editions.student import is_rubric
from course.master.cells import BEGIN_HIDDEN, END_HIDDEN

SHORTEST_LINE = 12
WITHHELD = "(This output is withheld: it repeats a hidden test.)"
# What the grader writes between the words of a check, see `course.grading.rewrite`.
GUARDS = re.compile(r"_[0-9a-f]{16}\.(?:plain|number|kind|names\.?|look|report)")
MARKS = str.maketrans("", "", "()\"'\\")
ENCODED = (
    (re.compile(r"[A-Za-z0-9+/]{24,}"), lambda text: base64.b64decode(text[: len(text) // 4 * 4])),
    (re.compile(r"[0-9a-fA-F]{24,}"), lambda text: bytes.fromhex(text[: len(text) // 2 * 2])),
)


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
    secrets = secret_lines(notebook)
    page = copy.deepcopy(notebook)
    page.cells = [cell for cell in page.cells if not is_rubric(cell)]
    page, _ = ClearHiddenTests().preprocess(page, {})
    reasons = {score.id: score.reason for score in result.scores}
    for cell in page.cells:
        if cell.cell_type != "code":
            continue
        if is_grade(cell) and not is_solution(cell):
            reason = safe_reason(reasons.get(cell.id), secrets)
            cell.source = cell.source.rstrip()
            cell.outputs = [new_output("stream", name="stdout", text=reason)] if reason else []
        elif _repeats("".join(_texts(cell.outputs)), secrets):
            cell.outputs = [new_output("stream", name="stdout", text=WITHHELD)]
    return page


def secret_lines(notebook):
    """Return what the hidden tests of a notebook say, in the form that `safe_reason` takes."""
    return [line for cell in notebook.cells for line in _hidden_lines(cell.source)]


def safe_reason(reason, secrets):
    """Return why points are missing as a student may read it.

    Parameters
    ----------
    reason : str or None
    secrets : list of str
        From `secret_lines`.

    Returns
    -------
    str or None
        The reason, or a sentence that it is withheld because it repeats a hidden test.
    """
    return WITHHELD if reason and _repeats(reason, secrets) else reason


def _hidden_lines(source):
    """Yield the lines of the hidden tests, as they are written and as the grader writes them."""
    hidden, inside = [], False
    for line in source.splitlines():
        if line.strip() in (BEGIN_HIDDEN, END_HIDDEN):
            inside = line.strip() == BEGIN_HIDDEN
        elif inside:
            hidden.append(line)
    for line in (*hidden, *_rewritten("\n".join(hidden))):
        if len(_squeezed(line)) >= SHORTEST_LINE:
            yield _squeezed(line)


def _rewritten(source):
    try:
        return ast.unparse(ast.parse(source)).splitlines()
    except SyntaxError:
        return []


def _repeats(text, secrets):
    readings = [_squeezed(reading) for reading in (text, text[::-1], *_decoded(text))]
    return any(secret in said for secret in secrets for said in readings)


def _decoded(text):
    for pattern, decode in ENCODED:
        for match in pattern.findall(text):
            try:
                yield decode(match).decode("utf-8", "ignore")
            except (ValueError, binascii.Error):
                continue


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
    # White space, quotes and brackets differ between a source, its repr and the grader's rewriting.
    return GUARDS.sub("", "".join(text.split()).replace("\\n", "").translate(MARKS))
