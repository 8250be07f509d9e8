"""Options and arguments that several commands share."""

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from course.gradebook import GradebookFolder

console = Console()

Units = Annotated[
    list[str] | None, typer.Argument(help="Ids such as 01-neurons; all written ones if left out.")
]
GradebookOption = Annotated[
    Path | None,
    typer.Option("--gradebook", help="Folder of the grade book; gradebook/ if left out."),
]
DatabaseOption = Annotated[
    str,
    typer.Option(
        "--database",
        envvar="COURSE_DATABASE_URL",
        help="Such as postgresql://user@host/name; a file in the grade book if left out.",
    ),
]


def chosen_units(units, places, syllabus):
    """Return the ids asked for, or every unit that has a master."""
    if units:
        return [syllabus.unit(unit).id for unit in units]
    return [unit.id for unit in syllabus.units if places.master(unit.id).is_file()]


def chosen_gradebook(path, places, database=""):
    """Return the grade book asked for, or the checkout's own."""
    return GradebookFolder(path or places.gradebook, database)
