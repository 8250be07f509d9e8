"""The student's commands: open the course, hand a notebook in."""

from pathlib import Path
from typing import Annotated

import typer

from course.cli.options import console
from course.handin import pack, review
from course.lab import open_lab, prepare_work
from course.lab.home import ensure_home
from course.places import Places
from course.syllabus import read_syllabus

PASS_ON = {"allow_extra_args": True, "ignore_unknown_options": True}


def lab(context: typer.Context):
    """Open the units in JupyterLab, on the syllabus; its own options may follow."""
    places, syllabus = Places.find(), read_syllabus()
    for sentence in (*prepare_work(places, syllabus), ensure_home()):
        _print(sentence)
    page = places.syllabus_page.name
    open_lab(places.work_folder, page, "student", context.args)


def submit(
    notebook: Annotated[str, typer.Argument(help="A unit such as 01-neurons, or a file.")],
    student: Annotated[str, typer.Option(help="Your id, where no learning platform adds it.")] = "",
):
    """Look a notebook over, say what is missing, and pack it for handing in."""
    places, syllabus = Places.find(), read_syllabus()
    path = _notebook(notebook, places, syllabus)
    reviewed = review(path, places, syllabus)
    packed = pack(reviewed, path.parent, student)
    for title, lines in (
        ("not finished yet", reviewed.unfinished),
        ("failed when last run", [f"{check}: {said}" for check, said in reviewed.failed]),
        ("will be repaired, without losing points", reviewed.repairs),
    ):
        if lines:
            _print(f"{title}:")
            for line in lines:
                _print(f"  {line}")
    warning = " It is handed in as it is: you may finish it and pack it again."
    _print(f"{reviewed.unit} is packed.{warning if reviewed.unfinished else ''}")
    _print(f"Hand in this file: {places.shown(path.parent / packed.name)}")


def _notebook(given, places, syllabus):
    """A unit's id means the student's own copy of it."""
    if given in {unit.id for unit in syllabus.units}:
        return places.work(given)
    return Path(given).resolve()


def _print(text):
    """Print names as they are: neither as markup nor broken into lines."""
    if text:
        console.print(text, markup=False, highlight=False, soft_wrap=True)
