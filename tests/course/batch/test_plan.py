import pytest

from course.batch.plan import master_digest, plan, read_master
from course.errors import CourseError
from course.gradebook import Journal
from course.gradebook.journal import Entry, digest
from course.grading import Result

GRADED = Result("graded", notebook={"cells": []})


def state(classroom, entry=None, recorded=()):
    """Return the state of the one submission, with an entry in the journal."""
    path, journal = classroom.hand_in("s001"), Journal(classroom.folder)
    master = master_digest(read_master(classroom.unit, classroom.places))
    if entry:
        journal.write("s001", classroom.unit, entry(digest(path.read_bytes()), master))
    (job,) = plan(classroom.unit, master, classroom.folder, journal, set(recorded))
    assert (job.student, job.path, job.master) == ("s001", path, master)
    return job.state


@pytest.mark.parametrize(
    ("entry", "recorded", "expected"),
    [
        (None, (), "new"),
        (None, ["s001"], "new"),  # the journal was lost: grading again costs time, nothing else
        (lambda s, m: Entry("other", m, True, GRADED), ["s001"], "changed"),
        (lambda s, m: Entry(s, "other", True, GRADED), ["s001"], "stale"),
        (lambda s, m: Entry(s, m, False, GRADED), (), "unrecorded"),
        (lambda s, m: Entry(s, m, True, GRADED), (), "unrecorded"),  # the database was lost
        (lambda s, m: Entry(s, m, True, GRADED), ["s001"], "done"),
        (lambda s, m: Entry(s, m, True, Result("quarantined", reason="x")), (), "quarantined"),
    ],
)
def test_what_is_known_of_a_submission(classroom, entry, recorded, expected):
    assert state(classroom, entry, recorded) == expected


def test_jobs_are_by_student_and_of_the_unit_alone(classroom):
    for student in ("s010", "s002"):
        classroom.hand_in(student)
    (classroom.folder.root / "submitted" / "s003" / "01-other").mkdir(parents=True)
    jobs = plan(classroom.unit, "", classroom.folder, Journal(classroom.folder), set())
    assert [job.student for job in jobs] == ["s002", "s010"]


def digest_of(classroom):
    return master_digest(read_master(classroom.unit, classroom.places))


def test_only_what_grades_makes_another_master(classroom):
    before = digest_of(classroom)
    classroom.change_master("At the end you can", "Soon you can")
    assert digest_of(classroom) == before
    classroom.change_master("double(-7) == -14", "double(-8) == -16")
    assert digest_of(classroom) != before


def test_other_points_make_another_master(classroom):
    before = digest_of(classroom)
    classroom.change_master("points=2", "points=4")
    assert digest_of(classroom) != before


def test_a_unit_that_was_not_built(classroom):
    classroom.places.solution(classroom.unit).unlink()
    with pytest.raises(CourseError, match=r"not built yet\. Run `course build 00-doubling`"):
        read_master(classroom.unit, classroom.places)


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"\xff", b'{"nbformat": 4}'])
def test_a_solution_that_is_no_notebook(classroom, content):
    classroom.places.solution(classroom.unit).write_bytes(content)
    with pytest.raises(CourseError, match=r"not a notebook .*Run `course build"):
        read_master(classroom.unit, classroom.places)
