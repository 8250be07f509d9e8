"""The instructor's command for the report."""

from course.cli.grading import Student
from course.cli.options import (
    DatabaseOption,
    GradebookOption,
    Units,
    chosen_gradebook,
    chosen_units,
    console,
)
from course.places import Places
from course.report import write_report
from course.syllabus import read_syllabus


def report(
    units: Units = None,
    gradebook: GradebookOption = None,
    database: DatabaseOption = "",
    student: Student = None,
):
    """Write the report on the class, and a page for each student's eyes only."""
    places, syllabus = Places.find(), read_syllabus()
    folder = chosen_gradebook(gradebook, places, database)
    chosen = [syllabus.unit(unit) for unit in chosen_units(units, places, syllabus)]
    with console.status("writing the report"):
        written = write_report(chosen, folder, places, syllabus.title, student)
    console.print(
        f"the class     {places.shown(written.page)}\n"
        f"the students  {len(written.own)} pages under {places.shown(written.page.parent)}/students",
        markup=False,
        highlight=False,
        soft_wrap=True,
    )
