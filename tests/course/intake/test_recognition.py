import json

import pytest

from course.errors import CourseError
from course.intake.notebooks import read_notebook
from course.intake.recognition import read_marks, recognise
from course.intake.refusal import Refusal
from course.places import Places
from course.syllabus import read_syllabus
from tests.course.intake.school import UNITS, WRITTEN, cells_of, code, notebook

DOUBLING, HALVING, THIRDS = UNITS


@pytest.fixture
def unit_of(school):
    """Recognise a notebook that is made of cells and metadata."""
    marks = read_marks(school.places, school.syllabus)

    def unit_of(cells, metadata, named=""):
        raw = {"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 0}
        notebook = read_notebook(json.dumps(raw).encode())
        return recognise(notebook, named, marks, school.syllabus)

    return unit_of


def about(unit):
    return {"neuron_to_nas": {"unit": unit}}


def test_marks_belong_to_one_unit_each(school):
    marks = read_marks(school.places, school.syllabus)
    assert set(marks) == set(WRITTEN)
    assert not marks[DOUBLING] & marks[HALVING]
    assert "answer" not in marks[DOUBLING] | marks[HALVING]


def test_metadata_and_cells_agree(unit_of):
    assert unit_of(cells_of(HALVING), about(HALVING)) == (HALVING, ())


@pytest.mark.parametrize("lost", ["ids", "nbgrader", "sources"])
def test_cells_tell_when_name_and_metadata_are_lost(unit_of, lost):
    cells = [dict(cell) for cell in cells_of(HALVING)]
    for cell in cells:
        if lost != "ids":
            del cell["id"]
        if lost == "sources":
            cell["metadata"] = {"id": cell["source"][:8]}
        else:
            cell["source"] = "changed"
        if lost == "ids":
            cell["metadata"] = {}
    unit, notes = unit_of(cells, {})
    assert unit == HALVING
    assert notes == ("its metadata name no unit; recognised as 01-halving by its cells",)


def test_colab_keeps_ids_in_the_metadata(unit_of):
    assert unit_of([code("x = 1", metadata={"id": "halving-2"})], {})[0] == HALVING


def test_cells_beat_metadata(unit_of):
    unit, notes = unit_of(cells_of(HALVING), about(DOUBLING))
    assert unit == HALVING
    assert "its metadata say 00-doubling" in notes[0]


def test_a_name_for_another_unit_is_refused(unit_of):
    with pytest.raises(Refusal, match="named for 00-doubling but holds 01-halving"):
        unit_of(cells_of(HALVING), about(HALVING), DOUBLING)


def test_a_name_that_is_no_unit_does_not_matter(unit_of):
    assert unit_of(cells_of(HALVING), about(HALVING), "12-my-answer")[0] == HALVING


@pytest.mark.parametrize(
    ("metadata", "named", "reason"),
    [
        ({}, DOUBLING, "Nothing in it is from 00-doubling: another course"),
        ({}, "", "neither name, metadata nor cells"),
        ({"neuron_to_nas": "x"}, "", "neither name, metadata nor cells"),
        ({}, THIRDS, "02-thirds is not built yet"),
        (about("02-third"), "", "no unit '02-third'. Did you mean 02-thirds"),
        (about("\ud800\x1b[2J"), "", "no unit"),
    ],
)
def test_nothing_of_this_course(unit_of, metadata, named, reason):
    with pytest.raises(Refusal, match=reason) as caught:
        unit_of([code("print('another course')")], metadata, named)
    assert str(caught.value).isprintable()


def test_a_unit_without_an_edition_is_not_built_yet(school):
    school.places.student(HALVING).unlink()
    assert set(read_marks(school.places, school.syllabus)) == {DOUBLING}


def test_a_damaged_edition_is_the_instructors_to_build(school):
    school.places.student(HALVING).write_bytes(b"")
    with pytest.raises(CourseError, match="Run `course build`"):
        read_marks(school.places, school.syllabus)


def test_the_editions_of_the_course_are_recognised():
    places, syllabus = Places.find(__file__), read_syllabus()
    marks = read_marks(places, syllabus)
    assert marks
    for unit in marks:
        edition = read_notebook(places.student(unit).read_bytes())
        edition.metadata = {}
        assert recognise(edition, "", marks, syllabus)[0] == unit


def test_notebook_helper_matches_the_edition(school):
    assert school.places.student(DOUBLING).read_bytes() == notebook(DOUBLING)
