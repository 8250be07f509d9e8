"""nbgrader's own CSV, through its own exporter."""

import csv
import tempfile
from pathlib import Path

from nbgrader.plugins import CsvExportPlugin
from sqlalchemy.exc import SQLAlchemyError

from course.errors import CourseError
from course.exports.safe import shown
from course.exports.table import Table, grades_of
from course.gradebook.database import cause

NAMES = ("last_name", "first_name", "email")


def stock_table(gathered, folder, places, **unused):
    """Return the rows that ``nbgrader export`` writes for these units.

    Parameters
    ----------
    gathered : course.report.gathered.Gathered
    folder : course.gradebook.GradebookFolder
    places : course.places.Places

    Returns
    -------
    course.exports.Table
        It has points so far for what is not graded yet and 0 for what was not handed in, where the
        other formats leave the cell empty; the notes say which.

    Raises
    ------
    CourseError
        If the database refuses, or a name given in formgrader has a comma, which nbgrader's
        exporter does not quote.
    """
    header, *rows = _exported(gathered, folder, places)
    for row in rows:
        if len(row) != len(header):
            raise CourseError(
                f"{folder.root}: the name of {row[3]} has a comma, and nbgrader's exporter writes "
                "it as two columns. Mend it in formgrader, or export canvas or moodle."
            )
        for name in NAMES:
            row[header.index(name)] = shown(row[header.index(name)])
    _, notes = grades_of(gathered.people, gathered)
    notes = [
        note.replace(
            "left empty, not handed in", "written as 0 or left out, not handed in"
        ).replace("left empty", "written with the points so far")
        for note in notes
    ]
    return Table([header, *rows], notes, len(rows))


def _exported(gathered, folder, places):
    plugin = CsvExportPlugin()
    plugin.assignment = [unit.id for unit in gathered.units]
    with tempfile.TemporaryDirectory() as scratch, folder.open(places) as book:
        plugin.to = str(Path(scratch) / "grades.csv")
        try:
            plugin.export(book)
        except SQLAlchemyError as error:
            raise CourseError(
                f"{folder.root}: cannot read the grade book ({cause(error)}). Is it in use, by "
                "formgrader perhaps? Nothing was written: run the command again."
            ) from error
        with open(plugin.to, newline="") as file:
            return list(csv.reader(file))
