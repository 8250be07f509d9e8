from dataclasses import replace

import pytest

from course.errors import CourseError
from course.gradebook import GradebookFolder, Journal
from course.gradebook.journal import Entry
from course.grading import Result
from course.report.gathered import gather
from tests.course.report.made import work


@pytest.fixture
def read(classroom):
    return lambda: gather(classroom.folder, classroom.places, classroom.checkout.syllabus.units)


def test_points_reasons_and_answers(classroom, read):
    works = read().works
    second = works[classroom.unit, "s002"]
    assert (second.points, second.decided, second.waiting) == (4.0, 6.0, 0)
    assert [item.reason for item in second.items] == ["", "wrong for a negative number", ""]
    assert second.answers["double"].endswith("return 2 * abs(x)")
    assert "when_equal" not in second.answers
    assert second.is_final


def test_what_waits_is_not_decided(classroom, read):
    waiting = read().works[classroom.unit, "s004"]
    assert (waiting.points, waiting.decided, waiting.waiting) == (3.0, 3.0, 3.0)
    assert waiting.share == 1.0
    assert not waiting.is_final


def test_a_flag_withholds_until_a_person_decided(classroom, read):
    flagged = read().works[classroom.unit, "s003"]
    assert (flagged.share, flagged.counts) == (None, False)
    with classroom.folder.open(classroom.places) as book:
        for name in ("double-check-1", "double-check-2", "when_equal"):
            unit = classroom.unit
            book.find_grade(name, unit, unit, "s003").manual_score = 1.0
        book.db.commit()
    decided = read().works[classroom.unit, "s003"]
    assert (decided.points, decided.counts, decided.is_final) == (3.0, True, True)


def test_everybody_on_the_list_or_with_a_submission_is_there(classroom, read):
    classroom.hand_in("s999")
    people = read().people
    assert list(people) == ["s001", "s002", "s003", "s004", "s005", "s006", "s999"]
    assert people["s001"].name == "Kim, Ada"
    assert read().works[classroom.unit, "s999"].status == "ungraded"


def test_quarantined_and_unrecorded(classroom, read):
    journal, unit = Journal(classroom.folder), classroom.unit
    for student, result in (
        ("s998", Result("quarantined", reason="not a notebook")),
        ("s999", classroom.result()),
    ):
        classroom.hand_in(student)
        journal.write(student, unit, Entry("", "", False, result))
    works = read().works
    assert (works[unit, "s998"].status, works[unit, "s998"].reason) == (
        "quarantined",
        "not a notebook",
    )
    assert works[unit, "s999"].status == "unrecorded"


def test_an_empty_grade_book_says_what_to_do(classroom, tmp_path):
    folder, units = GradebookFolder(tmp_path / "empty"), classroom.checkout.syllabus.units
    with pytest.raises(CourseError, match="no submissions"):
        gather(folder, classroom.places, units)
    assert not folder.root.exists()


def test_nothing_graded_yet(classroom, read):
    for path in (classroom.folder.root / "journal").rglob("*.json"):
        path.unlink()
    with pytest.raises(CourseError, match="nothing graded yet"):
        read()


def test_a_share_without_anything_decided_is_none():
    assert work("a", question="waits").share is None
    assert replace(work("a", 2, 0), status="flagged").share == 0.5
