"""The replica, built once and shared; every unit that has a master."""

import pytest

from course.places import Places
from course.syllabus import read_syllabus
from tests.colab.replica import make_replica

PLACES = Places.find(__file__)
UNITS = [unit.id for unit in read_syllabus().units if PLACES.master(unit.id).is_file()]


def pytest_generate_tests(metafunc):
    if "unit" in metafunc.fixturenames:
        metafunc.parametrize("unit", UNITS)


@pytest.fixture(scope="session")
def replica():
    return make_replica()
