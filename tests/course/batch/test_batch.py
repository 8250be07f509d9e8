import json
from functools import partial

import pytest

from course.batch import grade_class
from course.errors import CourseError
from course.gradebook import Journal, Writer
from tests.course.gradebook.classroom import CHEATS, LOSES_SIGN, Seen, grade_here, one_thread


@pytest.fixture
def grade(classroom):
    """Grade the class without kernels; return the outcome."""

    def grade(task=grade_here):
        grade.seen = Seen()
        return grade_class(
            [classroom.unit], classroom.folder, classroom.places, one_thread, grade.seen, task
        )

    return grade


def no_task(data, master):
    raise AssertionError("nothing was to be graded")


def test_each_ends_graded_flagged_or_quarantined_and_the_batch_finishes(classroom, grade):
    classroom.hand_in("s001")
    classroom.hand_in("s002", LOSES_SIGN)
    classroom.hand_in("s003", CHEATS)
    classroom.hand_in_bytes("s004", b"no notebook")
    outcome = grade()
    status = {student: result.status for (unit, student), result in outcome.graded.items()}
    assert status == {
        "s001": "graded",
        "s002": "graded",
        "s003": "flagged",
        "s004": "quarantined",
    }
    assert grade.seen.total == 4
    assert dict(grade.seen.results) == status
    assert set(classroom.facts()) == {"s001", "s002", "s003"}


def test_memory_does_not_grow_with_the_class(classroom, grade):
    classroom.hand_in("s001")
    outcome = grade()
    assert outcome.graded[classroom.unit, "s001"].notebook is None
    assert Journal(classroom.folder).read("s001", classroom.unit).result.notebook


def test_a_rerun_does_nothing(classroom, grade):
    classroom.hand_in("s001")
    classroom.hand_in_bytes("s002", b"no notebook")
    grade()
    before = classroom.facts()
    outcome = grade(no_task)
    assert (outcome.graded, outcome.known) == ({}, 2)
    assert classroom.facts() == before


def test_who_hands_in_later_is_graded_then(classroom, grade):
    classroom.hand_in("s001")
    grade()
    classroom.hand_in("s002")
    outcome = grade()
    assert (list(outcome.graded), outcome.known) == ([(classroom.unit, "s002")], 1)


def test_a_changed_submission_is_graded_again(classroom, grade):
    classroom.hand_in("s001", LOSES_SIGN)
    grade()
    classroom.hand_in("s001")
    outcome = grade()
    assert outcome.graded[classroom.unit, "s001"].points == 3.0


def test_a_grade_by_hand_survives_a_changed_submission(classroom, grade):
    unit = classroom.unit
    classroom.hand_in("s001", LOSES_SIGN)
    grade()
    with classroom.folder.open(classroom.places) as book:
        book.find_grade("when_equal", unit, unit, "s001").manual_score = 2.5
        book.db.commit()
    classroom.hand_in("s001")
    grade()
    scores = {name: manual for name, _, manual, *_ in classroom.facts()["s001"][1]}
    assert scores["when_equal"] == 2.5


@pytest.mark.parametrize("damage", [None, b"", b"{"])
def test_a_lost_or_damaged_journal_entry_is_no_catastrophe(classroom, grade, damage):
    classroom.hand_in("s001")
    grade()
    before = classroom.facts()
    path = Journal(classroom.folder).path("s001", classroom.unit)
    path.unlink() if damage is None else path.write_bytes(damage)
    assert len(grade().graded) == 1
    assert classroom.facts() == before


def test_a_lost_database_is_filled_from_the_journal(classroom, grade):
    classroom.hand_in("s001")
    classroom.hand_in("s002", CHEATS)
    grade()
    before = classroom.facts()
    for file in classroom.folder.root.glob("gradebook.db*"):
        file.unlink()
    assert grade(no_task).graded == {}
    assert classroom.facts() == before


def test_after_a_crash_between_journal_and_database_nothing_is_graded_again(
    classroom, grade, monkeypatch
):
    classroom.hand_in("s001")
    with monkeypatch.context() as patch:
        patch.setattr(Writer, "record", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            grade()
    assert classroom.facts() == {}
    assert grade(no_task).known == 1
    assert set(classroom.facts()) == {"s001"}


def test_changed_checks_are_not_mixed_with_earlier_ones_in_silence(classroom, grade):
    classroom.hand_in("s001")
    grade()
    before = classroom.facts()
    classroom.change_master("points=2", "points=4")
    classroom.hand_in("s002")
    with pytest.raises(CourseError) as caught:
        grade(no_task)
    assert "the checks of 00-doubling have changed since 1 submissions were graded" in str(
        caught.value
    )
    assert "`course grade --regrade 00-doubling`" in str(caught.value)
    assert classroom.facts() == before


def test_mended_prose_grades_nobody_again(classroom, grade):
    classroom.hand_in("s001")
    grade()
    classroom.change_master("At the end you can", "Soon you can")
    assert grade(no_task).known == 1


def test_two_at_once_are_refused(classroom, grade):
    classroom.hand_in("s001")
    with classroom.folder.writing(), pytest.raises(CourseError, match="is at work here"):
        grade()


def test_hidden_tests_travel_as_data(classroom, grade):
    """No worker needs a file of ours: bytes and JSON are all it gets."""
    classroom.hand_in("s001")
    sent = []

    def task(data, master):
        sent.append((data, json.dumps(master)))
        return grade_here(data, master)

    grade(partial(task))
    ((data, master),) = sent
    assert data == classroom.folder.submitted("s001", classroom.unit).read_bytes()
    assert "wrong for a negative number" in master
