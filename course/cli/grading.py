"""The grader's commands: grade, feedback, scores."""

import sys
from functools import partial
from typing import Annotated

import typer
from rich.markup import escape
from rich.table import Table

from course.batch import (
    cluster_workers,
    grade_bytes,
    grade_class,
    local_workers,
    regrade_class,
)
from course.batch.progress import shown_progress
from course.cli.options import (
    DatabaseOption,
    GradebookOption,
    Units,
    chosen_gradebook,
    chosen_units,
    console,
)
from course.errors import CourseError
from course.feedback import write_feedback
from course.gradebook import read_scores
from course.places import Places
from course.sandbox.limits import Limits
from course.syllabus import read_syllabus

Student = Annotated[
    list[str] | None, typer.Option("--student", help="Only this student; may be repeated.")
]


def grade(
    units: Units = None,
    gradebook: GradebookOption = None,
    database: DatabaseOption = "",
    workers: Annotated[
        int | None,
        typer.Option(min=1, help="Processes; as many as cores and memory allow if left out."),
    ] = None,
    scheduler: Annotated[
        str | None, typer.Option(help="Grade on a Dask cluster, such as tcp://10.0.0.1:8786.")
    ] = None,
    regrade: Annotated[
        bool,
        typer.Option(
            "--regrade", help="Also what changed checks affect; shows old and new points first."
        ),
    ] = False,
    yes: Annotated[
        bool, typer.Option("--yes", help="With --regrade: write without asking.")
    ] = False,
    unsafe: Annotated[
        bool, typer.Option("--unsafe", help="Do not confine student code: trust all of it.")
    ] = False,
):
    """Grade every submission that is new or has changed."""
    places, syllabus = Places.find(), read_syllabus()
    folder = chosen_gradebook(gradebook, places, database)
    chosen = [u for u in chosen_units(units, places, syllabus) if folder.submissions(u)]
    if not chosen:
        raise CourseError(f"{folder.root}: no submissions. Run `course collect` first.")
    if regrade and not yes and not sys.stdin.isatty():
        raise CourseError(
            "--regrade asks before it writes, and there is no terminal to answer at. "
            "Nothing was written. Add --yes to write without being asked."
        )
    crew = partial(cluster_workers, scheduler) if scheduler else partial(local_workers, workers)
    progress = partial(shown_progress, console)
    task = partial(grade_bytes, budget=Limits(), unsafe=unsafe)
    if regrade:
        approve = partial(_approve, yes)
        outcome = regrade_class(chosen, folder, places, crew, progress, task, approve)
    else:
        outcome = grade_class(chosen, folder, places, crew, progress, task)
    console.print(_told(outcome))


def _approve(yes, changes):
    console.print(change_table(changes))
    same = sum(change.old == change.new for change in changes)
    console.print(f"{len(changes) - same} scores change, {same} stay.")
    return yes or typer.confirm("Write them to the grade book?")


def _told(outcome):
    if outcome is None:
        return "Nothing was written. The results are kept: --regrade shows them again at once."
    counts = [result.status for result in outcome.graded.values()]
    told = ", ".join(
        f"{counts.count(s)} {s}" for s in ("graded", "flagged", "quarantined") if s in counts
    )
    return f"{told or 'nothing new'}; {outcome.known} known before"


def change_table(changes):
    """Return a table of the scores, and marks given by hand, that grading again changes."""
    table = Table("student", "unit", "old", "new", "marks by hand that go")
    for change in changes:
        if change.old != change.new or change.dropped:
            points = ("-" if p is None else f"{p:g}" for p in (change.old, change.new))
            gone = "\n".join(f"{name}: {mark:g}" for name, mark in change.dropped.items())
            table.add_row(change.student, change.unit, *points, gone)
    return table


def feedback(
    units: Units = None,
    gradebook: GradebookOption = None,
    database: DatabaseOption = "",
    student: Student = None,
):
    """Write a feedback page for every graded submission."""
    places, syllabus = Places.find(), read_syllabus()
    folder = chosen_gradebook(gradebook, places, database)
    require_handed_in(student, folder)
    pages = []
    for unit in chosen_units(units, places, syllabus):
        with console.status(f"feedback on {unit}"):
            pages += write_feedback(unit, folder, places, student)
    if not pages:
        raise CourseError(f"{folder.root}: nothing graded yet. Run `course grade` first.")
    console.print(f"{len(pages)} pages under {places.shown(folder.root / 'feedback')}")


def scores(
    units: Units = None,
    gradebook: GradebookOption = None,
    database: DatabaseOption = "",
    student: Student = None,
):
    """Print the scores, with the reason for each lost point."""
    places, syllabus = Places.find(), read_syllabus()
    folder = chosen_gradebook(gradebook, places, database)
    require_handed_in(student, folder)
    rows = read_scores(folder, places, chosen_units(units, places, syllabus))
    if not rows:
        raise CourseError(f"{folder.root}: nothing graded yet. Run `course grade` first.")
    console.print(score_table(row for row in rows if not student or row.student in student))


def score_table(rows):
    """Return a table of scores: one line a student, one line a reason."""
    table = Table("student", "unit", "points", "by hand", "why points are missing")
    for row in rows:
        lost = [f"FLAGGED: {sentence}" for sentence in row.evidence[:3]]
        lost += [
            f"{check}: {reason}" if check else reason for check, reason in _by_reason(row.lost)
        ]
        points = f"{row.points:g} of {row.max_points:g}" if row.max_points else row.status
        hand = f"{row.waiting:g} to decide" if row.waiting else ""
        table.add_row(
            row.student, row.unit, points, hand, escape("\n".join(lost)), end_section=True
        )
    return table


def require_handed_in(students, folder):
    """Refuse a grade book without submissions, and ids that never handed anything in."""
    known = {path.name for path in (folder.root / "submitted").glob("*") if path.is_dir()}
    if not known:
        raise CourseError(f"{folder.root}: no submissions. Run `course collect` first.")
    for student in students or ():
        if student not in known:
            raise CourseError(f"{folder.root}: no student {student!r} has handed anything in.")


def _by_reason(lost):
    """Checks of one exercise that fail for one reason share a line."""
    merged = {}
    for check, reason in lost:
        merged.setdefault((check.rsplit("-check-", 1)[0], reason), []).append(check)
    for (exercise, reason), checks in merged.items():
        yield (checks[0] if len(checks) == 1 else f"{exercise} ({len(checks)} checks)"), reason
