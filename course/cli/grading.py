"""The grader's commands: grade, feedback, scores."""

from functools import partial
from typing import Annotated

import typer
from rich.table import Table

from course.batch import grade_class, local_workers
from course.batch.progress import shown_progress
from course.cli.options import GradebookOption, Units, chosen_gradebook, chosen_units, console
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
    workers: Annotated[
        int | None, typer.Option(min=1, help="Processes; as many as cores if left out.")
    ] = None,
    unsafe: Annotated[
        bool, typer.Option("--unsafe", help="Do not confine student code: trust all of it.")
    ] = False,
):
    """Grade every submission that is new or has changed."""
    places, syllabus = Places.find(), read_syllabus()
    folder = chosen_gradebook(gradebook, places)
    chosen = [u for u in chosen_units(units, places, syllabus) if folder.submissions(u)]
    if not chosen:
        raise CourseError(f"{folder.root}: no submissions. Run `course collect` first.")
    outcome = grade_class(
        chosen,
        folder,
        places,
        partial(local_workers, workers),
        partial(shown_progress, console),
        Limits(),
        unsafe,
    )
    counts = [result.status for result in outcome.graded.values()]
    told = ", ".join(
        f"{counts.count(s)} {s}" for s in ("graded", "flagged", "quarantined") if s in counts
    )
    console.print(f"{told or 'nothing new'}; {outcome.known} known before")


def feedback(units: Units = None, gradebook: GradebookOption = None, student: Student = None):
    """Write a feedback page for every graded submission."""
    places, syllabus = Places.find(), read_syllabus()
    folder = chosen_gradebook(gradebook, places)
    require_students(student, folder)
    pages = []
    for unit in chosen_units(units, places, syllabus):
        with console.status(f"feedback on {unit}"):
            pages += write_feedback(unit, folder, places, student)
    if not pages:
        raise CourseError(f"{folder.root}: nothing graded yet. Run `course grade` first.")
    console.print(f"{len(pages)} pages under {places.shown(folder.root / 'feedback')}")


def scores(units: Units = None, gradebook: GradebookOption = None, student: Student = None):
    """Print the scores, with the reason for each lost point."""
    places, syllabus = Places.find(), read_syllabus()
    folder = chosen_gradebook(gradebook, places)
    require_students(student, folder)
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
        table.add_row(row.student, row.unit, points, hand, "\n".join(lost), end_section=True)
    return table


def require_students(students, folder):
    """Refuse ids that never handed anything in."""
    known = {path.name for path in (folder.root / "submitted").glob("*") if path.is_dir()}
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
