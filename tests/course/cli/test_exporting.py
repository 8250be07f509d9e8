"""`course export` as an instructor runs it."""

import sqlite3
from contextlib import closing

import pytest

from course.cli import exporting
from tests.course.exports.graded_class import graded_class


@pytest.fixture
def classroom(checkout, monkeypatch):
    monkeypatch.setattr("course.editions.build.execute", lambda notebook, lines, where: None)
    return graded_class(checkout)


@pytest.fixture
def run(classroom, run_in):
    return run_in(classroom, exporting, "export")


def test_it_writes_the_file_and_tells_what_is_missing(classroom, run):
    status, out, err = run("canvas")
    assert (status, err) == (0, "")
    assert "1 left empty, flagged" in out
    assert out.endswith("grades written to gradebook/exports/canvas.csv: 2\n")
    text = (classroom.folder.root / "exports" / "canvas.csv").read_text("utf-8")
    assert text.startswith("Student,ID,SIS User ID,SIS Login ID,Section,00-doubling\n")


def test_a_dry_run_shows_and_writes_nothing(classroom, run):
    status, out, _ = run("moodle", "--dry-run")
    assert status == 0
    assert "ada@example.org,5.5," in out
    assert "grades would be written to gradebook/exports/moodle.csv: 2" in out
    assert not (classroom.folder.root / "exports").exists()


def test_an_unknown_format_unit_or_empty_grade_book(run):
    assert run("blackboard")[0] == 2
    status, _, err = run("canvas", "00-dubling")
    assert (status, "Did you mean 00-doubling?" in err) == (2, True)
    status, _, err = run("canvas", "--gradebook", "elsewhere")
    assert (status, err) == (2, "course: elsewhere: no submissions. Run `course collect` first.\n")


def test_a_target_that_cannot_be_written_keeps_everything(classroom, run):
    (classroom.places.root / "file").write_text("mine")
    status, _, err = run("canvas", "--to", "file/grades.csv")
    assert status == 2
    assert "cannot be written" in err
    assert "Choose another file with --to" in err
    assert (classroom.places.root / "file").read_text() == "mine"


@pytest.mark.parametrize("format", ["canvas", "nbgrader"])
def test_a_grade_book_that_formgrader_holds(classroom, run, format):
    held = classroom.folder.root / "gradebook.db"
    with closing(sqlite3.connect(held, isolation_level=None)) as other:
        other.execute("PRAGMA locking_mode=EXCLUSIVE")
        other.execute("BEGIN EXCLUSIVE")
        other.execute("UPDATE student SET first_name = 'held'")
        url = f"sqlite:///{held}?timeout=0.2"
        status, _, err = run(format, "--database", url)
        other.execute("ROLLBACK")
    assert status == 2
    assert "locked" in err
    assert err.count("\n") == 1
    assert run(format)[0] == 0
