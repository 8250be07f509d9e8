"""By what a platform finds a student."""

from collections import Counter

from course.exports.safe import is_formula
from course.exports.table import listed


def identifiers(people, field):
    """Return the texts of one field that can tell students apart, by student.

    Parameters
    ----------
    people : dict of str to course.intake.people.Person
    field : str

    Returns
    -------
    dict of str to str
        Those without one are left out, and those who share one: their grades would go to one
        person. An apostrophe against formulas would spoil it, so it must not look like one.
    """
    texts = {student: getattr(person, field) for student, person in people.items()}
    counts = Counter(text.casefold() for text in texts.values())
    return {
        student: text
        for student, text in texts.items()
        if text and counts[text.casefold()] == 1 and not is_formula(text)
    }


def not_found(students, columns):
    """Say who is not written, and what the class list should have for them."""
    return (
        f"not written: {listed(students)}. In the grade book's roster.csv each needs a value of "
        f"its own in the column {columns}"
    )
