import sqlite3
from dataclasses import replace

import pytest
from nbgrader.api import Gradebook
from sqlalchemy.exc import OperationalError

from course.errors import CourseError
from course.gradebook import Writer
from course.gradebook.database import COURSE_ID
from tests.course.gradebook.classroom import CHEATS, HANDED_IN, LOSES_SIGN

CHECK_1, CHECK_2, QUESTION = "double-check-1", "double-check-2", "when_equal"


@pytest.fixture
def writer(classroom):
    with Writer(classroom.folder, classroom.places) as writer:
        writer.register(classroom.unit, classroom.solution())
        yield writer


@pytest.fixture
def book(classroom, writer):
    """nbgrader's own view of what was written."""
    with Gradebook(classroom.folder.database, course_id=COURSE_ID) as book:
        yield book


def grades(book, unit, student="s001"):
    notebook = book.find_submission_notebook(unit, unit, student)
    return {g.name: (g.auto_score, g.manual_score, g.needs_manual_grade) for g in notebook.grades}


def by_hand(book, unit, points, student="s001", name=QUESTION):
    grade = book.find_grade(name, unit, unit, student)
    grade.manual_score, grade.needs_manual_grade = points, False
    book.db.commit()


def test_nbgrader_knows_the_units_cells(classroom, book):
    unit = classroom.unit
    notebook = book.find_notebook(unit, unit)
    points = {cell.name: cell.max_score for cell in notebook.grade_cells}
    assert points == {CHECK_1: 1.0, CHECK_2: 2.0, QUESTION: 3.0}
    assert {cell.name for cell in notebook.solution_cells} == {"double", QUESTION}
    assert book.find_source_cell(CHECK_1, unit, unit).locked
    assert "assert double(3) == 6" in book.find_source_cell(CHECK_1, unit, unit).source
    assert notebook.max_score == 6.0


def test_nbgrader_reads_scores_comments_and_what_waits(classroom, writer, book):
    writer.record("s001", classroom.unit, classroom.result(LOSES_SIGN), HANDED_IN)
    assert grades(book, classroom.unit) == {
        CHECK_1: (1.0, None, False),
        CHECK_2: (0.0, None, False),
        QUESTION: (None, None, True),
    }
    comment = book.find_comment("double", classroom.unit, classroom.unit, "s001")
    assert comment.auto_comment == "wrong for a negative number"
    submission = book.find_submission(classroom.unit, "s001")
    assert submission.timestamp == HANDED_IN
    assert (submission.score, submission.max_score) == (1.0, 6.0)
    assert submission.needs_manual_grade
    assert classroom.folder.autograded("s001", classroom.unit).is_file()


def test_recording_twice_changes_nothing(classroom, writer):
    result = classroom.result(LOSES_SIGN)
    writer.record("s001", classroom.unit, result)
    before = classroom.facts()
    writer.record("s001", classroom.unit, result)
    assert classroom.facts() == before


def test_a_flagged_submission_earns_nothing_until_a_person_decides(classroom, writer, book):
    writer.record("s001", classroom.unit, classroom.result(CHEATS))
    assert book.find_submission_notebook(classroom.unit, classroom.unit, "s001").flagged
    assert set(grades(book, classroom.unit).values()) == {(None, None, True)}
    assert book.find_submission(classroom.unit, "s001").score == 0.0


def test_a_grade_by_hand_stays_and_asks_for_another_look_if_the_automatic_one_changed(
    classroom, writer, book
):
    unit = classroom.unit
    writer.record("s001", unit, classroom.result(LOSES_SIGN))
    by_hand(book, unit, 2.5)
    by_hand(book, unit, 1.5, name=CHECK_2)
    writer.record("s001", unit, classroom.result())
    book.db.expire_all()
    assert grades(book, unit)[QUESTION] == (None, 2.5, False)
    assert grades(book, unit)[CHECK_2] == (2.0, 1.5, True)


def test_a_comment_by_hand_stays(classroom, writer, book):
    unit = classroom.unit
    writer.record("s001", unit, classroom.result(LOSES_SIGN))
    book.find_comment("double", unit, unit, "s001").manual_comment = "Think of -7."
    book.db.commit()
    writer.record("s001", unit, classroom.result())
    book.db.expire_all()
    comment = book.find_comment("double", unit, unit, "s001")
    assert (comment.auto_comment, comment.manual_comment) == (None, "Think of -7.")


