import os
import subprocess
import sys
from pathlib import Path

import pytest

from course.errors import CourseError
from course.exports import FORMATS


@pytest.fixture
def export(classroom):
    return lambda gathered: FORMATS["nbgrader"](
        gathered, folder=classroom.folder, places=classroom.places
    )


def name(classroom, last):
    with classroom.folder.open(classroom.places) as book:
        book.find_student("s001").last_name = last
        book.db.commit()


def test_it_is_what_nbgrader_writes_itself(classroom, gathered, export):
    subprocess.run(
        [Path(sys.executable).parent / "nbgrader", "export"],
        cwd=classroom.folder.root,
        check=True,
        capture_output=True,
        env=os.environ | {"JUPYTER_PREFER_ENV_PATH": "1"},
    )
    theirs = (classroom.folder.root / "grades.csv").read_text()
    assert export(gathered).text == theirs


def test_half_grades_are_told(gathered, export):
    notes = export(gathered).notes
    assert any("2 written with the points so far, written answers" in note for note in notes)
    assert any("flagged" in note and "s003" in note for note in notes)


def test_a_name_is_no_formula(classroom, gathered, export):
    name(classroom, "=1+1")
    assert [row[4] for row in export(gathered).rows if row[3] == "s001"] == ["'=1+1"]


def test_a_comma_in_a_name_is_refused(classroom, gathered, export):
    name(classroom, "Kim, A")
    with pytest.raises(CourseError, match="the name of s001 has a comma"):
        export(gathered)
