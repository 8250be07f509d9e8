"""The class that these tests work with."""

import pytest

from course.gradebook import Journal
from course.gradebook.journal import Entry
from course.grading import Result
from course.report.gathered import gather
from tests.course.exports.graded_class import graded_class


@pytest.fixture
def classroom(checkout, monkeypatch):
    monkeypatch.setattr("course.editions.build.execute", lambda notebook, lines, where: None)
    return graded_class(checkout)


@pytest.fixture
def gathered(classroom):
    return gather(classroom.folder, classroom.places, classroom.checkout.syllabus.units)


@pytest.fixture
def quarantined(classroom):
    """s001 hands in again, something that cannot be graded."""
    entry = Entry("", "", True, Result("quarantined", reason="not a notebook"))
    Journal(classroom.folder).write("s001", classroom.unit, entry)
    return gather(classroom.folder, classroom.places, classroom.checkout.syllabus.units)
