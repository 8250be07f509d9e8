"""The author's commands: build editions, verify checks."""

import json
from typing import Annotated

import typer
from rich.markup import escape
from rich.table import Table

from course.cli.options import Units, chosen_units, console
from course.editions import build_unit, stale_editions
from course.errors import CourseError
from course.master import read_master
from course.places import Places
from course.syllabus import read_syllabus
from course.syllabus_page import is_page_stale, write_page
from course.verification import leaks, unproven, write_record
from course.verification import verify as verify_master


def build(
    units: Units = None,
    check: Annotated[
        bool, typer.Option("--check", help="Write nothing; fail if a committed edition is stale.")
    ] = False,
):
    """Build the executed solution and the student edition of each unit."""
    places, syllabus = Places.find(), read_syllabus()
    chosen = chosen_units(units, places, syllabus)
    if check:
        _require_fresh(chosen, places, syllabus)
        return
    for unit in chosen:
        with console.status(f"building {unit}"):
            done = build_unit(unit, places, syllabus)
        how = "executed" if done.executed else "not executed again"
        files = ", ".join(str(places.shown(path)) for path in done.written)
        console.print(f"{unit}: {how}; {'wrote ' + files if files else 'up to date'}")
    if write_page(syllabus, places):
        console.print(f"wrote {places.shown(places.syllabus_page)}")


def verify(units: Units = None):
    """Try the reference, the blank cell and every mutant against the checks."""
    places, syllabus = Places.find(), read_syllabus()
    problems = []
    for unit in chosen_units(units, places, syllabus):
        master = read_master(places.master(unit))
        verdicts = verify_master(master)
        console.print(_table(unit, verdicts))
        if written := write_record(master, verdicts):
            console.print(f"wrote {places.shown(written)}: the report names misconceptions by it")
        problems += unproven(master, verdicts) + _leaks(master, places)
    if problems:
        raise CourseError("\n".join(problems))
    console.print("Every reference passes; every blank and every mutant fails; nothing leaks.")


def _require_fresh(units, places, syllabus):
    stale = [path for unit in units for path in stale_editions(unit, places, syllabus)]
    stale += [places.syllabus_page] if is_page_stale(syllabus, places) else []
    if stale:
        files = "\n".join(f"  {places.shown(path)}" for path in stale)
        raise CourseError(
            f"these editions do not match their masters:\n{files}\nRun `course build`."
        )
    console.print(f"{len(units)} units are up to date")


def _table(unit, verdicts):
    table = Table("exercise", "answer", "fails", title=unit, title_justify="left")
    for verdict in verdicts:
        checks = ", ".join(check.removeprefix(f"{verdict.exercise}-") for check in verdict.failed)
        style = None if verdict.is_right else "bold red"
        # Escaped: a mutant may be named after x[i], which Rich takes for markup.
        table.add_row(verdict.exercise, escape(verdict.answer), checks or "nothing", style=style)
    return table


def _leaks(master, places):
    path = places.student(master.unit)
    try:
        notebook = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:  # absent or damaged
        cure = f"Run `course build {master.unit}` first."
        raise CourseError(f"{places.shown(path)}: no student edition to search. {cure}") from error
    sources = {
        str(places.shown(path)): path.read_text("utf-8") for path in places.helpers.rglob("*.py")
    }
    return leaks(master, notebook, sources)
