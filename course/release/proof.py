"""Prove that a bundle is free of answers: every file against every master."""

import json

from course.errors import CourseError
from course.master import read_master
from course.verification import leaks, leaks_elsewhere, strings

MOST_SHOWN = 10
SOLUTIONS = "solutions/"


def require_no_answers(files, places, syllabus):
    """Refuse a bundle in which anything answers an exercise, of released units or others.

    Parameters
    ----------
    files : dict of str to bytes
        The bundle.
    places : course.places.Places
    syllabus : course.syllabus.Syllabus

    Returns
    -------
    int
        How many masters the files were compared with.

    Raises
    ------
    CourseError
        If something leaks; every place is named.
    """
    masters = [
        read_master(places.master(unit.id))
        for unit in syllabus.units
        if places.master(unit.id).is_file()
    ]
    found = [f"{name} is a master or a solution" for name in files if name.startswith(SOLUTIONS)]
    texts = {name: _text(name, data) for name, data in files.items()}
    codes = {name: _codes(name, data) for name, data in files.items()}
    for master in masters:
        own = places.student(master.unit).relative_to(places.root).as_posix()
        found += leaks(master, _parsed(files.get(own, b"{}")), {})  # where one line is too much
    found += leaks_elsewhere(masters, texts, codes)
    if found:
        more = [f"and {len(found) - MOST_SHOWN} more"] if len(found) > MOST_SHOWN else []
        told = "\n  ".join([*found[:MOST_SHOWN], *more])
        raise CourseError(
            f"nothing was released: answers would reach students.\n  {told}\n"
            "Take them out, or say it differently where they are given away."
        )
    return len(masters)


def _text(name, data):
    """What can be read in a file; of a notebook the strings, as JSON escapes would hide lines."""
    is_json = name.endswith((".ipynb", ".json"))
    return strings(_parsed(data)) if is_json else data.decode("utf-8", "replace")


def _codes(name, data):
    if name.endswith(".ipynb"):
        return ["".join(cell["source"]) for cell in _parsed(data)["cells"]]
    return [data.decode("utf-8", "replace")] if name.endswith(".py") else []


def _parsed(data):
    return json.loads(data.decode("utf-8", "replace"))
