"""The options of a cell, as in ``# %% check="perceptron_step" points=2``.

What each means is written in CONTRIBUTING.md.
"""

import math

from course.master.rules import Problem

MARKS = ("exercise", "check", "question", "rubric", "mutant")
MARKDOWN_MARKS = ("question", "rubric")
OPTIONS = (*MARKS, "points", "name", "tags")
JUPYTEXT_OPTIONS = {"lines_to_next_cell"}
UNREADABLE = "incorrectly_encoded_metadata"  # where jupytext keeps what it cannot read


def mark_of(options):
    """Return what the options make of a cell, or None for plain prose and code."""
    return next((mark for mark in MARKS if mark in options), None)


def option_problems(node, line):
    """Return what is wrong with the options of a cell that jupytext has read.

    Parameters
    ----------
    node : nbformat.NotebookNode
    line : int
        Where the cell starts.

    Returns
    -------
    list of Problem
        The first one found; a second would often follow from it.
    """
    options = {key: value for key, value in node.metadata.items() if key not in JUPYTEXT_OPTIONS}
    for complaint in (_unreadable, _unknown, _two_marks, _nameless, _cell_type, _points):
        if message := complaint(options, node.cell_type):
            return [Problem(line, message)]
    return []


def _unreadable(options, _):
    if UNREADABLE in options:
        return (
            f"cannot read the options `{options[UNREADABLE]}`. "
            "Write text in double quotes, points as a number"
        )


def _unknown(options, _):
    if unknown := sorted(set(options) - set(OPTIONS)):
        return f"unknown option {', '.join(unknown)}. Known: {', '.join(sorted(OPTIONS))}"


def _two_marks(options, _):
    marks = [mark for mark in MARKS if mark in options]
    if len(marks) > 1:
        return f"a cell is one thing, not {' and '.join(marks)}. Split it"


def _nameless(options, _):
    mark = mark_of(options)
    if mark and not isinstance(options[mark], str):
        return f'{mark} needs a name in double quotes, as in {mark}="layer_forward"'


def _cell_type(options, cell_type):
    mark = mark_of(options)
    right = "markdown" if mark in MARKDOWN_MARKS else "code"
    if cell_type == "raw" or (mark and cell_type != right):
        start = "# %% [markdown]" if right == "markdown" else "# %%"
        return f"a {mark or 'cell'} must not be {cell_type}. Start it with `{start}`"


def _points(options, _):
    points = options.get("points", 0)
    is_number = isinstance(points, int | float) and not isinstance(points, bool)
    if not is_number or not math.isfinite(points):
        return f"points must be a number, not {points!r}. Write points=2"
