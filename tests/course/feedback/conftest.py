"""The class that these tests work with."""

import pytest

from tests.course.gradebook.classroom import Classroom


@pytest.fixture
def classroom(checkout, monkeypatch):
    monkeypatch.setattr("course.editions.build.execute", lambda notebook, lines, where: None)
    return Classroom(checkout)
