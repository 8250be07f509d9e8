"""The instructor's command for grades that go elsewhere."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from course.atomic import write_whole
from course.cli.options import (
    DatabaseOption,
    GradebookOption,
    Units,
    chosen_gradebook,
    chosen_units,
    console,
)
from course.errors import CourseError
from course.exports import FORMATS
from course.places import Places
from course.report.gathered import gather
from course.report.reasons import SafeReasons
from course.syllabus import read_syllabus

Format = StrEnum("Format", list(FORMATS))
LINES_SHOWN = 5


def export(
    format: Annotated[Format, typer.Argument(help="Whose layout.")],
    units: Units = None,
    to: Annotated[
        Path | None,
        typer.Option(help="The file; exports/<format>.csv in the grade book if left out."),
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Show what would be written, and write nothing.")
    ] = False,
    gradebook: GradebookOption = None,
    database: DatabaseOption = "",
):
    """Write the grades for a learning platform; what is not final stays empty."""
    places, syllabus = Places.find(), read_syllabus()
    folder = chosen_gradebook(gradebook, places, database)
    chosen = [syllabus.unit(unit) for unit in chosen_units(units, places, syllabus)]
    gathered = gather(folder, places, chosen)
    with console.status(f"exporting for {format}"):
        make = FORMATS[format]
        table = make(gathered, folder=folder, places=places, reasons=SafeReasons(places))
    path = to or folder.root / "exports" / f"{format}.csv"
    if dry_run:
        lines = table.text.splitlines()
        _print("\n".join(lines[:LINES_SHOWN]))
        _print(f"… {len(lines) - LINES_SHOWN} lines more" if len(lines) > LINES_SHOWN else "")
    else:
        _write(path, table.text)
    for note in table.notes:
        _print(note)
    verb = "would be written" if dry_run else "written"
    _print(f"grades {verb} to {places.shown(path)}: {table.grades}")


def _write(path, text):
    try:
        write_whole(path, text)
    except OSError as error:
        raise CourseError(
            f"{path}: cannot be written ({error.strerror}). Choose another file with --to; "
            "the grade book is as it was."
        ) from error


def _print(text):
    """Print names as they are: neither as markup nor broken into lines."""
    console.print(text, markup=False, highlight=False, soft_wrap=True)
