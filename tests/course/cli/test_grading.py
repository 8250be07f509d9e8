"""The commands as an instructor runs them, on a class that needs no kernel."""

import sqlite3
import sys

import pytest
from nbgrader.api import Gradebook
from rich.console import Console

from course.batch import Change
from course.cli import grading, main
from course.gradebook import database
from course.gradebook.reader import Row
from tests.course.gradebook.classroom import CHEATS, LOSES_SIGN, grade_here, one_thread


@pytest.fixture
def run(classroom, monkeypatch, capsys):
    """Run a command in the checkout; return its exit status, what it printed and complained of."""
    monkeypatch.chdir(classroom.places.root)
    monkeypatch.delenv("COURSE_DATABASE_URL", raising=False)
    monkeypatch.setattr(grading, "read_syllabus", lambda: classroom.checkout.syllabus)
    monkeypatch.setattr(grading, "local_workers", lambda count: one_thread())
    monkeypatch.setattr(grading, "grade_bytes", _grade)
    monkeypatch.setattr(sys, "stdin", type("NoTerminal", (), {"isatty": lambda self: False})())

    def run(*arguments):
        # Made anew: a console keeps the stream that was there first.
        monkeypatch.setattr(grading, "console", Console(width=120))
        with pytest.raises(SystemExit) as end:
            main(list(arguments))
        return end.value.code, *capsys.readouterr()

    return run


def _grade(data, master, budget, unsafe):
    return grade_here(data, master)


@pytest.fixture
def graded(classroom, run):
    classroom.hand_in("s001")
    classroom.hand_in("s002", LOSES_SIGN)
    assert run("grade")[0] == 0
    return classroom


def test_grading_prints_lines_and_what_was_done(classroom, run):
    classroom.hand_in("s001")
    classroom.hand_in("s002", CHEATS)
    classroom.hand_in_bytes("s003", b"x")
    status, out, err = run("grade")
    assert (status, err) == (0, "")
    assert "00-doubling s001: graded, 3 of 6" in out
    assert out.endswith("1 graded, 1 flagged, 1 quarantined; 0 known before\n")
    assert run("grade")[1] == "nothing new; 3 known before\n"


def test_scores_and_feedback(graded, run):
    status, out, _ = run("scores")
    assert status == 0
    assert "double-check-2: wrong for a negative number" in out
    assert "1 of 6" in out
    _, out, _ = run("scores", "--student", "s001")
    assert "s002" not in out
    assert run("feedback", "--student", "s002")[1] == "1 pages under gradebook/feedback\n"
    assert [path.name for path in (graded.folder.root / "feedback").iterdir()] == ["s002"]


@pytest.mark.parametrize("command", ["grade", "scores", "feedback"])
def test_no_submissions(classroom, run, command):
    status, _, err = run(command, "--gradebook", "elsewhere")
    assert status == 2
    assert err == "course: elsewhere: no submissions. Run `course collect` first.\n"
    assert not (classroom.places.root / "elsewhere").exists()


@pytest.mark.parametrize("command", ["scores", "feedback"])
def test_nothing_graded_yet(classroom, run, command):
    classroom.hand_in("s001")
    status, _, err = run(command)
    assert status == 2
    assert "nothing graded yet. Run `course grade` first." in err


@pytest.mark.parametrize("command", ["scores", "feedback"])
def test_an_unknown_student(graded, run, command):
    status, _, err = run(command, "--student", "s009")
    assert (status, "no student 's009' has handed anything in" in err) == (2, True)


@pytest.mark.parametrize("command", ["grade", "scores", "feedback"])
def test_an_unknown_unit(graded, run, command):
    status, _, err = run(command, "00-dubling")
    assert (status, "Did you mean 00-doubling?" in err) == (2, True)


@pytest.mark.parametrize("command", ["grade", "scores", "feedback"])
def test_another_courses_grade_book(classroom, run, monkeypatch, command):
    classroom.hand_in("s001")
    monkeypatch.setattr("nbgrader.api.get_alembic_version", lambda: "724cde206c17")
    Gradebook(classroom.folder.database, course_id="history-101").close()
    status, _, err = run(command)
    assert status == 2
    assert "belongs to the course history-101" in err
    assert err.count("\n") == 1


def test_a_unit_that_was_not_built(classroom, run):
    classroom.hand_in("s001")
    classroom.places.solution(classroom.unit).unlink()
    status, _, err = run("grade")
    assert (status, "Run `course build 00-doubling`" in err) == (2, True)


def test_a_database_by_url_or_environment(classroom, run, monkeypatch):
    classroom.hand_in("s001")
    url = f"sqlite:///{classroom.places.root}/elsewhere.db"
    assert run("grade", "--database", url)[0] == 0
    assert not (classroom.folder.root / "gradebook.db").exists()
    status, _, err = run("scores")
    assert (status, "Give that address with --database" in err) == (2, True)
    monkeypatch.setenv("COURSE_DATABASE_URL", url)
    assert "3 of 6" in run("scores")[1]


