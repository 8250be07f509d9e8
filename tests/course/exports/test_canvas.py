from dataclasses import replace

from course.exports import FORMATS
from course.report.gathered import gather
from tests.course.exports.platforms import read_as_canvas

UNIT = "00-doubling"


def test_canvas_reads_the_same_grades(gathered):
    grades, possible = read_as_canvas(FORMATS["canvas"](gathered).text)
    assert possible == {UNIT: 6.0}
    assert grades == {
        ("901", UNIT): 5.5,
        ("U-2", UNIT): 4.0,
        ("903", UNIT): None,
        ("904", UNIT): None,
        ("906", UNIT): None,
    }


def test_what_is_left_out_is_said(gathered):
    notes = FORMATS["canvas"](gathered).notes
    assert f"{UNIT}: 1 left empty, flagged, until a person decides in formgrader: s003" in notes
    assert f"{UNIT}: 1 left empty, written answers to be graded in formgrader: s004" in notes
    assert f"{UNIT}: 1 left empty, not handed in: s006" in notes
    assert notes[-1].startswith("not written: s005. ")
    assert notes[-1].endswith("in the column canvas_id, sis_user_id or sis_login_id")


def test_a_name_is_no_formula(gathered):
    row = FORMATS["canvas"](gathered).rows[3]
    assert row[0] == '\'=HYPERLINK("http://x")'
    assert row[2] == "U-2"


def test_a_newer_submission_in_quarantine_empties_the_grade(quarantined):
    table = FORMATS["canvas"](quarantined)
    assert read_as_canvas(table.text)[0]["901", UNIT] is None
    assert f"{UNIT}: 1 left empty, in quarantine: s001" in table.notes


def test_without_a_class_list_nobody_is_written(classroom, gathered):
    (classroom.folder.root / "roster.csv").unlink()
    table = FORMATS["canvas"](gather(classroom.folder, classroom.places, gathered.units))
    assert len(table.rows) == 2
    assert table.grades == 0
    assert table.notes[-1].startswith("not written: s001, s002, s003, s004, s005. ")


def test_an_id_that_two_share_is_written_for_neither(gathered):
    people = gathered.people | {"s004": replace(gathered.people["s004"], canvas_id="901")}
    table = FORMATS["canvas"](replace(gathered, people=people))
    grades, _ = read_as_canvas(table.text)
    assert grades["U-1", UNIT] == 5.5  # s001 has another id of her own
    assert table.notes[-1].startswith("not written: s004, s005. ")
