import pytest
from sqlalchemy import event

from course.gradebook import Mark, Writer, read_marks
from tests.course.gradebook.classroom import CHEATS, LOSES_SIGN


@pytest.fixture
def recorded(classroom):
    answers = {"s001": {}, "s002": {"code": LOSES_SIGN}, "s003": {"code": CHEATS}}
    unit = classroom.unit
    with Writer(classroom.folder, classroom.places) as writer:
        writer.register(unit, classroom.solution())
        for student, answer in answers.items():
            writer.record(student, unit, classroom.result(**answer))
        writer.book.find_grade("when_equal", unit, unit, "s002").manual_score = 2.5
        writer.db.commit()
    return classroom


def test_every_mark_of_every_submission(recorded):
    unit = recorded.unit
    marks = read_marks(recorded.folder, recorded.places, [unit])
    assert marks[unit, "s001"] == {
        "double-check-1": Mark(1.0, 1.0, by_hand=False, waits=False),
        "double-check-2": Mark(2.0, 2.0, by_hand=False, waits=False),
        "when_equal": Mark(0.0, 3.0, by_hand=False, waits=True),
    }
    assert marks[unit, "s002"]["when_equal"] == Mark(2.5, 3.0, by_hand=True, waits=False)
    assert all(mark.waits for mark in marks[unit, "s003"].values())


def test_only_the_units_asked_for(recorded):
    assert read_marks(recorded.folder, recorded.places, ["01-other"]) == {}


def test_a_larger_class_takes_no_more_queries(recorded, monkeypatch):
    counts = []
    real = type(recorded.folder).open

    def counted(folder, places):
        book = real(folder, places)
        event.listen(book.engine, "before_cursor_execute", lambda *_: counts.append(1))
        return book

    monkeypatch.setattr(type(recorded.folder), "open", counted)
    read_marks(recorded.folder, recorded.places, [recorded.unit])
    assert len(counts) <= 2
