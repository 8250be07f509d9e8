import io

import pytest
from rich.console import Console

from course.batch import Job
from course.batch.progress import LiveTable, shown_progress, summary
from course.grading import CheckScore, Result

JOB = Job("s001", "01-neurons", None, "", "", "new")
GRADED = Result("graded", (CheckScore("f-check-1", "f", 1.5, 2.0),))
LOST = Result("quarantined", reason="not a notebook: line 1 [of 2]")


def printed(is_terminal, results, total=None):
    console = Console(file=io.StringIO(), force_terminal=is_terminal, width=100)
    with shown_progress(console, len(results) if total is None else total) as report:
        report.running(2)
        for result in results:
            report.finished(JOB, result)
    return console.file.getvalue()


def test_plain_lines_where_there_is_no_terminal():
    assert printed(False, [GRADED, LOST]).splitlines() == [
        "01-neurons s001: graded, 1.5 of 2",
        "01-neurons s001: quarantined: not a notebook: line 1 [of 2]",
    ]


def test_a_table_on_a_terminal():
    shown = printed(True, [GRADED, LOST])
    assert "2 of 2" in shown
    assert "quarantined" in shown
    assert "notebooks a minute" in shown


@pytest.mark.parametrize("is_terminal", [True, False])
def test_nothing_to_do_shows_nothing(is_terminal):
    assert printed(is_terminal, [], total=0) == ""


def cells(table):
    return {column.header: next(iter(column.cells)) for column in table.table().columns}


def test_counts_rate_and_time_left():
    now = [0.0]
    table = LiveTable(10, clock=lambda: now[0])
    assert cells(table)["time left"] == "-"
    now[0] = 30.0
    for result in (GRADED, LOST, Result("flagged"), GRADED):
        table.finished(JOB, result)
    table.running(2)
    assert cells(table) == {
        "done": "4 of 10",
        "running": "2",
        "flagged": "1",
        "quarantined": "1",
        "notebooks a minute": "8.0",
        "time left": "0:00:45",
    }


def test_summary():
    assert summary(GRADED) == "graded, 1.5 of 2"
    assert summary(Result("quarantined", reason="x")) == "quarantined: x"
