"""`course report` as an instructor runs it."""

import sqlite3
from contextlib import closing

import pytest

from course.cli import reporting
from tests.course.exports.graded_class import graded_class


@pytest.fixture
def classroom(checkout, monkeypatch):
    monkeypatch.setattr("course.editions.build.execute", lambda notebook, lines, where: None)
    return graded_class(checkout)


@pytest.fixture
def run(classroom, run_in):
    return run_in(classroom, reporting, "report")


def test_it_writes_and_says_where(run):
    status, out, err = run()
    assert (status, err) == (0, "")
    assert "the class     gradebook/reports/report.html\n" in out
    assert "6 pages under gradebook/reports/students" in out


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--gradebook", "elsewhere"], "elsewhere: no submissions. Run `course collect` first."),
        (["00-dubling"], "Did you mean 00-doubling?"),
        (["--student", "s777"], "there is no student 's777'"),
    ],
)
def test_what_is_not_there(run, arguments, message):
    status, out, err = run(*arguments)
    assert (status, out) == (2, "")
    assert message in err
    assert err.count("\n") == 1


def test_a_grade_book_that_formgrader_holds(classroom, run):
    held = classroom.folder.root / "gradebook.db"
    with closing(sqlite3.connect(held, isolation_level=None)) as other:
        other.execute("PRAGMA locking_mode=EXCLUSIVE")
        other.execute("BEGIN EXCLUSIVE")
        other.execute("UPDATE student SET first_name = 'held'")
        status, _, err = run("--database", f"sqlite:///{held}?timeout=0.2")
        other.execute("ROLLBACK")
    assert (status, "locked" in err, err.count("\n")) == (2, True, 1)
    assert run()[0] == 0


def test_a_class_list_that_cannot_be_read(classroom, run):
    (classroom.folder.root / "roster.csv").write_text("name\nAda\n")
    status, _, err = run()
    assert (status, "no column `id`" in err) == (2, True)


def test_while_formgrader_only_reads_the_report_is_written(classroom, run):
    with closing(sqlite3.connect(classroom.folder.root / "gradebook.db")) as other:
        other.execute("SELECT * FROM grade").fetchone()
        assert run()[0] == 0
