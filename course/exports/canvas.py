"""The file that Canvas's gradebook imports."""

from course.exports.safe import is_formula, shown
from course.exports.table import Table, grades_of, listed, most_points

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
    known = {student: person for student, person in gathered.people.items() if _ids(person)}
    texts, notes = grades_of(known, gathered)
    units, worth = [unit.id for unit in gathered.units], most_points(gathered)
    points = [f"{worth[unit]:g}" for unit in units]
    rows = [[*HEADER, *units], ["    Points Possible", "", "", "", "", *points]]
    for student, person in known.items():
        who = [shown(person.name or student), *_ids(person), shown(person.section)]
        rows.append([*who, *(texts[unit, student] for unit in units)])
    unknown = [student for student in gathered.people if student not in known]
    if unknown:
        notes.append(
            f"{len(unknown)} students are not written: roster.csv has no canvas_id, sis_user_id or "
            f"sis_login_id that can be used for {listed(unknown)}"
        )
    return Table(rows, notes, sum(map(bool, texts.values())))


def _ids(person):
    """Return the three ids, or nothing if none can be used."""
    ids = [person.canvas_id, person.sis_user_id, person.sis_login_id]
    ids = ["" if is_formula(text) else text for text in ids]
    return ids if any(ids) else []
