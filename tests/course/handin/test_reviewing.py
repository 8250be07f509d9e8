"""What a student is told; the unit has the exercise `double` and the question `when_equal`."""

import json

import pytest
from nbformat.v4 import new_output

from course.errors import CourseError
from course.handin import review
from tests.course.handin.conftest import ANSWERS


def reviewed(student, path):
    return review(path, student.places, student.syllabus)


def test_a_finished_notebook_has_nothing_to_tell(student, write):
    path = write()
    found = reviewed(student, path)
    assert (found.unit, found.unfinished, found.failed, found.repairs) == (student.unit, (), (), ())
    assert found.data == path.read_bytes()


@pytest.mark.parametrize(
    ("answers", "unfinished"),
    [
        ({}, ("double", "when_equal")),
        ({"double": ANSWERS["double"]}, ("when_equal",)),
        (ANSWERS | {"when_equal": "  \n"}, ("when_equal",)),
        (
            ANSWERS | {"double": "def double(x):\n    y = x\n    raise NotImplementedError()"},
            ("double",),
        ),
    ],
)
def test_what_is_unfinished_is_named(student, write, answers, unfinished):
    def blank(notebook):
        for cell in notebook.cells:
            if answers.get(cell.id, "x").strip() == "":
                cell.source = ""

    assert reviewed(student, write(answers, blank)).unfinished == unfinished


def test_checks_that_failed_are_told_unless_the_exercise_is_unfinished(student, write):
    def fail(notebook):
        for cell in notebook.cells:
            if cell.id.startswith("double-check"):
                said = {"ename": "AssertionError", "evalue": "double(3)\nshould be 6"}
                cell.outputs = [new_output("error", traceback=[], **said)]

    assert reviewed(student, write(ANSWERS, fail)).failed == (
        ("double-check-1", "double(3) should be 6"),
        ("double-check-2", "double(3) should be 6"),
    )
    assert (
        reviewed(
            student, write({"double": "def double(x):\n    raise NotImplementedError()"})
        ).failed
        == ()
    )


def test_what_will_be_repaired_is_told(student, write):
    def damage(notebook):
        notebook.metadata.pop("neuron_to_nas")
        notebook.cells = [cell for cell in notebook.cells if cell.id != "double-check-1"]

    repairs = reviewed(student, write(ANSWERS, damage)).repairs
    assert "its metadata name no unit; recognised as 00-doubling by its cells" in repairs
    assert any(repair.startswith("double-check-1: was missing; put back") for repair in repairs)


def test_a_notebook_of_another_course(student, tmp_path):
    cell = {"cell_type": "code", "metadata": {}, "source": "1", "outputs": [], "execution_count": 1}
    other = {"cells": [cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 4}
    path = tmp_path / "lab3.ipynb"
    path.write_text(json.dumps(other), "utf-8")
    with pytest.raises(CourseError, match="nothing was packed") as caught:
        reviewed(student, path)
    assert "Hand in a notebook of this course" in str(caught.value)


@pytest.mark.parametrize(
    ("data", "message"),
    [(b"", "The file is empty"), (b"{", "Not JSON"), (None, "there is no such notebook")],
)
def test_damaged_and_missing_files(student, tmp_path, data, message):
    path = tmp_path / "00-doubling.ipynb"
    if data is not None:
        path.write_bytes(data)
    with pytest.raises(CourseError, match=message):
        reviewed(student, path)
