"""The kinds of student in a sample class, and what each writes."""

import random
import re

from course.editions.student import blank

WARNING = """

import warnings as _warnings

_quiet_{name} = {name}


def {name}(*arguments, **options):
    _warnings.warn("this answer is right, and it warns")
    return _quiet_{name}(*arguments, **options)
"""


def sample_answers(master, kind, seed=0):
    """Return what a student of this kind writes.

    Parameters
    ----------
    master : course.master.Master
    kind : str
        One of `KINDS`.
    seed : int
        Chooses the misconceptions of a ``half right`` student.

    Returns
    -------
    dict of str to str
        The answer to each exercise and question, by id.
    """
    right = {
        cell.id: _without_markers(cell)
        for cell in master.cells
        if cell.kind in ("exercise", "question")
    }
    return KINDS[kind](master, right, random.Random(seed))


def _perfect(master, right, chance):
    return right


def _half_right(master, right, chance):
    """Every second exercise is answered with one of its mutants."""
    wrong = {
        exercise: chance.choice(master.of("mutant", exercise)).source
        for exercise in master.exercises[1::2]
    }
    return right | wrong


def _blank(master, right, chance):
    untouched = {cell.id: blank(cell.source) for cell in master.cells if cell.kind == "exercise"}
    return dict.fromkeys(right) | untouched


def _syntax_error(master, right, chance):
    """One answer does not even parse."""
    broken = chance.choice(master.exercises)
    return right | {broken: right[broken].replace("):", ")", 1)}


def _warning(master, right, chance):
    """Right answers that warn whenever a check calls them."""
    noisy = {}
    for exercise in master.exercises:
        names = re.findall(r"^def (\w+)", right[exercise], re.MULTILINE)
        noisy[exercise] = right[exercise] + "".join(WARNING.format(name=name) for name in names)
    return right | noisy


KINDS = {
    "perfect": _perfect,
    "half right": _half_right,
    "blank": _blank,
    "syntax error": _syntax_error,
    "warning": _warning,
    "colab": _perfect,
}


def _without_markers(cell):
    source = cell.source
    if cell.kind == "question":  # the answer alone: its question stays in a cell of its own
        source = source.partition("### BEGIN SOLUTION\n")[2]
    lines = source.splitlines()
    return "\n".join(line for line in lines if not line.strip().startswith("### ")).strip()