def test_ctrl_c_keeps_what_was_done(classroom, run, monkeypatch):
    for student in ("s001", "s002", "s003"):
        classroom.hand_in(student)

    def stop(data, master, budget, unsafe):
        if classroom.facts():
            raise KeyboardInterrupt
        return grade_here(data, master)

    with monkeypatch.context() as patch:
        patch.setattr(grading, "grade_bytes", stop)
        status, _, err = run("grade")
    assert status == 130
    assert err == "course: stopped by Ctrl-C. What was done so far is kept.\n"
    done = len(classroom.facts())
    assert done >= 1
    assert run("grade")[1].endswith(f"{3 - done} graded; {done} known before\n")


def test_regrading_needs_somebody_to_ask(graded, run):
    before = graded.facts()
    graded.change_master("points=2", "points=4")
    status, out, err = run("grade", "--regrade")
    assert (status, out) == (2, "")
    assert "no terminal to answer at. Nothing was written. Add --yes" in err
    assert graded.facts() == before
    assert not (graded.folder.root / "proposed").exists()


def test_regrading_with_yes_shows_old_and_new(graded, run):
    graded.change_master("points=2", "points=4")
    status, _, err = run("grade")
    assert (status, "--regrade 00-doubling" in err) == (2, True)
    status, out, _ = run("grade", "--regrade", "--yes")
    assert status == 0
    assert "│ s001    │ 00-doubling │ 3   │ 5   │" in out
    assert "│ s002" not in out
    assert "1 scores change, 1 stay." in out
    assert "5 of 8" in run("scores")[1]


@pytest.mark.parametrize(("answer", "points"), [("y", "5 of 8"), ("n", "3 of 6")])
def test_regrading_asks_at_a_terminal(graded, run, monkeypatch, answer, points):
    graded.change_master("points=2", "points=4")
    monkeypatch.setattr(sys.stdin.__class__, "isatty", lambda self: True)
    monkeypatch.setattr("typer.confirm", lambda question: answer == "y")
    status, out, _ = run("grade", "--regrade")
    assert status == 0
    assert ("Nothing was written" in out) == (answer == "n")
    assert points in run("scores")[1]


def test_a_scheduler_is_passed_on(classroom, run):
    classroom.hand_in("s001")
    status, _, err = run("grade", "--scheduler", "nonsense://x")
    assert (status, "no Dask scheduler answers" in err) == (2, True)


def test_the_table_of_changes_leaves_out_what_stays():
    changes = [
        Change("s001", "u", None, 3.0),
        Change("s002", "u", 1.0, 1.0),
        Change("s003", "u", 1.0, 1.0, {"why": 2.5, "how": 1.0}),
    ]
    columns = grading.change_table(changes).columns
    assert list(zip(*(column.cells for column in columns), strict=True)) == [
        ("s001", "u", "-", "3", ""),
        ("s003", "u", "1", "1", "why: 2.5\nhow: 1"),
    ]


def test_checks_with_one_reason_share_a_line_and_evidence_comes_first():
    lost = (("f-check-1", "not solved yet"), ("f-check-2", "not solved yet"), ("why", "no answer"))
    row = Row("s001", "u", "flagged", 0.0, 6.0, 3.0, lost, (), ("a canary passed",))
    cells = [next(iter(column.cells)) for column in grading.score_table([row]).columns]
    assert cells == [
        "s001",
        "u",
        "0 of 6",
        "3 to decide",
        "FLAGGED: a canary passed\nf (2 checks): not solved yet\nwhy: no answer",
    ]


def test_reasons_are_not_taken_for_markup():
    row = Row("s001", "u", "graded", 0.0, 1.0, 0.0, (("f-check-1", "x[/] is [bold]"),), (), ())
    console = Console(width=100)
    with console.capture() as captured:
        console.print(grading.score_table([row]))
    assert "x[/] is [bold]" in captured.get()


def test_a_grade_book_that_formgrader_holds(classroom, run, monkeypatch):
    """One message, exit status 2, and the next run writes what was graded without grading it again."""
    monkeypatch.setattr(database, "PATIENCE", 0.1)
    classroom.folder.open(classroom.places).close()
    classroom.hand_in("s001")
    formgrader = sqlite3.connect(classroom.folder.root / "gradebook.db")
    formgrader.execute("BEGIN IMMEDIATE")
    status, _, err = run("grade")
    assert status == 2
    assert "Is the grade book in use, by formgrader perhaps? Nothing is lost" in err
    formgrader.rollback()
    formgrader.close()
    status, _, err = run("grade")
    assert (status, err) == (0, "")
    assert "3 of 6" in run("scores")[1]
