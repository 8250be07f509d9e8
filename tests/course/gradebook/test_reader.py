import pytest

from course.gradebook import Journal, Writer, read_scores
from course.gradebook.journal import Entry
from course.grading import Result
from tests.course.gradebook.classroom import CHEATS, LOSES_SIGN


@pytest.fixture
def graded(classroom):
    """Return a function that hands in, journals and records."""
    with Writer(classroom.folder, classroom.places) as writer:
        writer.register(classroom.unit, classroom.solution())

    def graded(student, result, record=True):
        classroom.hand_in(student)
        Journal(classroom.folder).write(student, classroom.unit, Entry("", "", False, result))
        if record:
            with Writer(classroom.folder, classroom.places) as writer:
                writer.record(student, classroom.unit, result)

    return graded


def rows(classroom):
    return read_scores(classroom.folder, classroom.places, [classroom.unit])


def test_points_and_the_reason_for_each_lost_one(classroom, graded):
    graded("s002", classroom.result())
    graded("s001", classroom.result(LOSES_SIGN, words=""))
    first, second = rows(classroom)
    assert (first.student, first.points, first.max_points, first.waiting) == ("s001", 1, 6, 0)
    assert first.lost == (
        ("double-check-2", "wrong for a negative number"),
        ("when_equal", "no answer"),
    )
    assert (second.student, second.points, second.waiting, second.lost) == ("s002", 3, 3, ())


def test_a_decision_by_hand_replaces_the_reason(classroom, graded):
    graded("s001", classroom.result(LOSES_SIGN))
    with classroom.folder.open(classroom.places) as book:
        unit = classroom.unit
        book.find_grade("double-check-2", unit, unit, "s001").manual_score = 1.5
        book.db.commit()
    (row,) = rows(classroom)
    assert (row.points, row.lost) == (2.5, ())


def test_flagged_points_wait_and_the_evidence_is_told(classroom, graded):
    graded("s001", classroom.result(CHEATS))
    (row,) = rows(classroom)
    assert (row.status, row.points, row.waiting) == ("flagged", 0, 6)
    assert row.evidence == ("an assertion that cannot hold was reported as passed",)


def test_a_quarantined_submission_is_listed_with_its_reason(classroom, graded):
    graded("s001", Result("quarantined", reason="not a notebook"), record=False)
    (row,) = rows(classroom)
    assert (row.status, row.points, row.max_points) == ("quarantined", 0, 0)
    assert row.lost == (("", "not a notebook"),)


def test_a_newer_submission_in_quarantine_leaves_the_points_of_the_earlier_one(classroom, graded):
    graded("s001", classroom.result())
    graded("s001", Result("quarantined", reason="not a notebook"), record=False)
    (row,) = rows(classroom)
    assert row.points == 3
    assert row.lost == (("", "a newer submission is in quarantine: not a notebook"),)


def test_what_a_crash_left_unrecorded_says_so(classroom, graded):
    graded("s001", classroom.result(), record=False)
    (row,) = rows(classroom)
    assert row.lost == (("", "not recorded yet: run `course grade` again"),)


def test_a_submission_that_was_not_graded_has_no_row(classroom):
    classroom.hand_in("s001")
    assert rows(classroom) == []