def test_a_master_with_another_check_keeps_grades_by_hand(classroom, writer, book):
    unit = classroom.unit
    writer.record("s001", unit, classroom.result())
    by_hand(book, unit, 2.5)
    extra = 'assert double(0) == 0, "double(0) should be 0"'
    classroom.change_master(
        '# %% mutant="double" name="squares',
        f'# %% check="double" points=4\n{extra}\n\n# %% mutant="double" name="squares',
    )
    writer.register(unit, classroom.solution())
    writer.record("s001", unit, classroom.result())
    book.db.expire_all()
    assert grades(book, unit)["double-check-3"] == (4.0, None, False)
    assert grades(book, unit)[QUESTION] == (None, 2.5, False)
    assert book.find_notebook(unit, unit).max_score == 10.0


def test_a_master_with_a_check_less_drops_its_grades_alone(classroom, writer, book):
    unit = classroom.unit
    writer.record("s001", unit, classroom.result())
    by_hand(book, unit, 2.5)
    first = '# %% check="double" points=1\nassert double(3) == 6, "double(3) should be 6"\n\n'
    classroom.change_master(first, "")
    writer.register(unit, classroom.solution())
    book.db.expire_all()
    # What was the second check is the first now, with the points that the master gives it.
    assert {cell.name: cell.max_score for cell in book.find_notebook(unit, unit).grade_cells} == {
        CHECK_1: 2.0,
        QUESTION: 3.0,
    }
    assert grades(book, unit) == {CHECK_1: (1.0, None, False), QUESTION: (None, 2.5, False)}
    writer.record("s001", unit, classroom.result())
    book.db.expire_all()
    assert grades(book, unit)[CHECK_1] == (2.0, None, False)


def test_a_defect_in_the_middle_leaves_nothing(classroom, writer, book):
    unit = classroom.unit
    result = classroom.result()
    foreign = replace(result.scores[-1], id="no such cell")
    with pytest.raises(KeyError):
        writer.record("s001", unit, replace(result, scores=(*result.scores, foreign)))
    assert book.students == []
    writer.record("s001", unit, result)
    assert len(grades(book, unit)) == 3


def test_a_locked_database_is_waited_for_and_then_one_message(classroom, monkeypatch):
    monkeypatch.setattr("course.gradebook.database.PATIENCE", 0.2)
    with Writer(classroom.folder, classroom.places) as writer:
        writer.register(classroom.unit, classroom.solution())
        other = sqlite3.connect(classroom.folder.root / "gradebook.db", isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(CourseError) as caught:
            writer.record("s001", classroom.unit, classroom.result())
        other.execute("ROLLBACK")
        assert isinstance(caught.value.__cause__, OperationalError)
        assert "could not record s001" in str(caught.value)
        assert "(database is locked)" in str(caught.value)
        assert "Nothing is lost: run the command again." in str(caught.value)
        writer.record("s001", classroom.unit, classroom.result())
    assert set(classroom.facts()) == {"s001"}


def test_says_whom_the_database_has(classroom, writer):
    assert writer.recorded(classroom.unit) == set()
    writer.record("s002", classroom.unit, classroom.result())
    assert writer.recorded(classroom.unit) == {"s002"}
    assert writer.recorded("no-unit") == set()


def test_the_points_before_and_after_count_what_was_given_by_hand(classroom, writer, book):
    unit, right, wrong = classroom.unit, classroom.result(), classroom.result(LOSES_SIGN)
    assert writer.change("s001", unit, right) == (None, 3.0)
    writer.record("s001", unit, wrong)
    assert writer.change("s001", unit, right) == (1.0, 3.0)
    by_hand(book, unit, 2.5)
    assert writer.change("s001", unit, right) == (3.5, 5.5)
    assert writer.change("s001", unit, classroom.result(CHEATS)) == (3.5, 2.5)
    writer.record("s001", unit, right)
    assert writer.change("s001", unit, wrong) == (5.5, 3.5)
