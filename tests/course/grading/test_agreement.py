"""Honest submissions graded by stock `nbgrader autograde` and by us: equal, but for what is listed."""

import json
import os
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from nbgrader.api import Gradebook, MissingEntry

from course.master import read_master
from course.samples import sample_answers
from tests.hostile.small_unit import MASTER, RIGHT, make_unit

pytestmark = pytest.mark.slow

UNIT = "00-small"
WARNS = "import warnings\ndef double(x):\n    warnings.warn('odd')\n    return 2 * x"
DIES = RIGHT["Counter"] + "\nimport os; os._exit(1)"
# (stock's points, ours), and why ours are right.
DIFFERENCES = {
    "warns in a check": (6, 9, "a warning is no error"),
    "shadows NumPy's name": (6, 9, "a check means NumPy by `np`, whatever the student calls so"),
    "kernel dies after two exercises": (0, 6, "what was earned before a crash stays"),
    "metadata stripped": (0, 9, "cells are recognised by their ids and by what they say"),
}


@pytest.fixture(scope="module")
def unit(tmp_path_factory):
    return make_unit(tmp_path_factory.mktemp("unit"))


@pytest.fixture(scope="module")
def master(unit, tmp_path_factory):
    path = tmp_path_factory.mktemp("master") / UNIT / f"{UNIT}.py"
    path.parent.mkdir()
    path.write_text(MASTER)
    return read_master(path)


@pytest.fixture(scope="module")
def class_(unit, master):
    """Return the honest class: notebooks by what is special about them."""
    answers = {"right": RIGHT, "blank": {}}
    answers["syntax error"] = sample_answers(master, "syntax error")
    for mutant in (cell for cell in master.cells if cell.kind == "mutant"):
        answers[mutant.name] = RIGHT | {mutant.owner: mutant.source}
    answers["prints"] = RIGHT | {"double": "print('hello')\n" + RIGHT["double"]}
    answers["warns in a check"] = RIGHT | {"double": WARNS}
    answers["kernel dies after two exercises"] = RIGHT | {"Counter": DIES}
    handed_in = {name: unit.submission(given) for name, given in answers.items()}
    average = RIGHT | {"average": "import numpy\ndef average(v):\n    return numpy.mean(v, axis=0)"}
    handed_in["shadows NumPy's name"] = unit.submission(average, first="np = 5")
    handed_in["metadata stripped"] = unit.submission(RIGHT)
    for cell in handed_in["metadata stripped"].cells:
        cell.metadata.clear()
    return handed_in


@pytest.fixture(scope="module")
def stock(unit, class_, tmp_path_factory):
    """Return stock's automatic points by name; None where it gives up."""
    course = tmp_path_factory.mktemp("stock")
    _write(course / "source" / UNIT, nbformat.reads(json.dumps(unit.master), as_version=4))
    students = {f"s{number:03d}": name for number, name in enumerate(class_)}
    for student, name in students.items():
        _write(course / "submitted" / student / UNIT, class_[name])
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    for command in ("generate_assignment", "autograde"):
        subprocess.run(
            [sys.executable, "-m", "nbgrader", command, UNIT, "--CourseDirectory.course_id=c"],
            cwd=course,
            env=os.environ | {"PATH": path},
            capture_output=True,
            timeout=500,
        )
    with Gradebook(f"sqlite:///{course / 'gradebook.db'}", course_id="c") as book:
        return {name: _points(book, student) for student, name in students.items()}


def _write(folder, notebook):
    folder.mkdir(parents=True)
    nbformat.write(notebook, folder / f"{UNIT}.ipynb")


def _points(book, student):
    try:
        grades = book.find_submission_notebook(UNIT, UNIT, student).grades
    except MissingEntry:
        return None
    return sum(grade.auto_score or 0 for grade in grades if grade.cell.cell_type == "code")


def test_we_agree_with_stock_but_for_the_differences_with_a_reason(unit, class_, stock):
    ours = {name: unit.grade(notebook).points for name, notebook in class_.items()}
    expected = {name: (points, points) for name, points in stock.items()}
    expected |= {name: (theirs, own) for name, (theirs, own, _) in DIFFERENCES.items()}
    assert {name: (stock[name], ours[name]) for name in class_} == expected
    assert len(class_) >= 12
    assert stock["right"] == 9
    assert stock["blank"] == 0
