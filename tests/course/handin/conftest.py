"""A student's folder: the student edition without the master, as a bundle brings it."""

import shutil

import nbformat
import pytest

from course.editions import build_unit
from course.lab import prepare_work
from course.samples.write import submission
from course.syllabus_page import write_page

ANSWERS = {"double": "def double(x):\n    return x + x", "when_equal": "At zero and at two."}


@pytest.fixture
def student(checkout, monkeypatch):
    """The checkout as a student has it: her copy lies in work/, and there is no master."""
    monkeypatch.setattr("course.editions.build.execute", lambda notebook, lines, where: None)
    build_unit(checkout.unit, checkout.places, checkout.syllabus)
    write_page(checkout.syllabus, checkout.places)
    shutil.rmtree(checkout.places.root / "solutions")
    prepare_work(checkout.places, checkout.syllabus)
    return checkout


@pytest.fixture
def write(student):
    """Write answers, or a change, into her copy; return its path."""

    def write(answers=ANSWERS, change=None):
        path = student.places.work(student.unit)
        notebook = submission(nbformat.read(path, as_version=nbformat.NO_CONVERT), answers)
        if change:
            change(notebook)
        path.write_text(nbformat.writes(notebook, version=nbformat.NO_CONVERT), "utf-8")
        return path

    return write
