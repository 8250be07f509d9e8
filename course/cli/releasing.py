"""The instructor's commands: release the units to students, open her desk."""

import os
from pathlib import Path
from typing import Annotated

import typer

from course.cli.options import (
    DatabaseOption,
    GradebookOption,
    Units,
    chosen_gradebook,
    chosen_units,
    console,
)
from course.errors import CourseError
from course.lab import open_lab
from course.lab.home import ensure_home
from course.places import Places
from course.release import bundle, require_no_answers, to_branch, to_folder, to_zip
from course.syllabus import read_syllabus


def release(
    target: Annotated[str, typer.Argument(help="A folder, a name ending in .zip, or a branch.")],
    units: Units = None,
    branch: Annotated[
        bool, typer.Option("--branch", help="The target is a branch of this checkout.")
    ] = False,
):
    """Write what students receive, once it is proved free of answers."""
    places, syllabus = Places.find(), read_syllabus()
    chosen = chosen_units(units, places, syllabus)
    if not branch and not Path(target).absolute().parent.is_dir():
        raise CourseError(
            f"{target}: the folder around it does not exist. Make it, or name another."
        )
    with console.status("looking for answers in every file"):
        files = bundle(chosen, places, syllabus)
        masters = require_no_answers(files, places, syllabus)
    proof = f"{len(files)} files hold nothing of the answers in {masters} masters"
    _print(f"{len(chosen)} units; {proof}.")
    _print(_written(files, target, branch, places))


def _written(files, target, branch, places):
    if branch:
        is_new = to_branch(files, target, places.root)
        push = f"Publish it with: git push origin {target}"
        return f"{'committed to' if is_new else 'nothing new for'} the branch {target}. {push}"
    path = Path(target)
    (to_zip if path.suffix == ".zip" else to_folder)(files, path)
    return f"wrote {path}"


def desk(context: typer.Context, gradebook: GradebookOption = None, database: DatabaseOption = ""):
    """Open masters and grade book in JupyterLab; its own options may follow."""
    places = Places.find()
    if told := ensure_home():
        _print(told)
    folder = chosen_gradebook(gradebook, places, database)
    folder.open(places).close()  # formgrader needs its settings, also before the first submission
    os.chdir(folder.root)  # where nbgrader looks for them
    open_lab(places.root, "solutions", "instructor", context.args)


def _print(text):
    console.print(text, markup=False, highlight=False, soft_wrap=True)
