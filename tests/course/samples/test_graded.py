"""The made-up class is what grading would have written."""

from dataclasses import replace

import pytest

from course.gradebook import GradebookFolder, Journal, Writer, read_scores
from course.samples.graded import Made, write_graded_class
from course.samples.rows import record_all
from course.verification import verify, write_record
from tests.course.gradebook.classroom import CHEATS, HANDED_IN, LOSES_SIGN, Classroom


@pytest.fixture
def classroom(checkout, monkeypatch):
    monkeypatch.setattr("course.editions.build.execute", lambda notebook, lines, where: None)
    classroom = Classroom(checkout)
    write_record(checkout.master(), verify(checkout.master()))
    return classroom


def test_its_rows_are_the_writers(classroom):
    results = {
        "s001": classroom.result(),
        "s002": classroom.result(LOSES_SIGN),
        "s003": classroom.result(CHEATS),
    }
    unit, folder = classroom.unit, classroom.folder
    with Writer(folder, classroom.places) as writer:
        writer.register(unit, classroom.solution())
        for student, result in results.items():
            writer.record(student, unit, replace(result), HANDED_IN)
    marks = {student: facts[:2] for student, facts in classroom.facts().items()}
    classroom.folder = GradebookFolder(classroom.places.root / "at-once")
    with Writer(classroom.folder, classroom.places) as writer:
        writer.register(unit, classroom.solution())
        made = {student: Made(result, HANDED_IN, {}) for student, result in results.items()}
        record_all(unit, made, writer.book)
    assert {student: facts[:2] for student, facts in classroom.facts().items()} == marks


def test_a_class_of_forty(classroom):
    folder, unit = classroom.folder, classroom.unit
    write_graded_class([unit], folder, classroom.places, 40, seed=1)
    rows = read_scores(folder, classroom.places, [unit])
    assert 30 < len(rows) <= 40
    assert len({row.points for row in rows}) > 4
    assert all(0 <= row.points <= row.max_points for row in rows)
    reasons = {reason for row in rows for _, reason in row.lost}
    assert "wrong for a negative number" in reasons
    entry = Journal(folder).read(rows[0].student, unit)
    assert entry.result.notebook["cells"]


def test_the_same_seed_makes_the_same_class(classroom):
    folders = [GradebookFolder(classroom.places.root / name) for name in ("a", "b")]
    for folder in folders:
        write_graded_class([classroom.unit], folder, classroom.places, 12, seed=4)
    first, second = (read_scores(f, classroom.places, [classroom.unit]) for f in folders)
    assert first == second
