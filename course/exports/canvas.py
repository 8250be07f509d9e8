"""The file that Canvas's gradebook imports."""

from course.exports.identifiers import identifiers, not_found
from course.exports.safe import shown
from course.exports.table import Table, grades_of, most_points

FIELDS = ("canvas_id", "sis_user_id", "sis_login_id")
HEADER = ("Student", "ID", "SIS User ID", "SIS Login ID", "Section")


def canvas_table(gathered, **unused):
    """Return the rows of a Canvas grade import.

    Parameters
    ----------
    gathered : course.report.gathered.Gathered

    Returns
    -------
    course.exports.Table

    Notes
    -----
    Five columns say who a student is, then one column an assignment; the second row holds the
    points possible. Canvas finds a student by ``ID``, else ``SIS User ID``, else ``SIS Login ID``,
    and an assignment by its name; it offers to make one that it does not know [1]_.

    References
    ----------
    .. [1] ``lib/gradebook_importer.rb``, https://github.com/instructure/canvas-lms
    """
    found = [identifiers(gathered.people, field) for field in FIELDS]
    known = {s: person for s, person in gathered.people.items() if any(s in ids for ids in found)}
    texts, notes = grades_of(known, gathered)
    units, worth = [unit.id for unit in gathered.units], most_points(gathered)
    points = [f"{worth[unit]:g}" for unit in units]
    rows = [[*HEADER, *units], ["    Points Possible", "", "", "", "", *points]]
    for student, person in known.items():
        ids = [by_student.get(student, "") for by_student in found]
        who = [shown(person.name or student), *ids, shown(person.section)]
        rows.append([*who, *(texts[unit, student] for unit in units)])
    unknown = [student for student in gathered.people if student not in known]
    if unknown:
        notes.append(not_found(unknown, "canvas_id, sis_user_id or sis_login_id"))
    return Table(rows, notes, sum(map(bool, texts.values())))
