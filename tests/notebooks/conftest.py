"""Every unit that has a master."""

from course.places import Places
from course.syllabus import read_syllabus

PLACES = Places.find(__file__)
UNITS = [unit.id for unit in read_syllabus().units if PLACES.master(unit.id).is_file()]


def pytest_generate_tests(metafunc):
    if "unit" in metafunc.fixturenames:
        metafunc.parametrize("unit", UNITS)
