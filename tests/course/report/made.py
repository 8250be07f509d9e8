"""Submissions made by hand, small enough to reckon with."""

from course.intake.people import Person
from course.report.gathered import Gathered, Item, Work
from course.syllabus import Unit

UNIT = Unit("00-doubling", "Doubling", 10, ("Double",), ("doubling",))


def work(student, *points, status="graded", reasons=(), question=None, **more):
    """Return a submission with checks of 2 points each, and a question of 3 if given ('waits')."""
    reasons = [*reasons, *[""] * len(points)]
    items = [
        Item(f"double-check-{n}", "double", value, 2.0, reason)
        for n, (value, reason) in enumerate(zip(points, reasons, strict=False), start=1)
    ]
    if question is not None:
        value = None if question == "waits" else question
        items.append(Item("why", "why", value, 3.0, by_hand=value is not None))
    return Work(student, UNIT.id, status, tuple(items), **more)


def gathered(works, others=()):
    students = sorted({w.student for w in works} | set(others))
    people = {student: Person(student) for student in students}
    return Gathered((UNIT,), people, {(w.unit, w.student): w for w in works})
