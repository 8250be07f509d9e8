"""``course demo``: a unit on its way from the author's text to a student's mark."""

import shutil
from functools import partial

import nbformat

from course.batch import grade_bytes, local_workers, regrade_class
from course.batch.progress import shown_progress
from course.cli.grading import score_table
from course.cli.options import console
from course.editions import build_unit
from course.errors import CourseError
from course.feedback import write_feedback
from course.gradebook import GradebookFolder, read_scores
from course.intake import collect
from course.master import read_master
from course.places import Places
from course.samples import KINDS, deserved_points, write_class
from course.sandbox.limits import Limits
from course.syllabus import read_syllabus

UNIT = "01-neurons"


def demo():
    """Build a unit, let a sample class hand it in, grade it, and say why points are missing."""
    places, syllabus = Places.find(), read_syllabus()
    folder = GradebookFolder(places.gradebook / "demo")

    console.rule("1. Build", align="left")
    with console.status(f"building {UNIT}"):
        built = build_unit(UNIT, places, syllabus)
    console.print(f"{UNIT} is {'built' if built.executed else 'up to date'}")

    console.rule("2. Hand in", align="left")
    master = read_master(places.master(UNIT))
    inbox = folder.root / "inbox"
    shutil.rmtree(inbox, ignore_errors=True)
    edition = nbformat.read(places.student(UNIT), as_version=nbformat.NO_CONVERT)
    samples = write_class(master, edition, inbox, len(KINDS))
    collected = collect([inbox], places, syllabus, gradebook=folder.root)
    console.print(f"{len(collected.accepted)} submissions: {', '.join(s.kind for s in samples)}")

    console.rule("3. Grade", align="left")
    progress, task = partial(shown_progress, console), partial(grade_bytes, budget=Limits())
    # The unit may have changed since the last demo; nobody needs to be asked about these marks.
    outcome = regrade_class(
        [UNIT], folder, places, local_workers, progress, task, approve=lambda changes: True
    )
    console.print(f"{len(outcome.graded)} graded now, {outcome.known} known before")

    console.rule("4. Scores", align="left")
    rows = read_scores(folder, places, [UNIT])
    console.print(score_table(rows))
    with console.status("comparing with what each sample deserves"):
        _require_deserved(rows, master, samples)
    console.print("Every score is what the sample deserves.")
    with console.status("writing feedback"):
        pages = write_feedback(UNIT, folder, places)

    console.rule("5. Where to look next", align="left")
    console.print(
        f"a student's feedback   {places.shown(pages[1])}\n"
        f"the grade book         nbgrader formgrader, in {places.shown(folder.root)}\n"
        f"the unit               make lab, then {UNIT}",
        highlight=False,
    )


def _require_deserved(rows, master, samples):
    deserved = deserved_points(master, [sample.answers for sample in samples])
    for row, points, sample in zip(rows, deserved, samples, strict=True):
        if row.points != sum(value or 0.0 for value in points.values()):
            raise CourseError(
                f"{row.student} ({sample.kind}) got {row.points:g} points but deserves "
                f"{sum(value or 0.0 for value in points.values()):g}. Please report this."
            )
