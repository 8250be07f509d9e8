"""Answers planted in every kind of file are found; what is no answer is not."""

import json
import re

import pytest

from course.errors import CourseError
from course.master import read_master
from course.places import Places
from course.release import bundle, require_no_answers
from course.syllabus import read_syllabus

SOLUTION = "def double(x):\n    twice_as_much = x + x\n    return twice_as_much\n"
EDITION = "notebooks/00-doubling/00-doubling.ipynb"


def prove(files, course):
    return require_no_answers(files, course.places, course.syllabus)


def test_a_bundle_is_free_of_answers(files, course):
    assert prove(files, course) == 1


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("helpers/datasets.py", SOLUTION),
        ("course/notes.txt", "For zero and for two, where both sides agree."),
        ("course/data.json", json.dumps({"a": [SOLUTION]})),
        ("README.md", "- **3** Both numbers, with the equation."),
        ("Makefile", 'assert double(-7) == -14, "wrong for a negative number"'),
        ("course/grid.dat", SOLUTION + "\udcff"),
    ],
)
def test_a_planted_answer_stops_the_release(files, course, name, text):
    planted = files | {name: text.encode("utf-8", "surrogateescape")}
    with pytest.raises(CourseError, match="nothing was released") as caught:
        prove(planted, course)
    assert name in str(caught.value)


@pytest.mark.parametrize("where", ["source", "metadata", "outputs"])
def test_one_line_in_the_units_own_edition_is_too_much(files, course, where):
    notebook = json.loads(files[EDITION])
    cell = next(cell for cell in notebook["cells"] if cell["cell_type"] == "code")
    line = "    twice_as_much = x + x"
    if where == "source":
        cell["source"] = [line]
    elif where == "metadata":
        cell["metadata"]["note"] = line
    else:
        cell["outputs"] = [{"output_type": "stream", "name": "stdout", "text": [line]}]
    with pytest.raises(CourseError, match="twice_as_much"):
        prove(files | {EDITION: json.dumps(notebook).encode()}, course)


def test_a_master_is_no_part_of_a_bundle(files, course):
    with pytest.raises(CourseError, match="is a master or a solution"):
        prove(files | {"solutions/00-doubling/wrong.json": b"{}"}, course)


def test_an_idiom_in_another_file_is_no_answer(files, course):
    idiom = b"def total(x):\n    twice_as_much = x + x\n    return [twice_as_much]\n"
    assert prove(files | {"helpers/datasets.py": idiom}, course) == 1


@pytest.mark.slow
def test_the_courses_own_bundle_is_free_of_answers_and_a_renamed_one_is_found():
    places, syllabus = Places.find(__file__), read_syllabus()
    units = [unit.id for unit in syllabus.units if places.student(unit.id).is_file()]
    files = bundle(units, places, syllabus)
    assert require_no_answers(files, places, syllabus) >= 12
    assert not [name for name in files if name.startswith(("solutions/", "tests/", "work/"))]
    answer = next(
        cell
        for cell in read_master(places.master("01-neurons")).cells
        if cell.id == "fit_perceptron"
    ).source
    renamed = re.sub(r"\b(x|y|w|b|epochs|fit_perceptron)\b", r"\1_", answer)
    with pytest.raises(CourseError, match="solves 'fit_perceptron' of 01-neurons"):
        require_no_answers(files | {"helpers/apples.py": renamed.encode()}, places, syllabus)
