from dataclasses import replace

import pytest

from course.errors import CourseError
from course.report import pairs as module
from course.report.pairs import class_pairs
from tests.course.report.made import gathered, work
from tests.course.report.test_similar import ANSWERS, GIVEN


@pytest.fixture
def find(monkeypatch, checkout):
    monkeypatch.setattr(module, "given_code", lambda unit, places: {"fit": GIVEN})
    return lambda works: class_pairs(gathered(works), checkout.places)


def works(answers):
    return [replace(work(student, 2), answers={"fit": text}) for student, text in answers.items()]


def test_pairs_come_with_both_answers_side_by_side(find):
    copy = ANSWERS["ada"].replace("guess", "p")
    found = find(works(ANSWERS | {"fay": copy}))
    (pair,) = found.shown
    assert (pair.first, pair.second, pair.units) == ("ada", "fay", "00-doubling")
    (part,) = pair.parts
    assert (part.exercise, part.left, part.right) == ("fit", ANSWERS["ada"], copy)
    assert found.note == "1 of 15 pairs of students."


def test_exercises_of_the_same_two_are_put_together_and_the_list_is_bounded(find, monkeypatch):
    def twice(student, text):
        return replace(work(student, 2), answers={"fit": text, "again": text})

    both = [twice(student, text) for student, text in ANSWERS.items()]
    both += [twice(f"{student}2", text) for student, text in ANSWERS.items()]
    monkeypatch.setattr(module, "MOST_SHOWN", 3)
    found = find(both)
    assert len(found.shown) == 3
    assert all(len(pair.parts) == 2 for pair in found.shown)
    assert found.note == "5 of 45 pairs of students. The 3 most remarkable are shown."


def test_a_unit_without_student_edition_says_what_to_do(checkout):
    with pytest.raises(CourseError, match="Run `course build 00-doubling`"):
        class_pairs(gathered(works(ANSWERS)), checkout.places)
