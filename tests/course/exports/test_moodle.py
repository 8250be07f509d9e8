from dataclasses import replace

import pytest

from course.exports import FORMATS
from course.report.reasons import SafeReasons
from tests.course.exports.platforms import read_as_moodle

UNIT = "00-doubling"
USERS = {f"{name}@example.org" for name in ("ada", "bo", "chi", "dora", "eve")}


@pytest.fixture
def export(classroom):
    return lambda gathered: FORMATS["moodle"](gathered, reasons=SafeReasons(classroom.places))


def test_moodle_reads_the_same_grades_and_reasons(gathered, export):
    grades, feedback = read_as_moodle(export(gathered).text, USERS, {UNIT})
    assert grades == {("ada@example.org", UNIT): 5.5, ("bo@example.org", UNIT): 4.0}
    assert feedback["ada@example.org", UNIT] == ""
    assert feedback["bo@example.org", UNIT] == "double-check-2: wrong for a negative number"
    assert feedback["chi@example.org", UNIT] == ""


def test_the_identifier_that_most_have_finds_the_users(gathered, export):
    people = {
        student: replace(person, email="", username=f"u{student}")
        for student, person in gathered.people.items()
    }
    table = export(replace(gathered, people=people))
    assert [row[0] for row in table.rows][:2] == ["Username", "us001"]
    assert len(table.rows) == 7


def test_a_student_without_the_identifier_is_not_written_but_told(gathered, export):
    table = export(gathered)
    assert len(table.rows) == 6
    assert table.notes[-1].startswith("not written: s005. ")
    assert table.notes[-1].endswith("in the column email")


def test_an_identifier_that_a_spreadsheet_would_compute_is_not_used(gathered, export):
    people = gathered.people | {"s001": replace(gathered.people["s001"], email="=1+1@x")}
    table = export(replace(gathered, people=people))
    assert "=1+1@x" not in table.text
    assert table.notes[-1].startswith("not written: s001, s005. ")
    assert table.notes[-1].endswith("in the column email")
