"""Who the students are on a learning platform, from the class list."""

from dataclasses import dataclass
from pathlib import Path

from course.intake.students import roster_rows

COLUMNS = (
    "name",
    "canvas_id",
    "sis_user_id",
    "sis_login_id",
    "section",
    "email",
    "idnumber",
    "username",
)


@dataclass(frozen=True)
class Person:
    """One line of ``roster.csv``; what the list does not say is empty.

    Attributes
    ----------
    id : str
        The student's id in the grade book.
    name : str
    canvas_id, sis_user_id, sis_login_id, section : str
        As Canvas calls them.
    email, idnumber, username : str
        As Moodle calls them.
    """

    id: str
    name: str = ""
    canvas_id: str = ""
    sis_user_id: str = ""
    sis_login_id: str = ""
    section: str = ""
    email: str = ""
    idnumber: str = ""
    username: str = ""


def read_people(folder):
    """Return everybody who is on the class list or has handed something in.

    Parameters
    ----------
    folder : course.gradebook.GradebookFolder

    Returns
    -------
    dict of str to Person
        By the student's id, in order.

    Raises
    ------
    CourseError
        If there is a class list that cannot be read.
    """
    rows = roster_rows(Path(folder.root) / "roster.csv") or []
    people = {
        row["id"]: Person(row["id"], **{name: row.get(name, "") for name in COLUMNS})
        for _, row in rows
    }
    handed_in = (path.name for path in (folder.root / "submitted").glob("*") if path.is_dir())
    for student in handed_in:
        people.setdefault(student, Person(student))
    return dict(sorted(people.items()))
