"""How every wrong answer fails, kept beside the master: the report names misconceptions by it.

Trying the answers of a unit takes from seconds to minutes, so `course verify` keeps what it saw.
"""

import hashlib
import json
import re

from course.atomic import write_whole
from course.errors import CourseError
from course.verification.verdicts import REFERENCE

FILE = "wrong-answers.json"
CHARACTERS = 300
ASSERTION = "AssertionError: "
# A path with folders belongs to the machine that verified.
MACHINE = re.compile(r"(?<![\w.])/(?:[\w.+-]+/)+")


def write_record(master, verdicts):
    """Keep how the wrong answers of a unit fail.

    What is kept of an exercise stays, byte for byte, as long as its cells and the checks that
    each answer fails are the same: numbers of a training inside the messages may waver.

    Parameters
    ----------
    master : course.master.Master
    verdicts : list of Verdict
        From `course.verification.verify`.

    Returns
    -------
    pathlib.Path or None
        The file, if it changed.
    """
    path, kept = master.path.with_name(FILE), _read(master)
    record = {}
    for exercise in master.exercises:
        answers = {
            verdict.answer: {check: _message(text) for check, text in verdict.failed.items()}
            for verdict in verdicts
            if verdict.exercise == exercise and verdict.answer != REFERENCE
        }
        new = {"digest": _digest(master, exercise), "answers": answers}
        old = kept.get(exercise)
        record[exercise] = old if old and _pattern(old) == _pattern(new) else new
    if record == kept and path.is_file():
        return None
    try:
        write_whole(path, json.dumps(record, indent=1, ensure_ascii=False) + "\n")
    except OSError as error:
        raise CourseError(f"{path}: cannot be written ({error.strerror}).") from error
    return path


def read_record(master):
    """Return how the wrong answers of a unit fail.

    Parameters
    ----------
    master : course.master.Master

    Returns
    -------
    dict of str to dict of str to dict of str to str
        By exercise, then by answer (``blank`` or a mutant's name): what each failed check says.
        Exercises that were changed since, or never verified, are left out.
    """
    return {
        exercise: entry["answers"]
        for exercise, entry in _read(master).items()
        if exercise in master.exercises and entry["digest"] == _digest(master, exercise)
    }


def _read(master):
    try:
        return json.loads(master.path.with_name(FILE).read_text("utf-8"))
    except (OSError, ValueError):  # never written, or damaged: verifying mends both
        return {}


def _digest(master, exercise):
    """The cells of an exercise alone: mending prose makes nothing out of date."""
    cells = [cell for cell in master.cells if cell.kind == "exercise" and cell.id == exercise]
    cells += [*master.of("check", exercise), *master.of("mutant", exercise)]
    text = "\0".join(f"{cell.kind}\0{cell.id}\0{cell.name}\0{cell.source}" for cell in cells)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _pattern(entry):
    failed = {answer: sorted(checks) for answer, checks in entry["answers"].items()}
    return entry["digest"], failed


def _message(text):
    return MACHINE.sub("…/", text.removeprefix(ASSERTION))[:CHARACTERS]
