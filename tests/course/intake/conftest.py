"""The small school that every test of the intake works with."""

import pytest

from tests.course.intake.school import School


@pytest.fixture
def school(tmp_path):
    return School(tmp_path)
