"""The page that students open first: every unit with its minutes and objectives."""

from course.atomic import write_whole
from course.errors import CourseError

HOW_TO_WORK = """\
## How to work

1. Open a unit below. Read a cell, **predict** what it will show, then run it with Shift+Enter.
2. Write each exercise, and run the check below it. A check that fails says where to look.
3. When you are through: *Kernel*, *Restart Kernel and Run All Cells*. The *Validate* button above the
   notebook runs all checks, and says which fail.
4. Save, then open a terminal (*File*, *New*, *Terminal*) and pack the unit: `course submit 01-neurons`.
   Hand in the zip that it names, where your course collects them."""


def syllabus_page(syllabus, places):
    """Return the page as Markdown.

    Parameters
    ----------
    syllabus : course.syllabus.Syllabus
    places : course.places.Places
        Units without a student edition get no link.

    Returns
    -------
    str
        Links are relative to the page, which stands beside the units' folders.
    """
    hours = sum(unit.minutes for unit in syllabus.units) / 60
    rows = "\n".join(
        f"| {unit.id[:2]} | {_linked(unit, places)} | {unit.minutes} |" for unit in syllabus.units
    )
    units = "\n\n".join(_unit(unit, places) for unit in syllabus.units)
    return (
        f"# {syllabus.title}\n\n"
        f"{len(syllabus.units)} units, about {hours:.0f} hours in all.\n\n"
        f"{HOW_TO_WORK}\n\n## The units\n\n"
        f"| | unit | minutes |\n|---|---|---|\n{rows}\n\n{units}\n"
    )


def _unit(unit, places):
    objectives = "\n".join(f"- {objective}" for objective in unit.objectives)
    return (
        f"### {unit.id[:2]} {_linked(unit, places)}\n\n{unit.minutes} minutes. At the end you can:"
        f"\n\n{objectives}"
    )


def _linked(unit, places):
    if not places.student(unit.id).is_file():
        return f"{unit.title} (not yet written)"
    return f"[{unit.title}]({unit.id}/{unit.id}.ipynb)"


def is_page_stale(syllabus, places):
    """Tell whether the page in the checkout differs from the one that would be written."""
    try:
        return places.syllabus_page.read_text("utf-8") != syllabus_page(syllabus, places)
    except (OSError, UnicodeDecodeError):
        return True


def write_page(syllabus, places):
    """Write the page; return whether it changed.

    Raises
    ------
    CourseError
        If the disk refuses.
    """
    if not is_page_stale(syllabus, places):
        return False
    try:
        write_whole(places.syllabus_page, syllabus_page(syllabus, places))
    except OSError as error:
        raise CourseError(
            f"{places.syllabus_page}: cannot write ({error.strerror}). "
            "Free the disk or its permissions."
        ) from error
    return True
