from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import pytest

from course.batch import Change, Crew, grade_class, regrade_class
from course.gradebook import Journal, Writer
from tests.course.gradebook.classroom import LOSES_SIGN, Seen, grade_here, one_thread, wait_for


@pytest.fixture
def graded(classroom):
    """A class of two that was graded once."""
    classroom.hand_in("s001")
    classroom.hand_in("s002", LOSES_SIGN)
    grade_class(
        [classroom.unit], classroom.folder, classroom.places, one_thread, Seen(), grade_here
    )
    return classroom


@pytest.fixture
def regrade(graded):
    """Grade again; return the outcome. ``shown`` is what a person was asked about."""

    def regrade(answer=True, task=grade_here):
        regrade.shown = None

        def approve(changes):
            regrade.shown = changes
            return answer

        arguments = [graded.unit], graded.folder, graded.places, one_thread, Seen(), task
        return regrade_class(*arguments, approve)

    return regrade


def no_task(data, master):
    raise AssertionError("nothing was to be graded")


def test_nothing_changed_nothing_asked(graded, regrade):
    before = graded.facts()
    assert regrade(task=no_task).known == 2
    assert regrade.shown is None
    assert graded.facts() == before


def test_changed_checks_show_old_and_new_points_first(graded, regrade):
    graded.change_master("points=2", "points=4")
    assert len(regrade().graded) == 2
    unit = graded.unit
    assert regrade.shown == [Change("s001", unit, 3.0, 5.0), Change("s002", unit, 1.0, 1.0)]
    assert {g[0]: g[3] for g in graded.facts()["s001"][1]}["double-check-2"] == 4.0
    assert regrade(task=no_task).known == 2


def test_without_approval_neither_journal_nor_database_changes(graded, regrade):
    before, journal = graded.facts(), Journal(graded.folder)
    entries = [journal.read(student, graded.unit) for student in ("s001", "s002")]
    graded.change_master("points=2", "points=4")
    assert regrade(answer=False) is None
    assert graded.facts() == before
    assert [journal.read(student, graded.unit) for student in ("s001", "s002")] == entries


def test_declined_results_are_kept_and_not_computed_again(graded, regrade):
    graded.change_master("points=2", "points=4")
    regrade(answer=False)
    assert len(regrade(task=no_task).graded) == 2
    assert graded.facts()["s001"][1][1][1] == 4.0


def test_declined_results_are_worth_nothing_once_the_master_changes_again(graded, regrade):
    graded.change_master("points=2", "points=4")
    regrade(answer=False)
    graded.change_master("points=2", "points=5")
    regrade()
    assert graded.facts()["s001"][1][1][1] == 5.0


def test_a_changed_submission_and_a_new_one_are_shown_too(graded, regrade):
    graded.hand_in("s002")
    graded.hand_in("s003")
    regrade()
    unit = graded.unit
    assert regrade.shown == [Change("s002", unit, 1.0, 3.0), Change("s003", unit, None, 3.0)]


def test_they_are_shown_by_student_whoever_is_graded_first(graded):
    graded.hand_in("s002")
    graded.hand_in("s003")
    later, proposed, shown = iter([True, False]), Journal(graded.folder, "proposed"), []

    def task(data, master):
        if next(later):
            wait_for(lambda: proposed.read("s003", graded.unit))
        return grade_here(data, master)

    @contextmanager
    def two_threads():
        with ThreadPoolExecutor(2) as executor:
            yield Crew(executor, 2)

    places = [graded.unit], graded.folder, graded.places
    regrade_class(*places, two_threads, Seen(), task, lambda changes: shown.extend(changes))
    assert [change.student for change in shown] == ["s002", "s003"]


def test_what_is_in_quarantine_is_tried_again(graded, regrade):
    graded.hand_in_bytes("s003", b"no notebook")
    regrade()
    assert regrade.shown == [Change("s003", graded.unit, None, None)]
    regrade()
    assert regrade.shown == [Change("s003", graded.unit, None, None)]


def test_a_grade_by_hand_survives(graded, regrade):
    unit = graded.unit
    with graded.folder.open(graded.places) as book:
        book.find_grade("when_equal", unit, unit, "s001").manual_score = 2.5
        book.db.commit()
    graded.change_master("points=2", "points=4")
    regrade()
    assert regrade.shown[0] == Change("s001", unit, 5.5, 7.5)
    scores = {name: manual for name, _, manual, *_ in graded.facts()["s001"][1]}
    assert scores["when_equal"] == 2.5


def test_marks_for_a_question_that_is_gone_are_shown_before_they_go(graded, regrade):
    unit = graded.unit
    with graded.folder.open(graded.places) as book:
        book.find_grade("when_equal", unit, unit, "s001").manual_score = 2.5
        book.db.commit()
    graded.checkout.write(graded.checkout.text.replace("when_equal", "where_equal"))
    graded.build()
    before = graded.facts()
    assert regrade(answer=False) is None
    assert regrade.shown[0] == Change("s001", unit, 5.5, 3.0, {"when_equal": 2.5})
    assert regrade.shown[1].dropped == {}
    assert graded.facts() == before
    regrade()
    assert "when_equal" not in {name for name, *_ in graded.facts()["s001"][1]}


def test_an_approval_survives_a_crash(graded, regrade, monkeypatch):
    graded.change_master("points=2", "points=4")
    with monkeypatch.context() as patch:
        patch.setattr(Writer, "register", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            regrade()
    places, folder = graded.places, graded.folder
    outcome = grade_class([graded.unit], folder, places, one_thread, Seen(), no_task)
    assert outcome.known == 2
    assert graded.facts()["s001"][1][1][1] == 4.0
