"""The instructor's command for files that students hand in."""

from collections import Counter
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from course.cli.options import GradebookOption, chosen_gradebook, console
from course.errors import CourseError
from course.intake import collect as collect_files
from course.places import Places
from course.syllabus import read_syllabus

MOST_SHOWN = 10
CHANGES = ("new", "replaced", "unchanged")


def collect(
    sources: Annotated[
        list[Path], typer.Argument(help="Folders, notebooks, and zips from Canvas or Moodle.")
    ],
    gradebook: GradebookOption = None,
):
    """Take the notebooks that students handed in into the grade book."""
    places, syllabus = Places.find(), read_syllabus()
    folder = chosen_gradebook(gradebook, places)
    with console.status("collecting"):
        collection = collect_files(sources, places, syllabus, gradebook=folder.root)
    if collection.accepted:
        console.print(_counts(collection.accepted))
    _print_notes(collection.accepted)
    for item in collection.quarantined:
        console.print("in quarantine", style="bold red", end=" ")
        _print(f"{item.source}\n  {item.reason}\n  See {places.shown(item.path)}")
    _print_ignored(collection.ignored)
    if not collection.accepted:
        raise CourseError(_nothing(collection, sources))


def _counts(accepted):
    changes = {unit: Counter() for unit in sorted({item.unit for item in accepted})}
    for item in accepted:
        changes[item.unit][item.change] += 1
    table = Table("unit", *CHANGES)
    for unit, count in changes.items():
        table.add_row(unit, *(str(count[name]) for name in CHANGES))
    return table


def _print_notes(accepted):
    """Print what was resolved; new names come last, since platforms rename everything."""
    notes = [(note, item) for item in accepted for note in item.notes]
    notes.sort(key=lambda pair: pair[0].startswith("renamed"))
    for note, item in notes[:MOST_SHOWN]:
        _print(f"{item.student} {item.unit}: {note}")
    if len(notes) > MOST_SHOWN:
        _print(f"and {len(notes) - MOST_SHOWN} more like the last")


def _print_ignored(ignored):
    if ignored:
        names = ", ".join(ignored[:MOST_SHOWN]) + (", …" if len(ignored) > MOST_SHOWN else "")
        _print(f"other files, left alone ({len(ignored)}): {names}")


def _print(text):
    """Print file names as they are: neither as markup nor broken into lines."""
    console.print(text, markup=False, highlight=False, soft_wrap=True)


def _nothing(collection, sources):
    if collection.quarantined:
        count = len(collection.quarantined)
        return f"nothing was accepted; {count} in quarantine, with the reasons above."
    names = ", ".join(str(source) for source in sources)
    return f"{names}: no notebooks. Give a folder, a zip or an .ipynb file."
