"""The file that Moodle's grade import takes."""

from course.exports.identifiers import identifiers, not_found
from course.exports.safe import shown
from course.exports.table import Table, grades_of, most_points

# Moodle's own names for the columns by which it finds people.
IDENTIFIERS = {"email": "Email address", "idnumber": "ID number", "username": "Username"}
MOST_POINTS = 100  # of a grade item, unless the site allows more


def moodle_table(gathered, reasons, **unused):
    """Return the rows of a Moodle grade import (CSV file).

    Parameters
    ----------
    gathered : course.report.gathered.Gathered
    reasons : callable
        Takes a `course.report.gathered.Work`, returns why points are missing as its student may
        read it, in pairs of check and reason.

    Returns
    -------
    course.exports.Table

    Notes
    -----
    One column finds the user, by e-mail address, ID number or username; then, for each unit, a
    column to map to its grade item and one to map to that item's feedback. A row without the
    identifier would go to the student above it, and one whose user Moodle does not know stops the
    whole import: neither is written [1]_.

    References
    ----------
    .. [1] ``grade/import/csv/classes/load_data.php``, https://github.com/moodle/moodle
    """
    field = max(IDENTIFIERS, key=lambda name: len(identifiers(gathered.people, name)))
    known = identifiers(gathered.people, field)
    texts, notes = grades_of(known, gathered)
    units = [unit.id for unit in gathered.units]
    titles = [title for unit in units for title in (unit, f"{unit} (feedback)")]
    rows = [[IDENTIFIERS[field], *titles]]
    for student, identifier in known.items():
        cells = [identifier]
        for unit in units:
            text = texts[unit, student]
            cells += [text, _feedback(gathered.works[unit, student], reasons) if text else ""]
        rows.append(cells)
    notes += _missing(field, known, gathered)
    return Table(rows, notes, sum(map(bool, texts.values())))


def _feedback(work, reasons):
    return shown("; ".join(f"{check}: {reason}" for check, reason in reasons(work)))


def _missing(field, known, gathered):
    unknown = [student for student in gathered.people if student not in known]
    if unknown:
        yield not_found(unknown, field)
    for unit, points in most_points(gathered).items():
        if points > MOST_POINTS:
            yield f"{unit}: {points:g} points; Moodle takes {MOST_POINTS} unless its site allows more"
