"""Student ids: which are well formed, which the class list knows, which one a file belongs to."""

import csv
import difflib
import re
from pathlib import Path

from course.errors import CourseError
from course.intake.refusal import Refusal

STUDENT_ID = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9_.-]{0,62}[A-Za-z0-9])?")
DEVICES = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)
ID_RULE = "An id has letters, digits and `_ . -`."
HOW_TO_NAME = (
    "Name it <student>_<unit>.ipynb, or collect a folder that holds <student>/<unit>.ipynb."
)


def is_student_id(text):
    """Tell whether a text may be a student's id, which also names a folder on any system."""
    return bool(STUDENT_ID.fullmatch(text)) and not DEVICES.fullmatch(text)


def read_roster(path):
    """Read the class list, if there is one.

    Parameters
    ----------
    path : path-like
        A table with the column ``id``; the column ``also`` may give further ids of the same
        student, separated by spaces, such as the numbers that a platform uses.

    Returns
    -------
    dict of str to str or None
        The id to file under by every id that is accepted; None if there is no file.

    Raises
    ------
    CourseError
        If the file cannot be read, has no column ``id``, or an id is malformed or used twice.
    """
    rows = roster_rows(path)
    if rows is None:
        return None
    roster = {}
    for where, row in rows:
        for name in (row["id"], *row.get("also", "").split()):
            _add(roster, name, row["id"], where)
    return roster


def roster_rows(path):
    """Read the class list as it stands.

    Parameters
    ----------
    path : path-like

    Returns
    -------
    list of (str, dict of str to str) or None
        For each line with an id: where it stands, and its texts by the column's name in small
        letters. None if there is no file.

    Raises
    ------
    CourseError
        If the file cannot be read, or has no column ``id``.
    """
    path = Path(path)
    if not path.exists():
        return None
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "not UTF-8 text"
        raise CourseError(f"{path}: cannot read the class list ({reason}).") from error
    header = text.partition("\n")[0]
    table = csv.DictReader(text.splitlines(), delimiter=";" if ";" in header else ",")
    try:
        columns = {(name or "").strip().casefold(): name for name in table.fieldnames or ()}
        if "id" not in columns:
            raise CourseError(f"{path}: no column `id`. The first line must name the columns: id")
        rows = [
            (
                f"{path}, line {table.line_num}",
                {key: (row[name] or "").strip() for key, name in columns.items() if key},
            )
            for row in table
        ]
    except csv.Error as error:
        raise CourseError(f"{path}: not a table ({error}). Save it as CSV in UTF-8.") from error
    return [(where, row) for where, row in rows if row["id"]]


def _add(roster, name, student, where):
    if not is_student_id(name):
        raise CourseError(f"{where}: {name!r} is no student id. {ID_RULE}")
    if name in roster:
        raise CourseError(f"{where}: the id {name} is there already. Remove one of the two.")
    roster[name] = student


def choose_student(clues, roster=None):
    """Decide whose a file is.

    Parameters
    ----------
    clues : course.intake.names.Clues
    roster : mapping of str to str, optional
        From `read_roster`. Without it every well-formed id is accepted.

    Returns
    -------
    str

    Raises
    ------
    Refusal
        If there is no student in the names, more than one, or none that the roster knows.
    """
    if roster is None:
        return _without_roster(clues)
    names = clues.students + clues.hints
    known = {student for name in names if (student := _known(name, roster))}
    if len(known) > 1:
        raise Refusal(f"It names {' and '.join(sorted(known))}. {HOW_TO_NAME}")
    around = [student for name in clues.outer if (student := _known(name, roster))]
    if known or around:
        return known.pop() if known else around[0]
    if not names:
        raise Refusal(f"No student is named. {HOW_TO_NAME}")
    near = difflib.get_close_matches(names[0], roster, n=3, cutoff=0.5)
    hint = f"Nearest: {', '.join(near)}. " if near else ""
    raise Refusal(f"The class list has no student {names[0]}. {hint}Correct the name or the list.")


def _known(name, roster):
    if name in roster:
        return roster[name]
    folded = {roster[known] for known in roster if known.casefold() == name.casefold()}
    return folded.pop() if len(folded) == 1 else None


def _without_roster(clues):
    if clues.is_sure:
        return clues.students[0]
    numbered = [name for name in clues.students if any(char.isdigit() for char in name)]
    for names in (numbered, clues.students):
        if len(set(names)) == 1:
            return names[0]
    if clues.students:
        names = " or ".join(dict.fromkeys(clues.students))
        raise Refusal(f"It may be from {names}. List the students in roster.csv in the grade book.")
    numbered = [name for name in clues.hints + clues.outer if any(char.isdigit() for char in name)]
    if numbered:
        return numbered[0]
    raise Refusal(f"No student is named. {HOW_TO_NAME} {ID_RULE}")
