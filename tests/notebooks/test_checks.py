"""Checks of the checks, for every exercise of every unit."""

import json

import pytest

from course.master import read_master
from course.places import Places
from course.verification import leaks, read_record, unproven, verify

PLACES = Places.find(__file__)


@pytest.mark.slow
def test_reference_passes_blank_and_every_mutant_fail(unit):
    master = read_master(PLACES.master(unit))
    verdicts = verify(master)
    assert len(verdicts) >= 5 * len(master.exercises)  # reference, blank, three mutants or more
    assert unproven(master, verdicts) == []


def test_nothing_of_an_answer_is_where_a_student_could_find_it(unit):
    edition = json.loads(PLACES.student(unit).read_text("utf-8"))
    helpers = {str(path): path.read_text("utf-8") for path in PLACES.helpers.rglob("*.py")}
    assert leaks(read_master(PLACES.master(unit)), edition, helpers) == []


def test_how_wrong_answers_fail_is_on_record(unit):
    master = read_master(PLACES.master(unit))
    missing = set(master.exercises) - set(read_record(master))
    assert not missing, f"changed since, or never verified: run `course verify {unit}`"
