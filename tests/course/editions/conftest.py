"""What the tests of editions share."""

import pytest

from course.syllabus import read_syllabus


@pytest.fixture(scope="session")
def syllabus():
    return read_syllabus()
