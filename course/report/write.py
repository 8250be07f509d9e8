"""Write the report: one page for the instructor, one for each student."""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from course.atomic import write_whole
from course.errors import CourseError
from course.report.gathered import gather
from course.report.misconceptions import Misconceptions
from course.report.own_page import medians, own_page
from course.report.page import class_page
from course.report.pairs import class_pairs
from course.report.reasons import SafeReasons


@dataclass(frozen=True)
class Report:
    """What was written.

    Attributes
    ----------
    page : pathlib.Path
        The instructor's.
    own : list of pathlib.Path
        The students', one each.
    """

    page: Path
    own: list


def write_report(units, folder, places, title, students=None, now=None):
    """Write the report on a class into the grade book's folder ``reports``.

    Parameters
    ----------
    units : sequence of course.syllabus.Unit
    folder : course.gradebook.GradebookFolder
    places : course.places.Places
    title : str
        Of the course.
    students : collection of str, optional
        Whose own pages to write; everybody's if left out.
    now : datetime.datetime, optional

    Returns
    -------
    Report

    Raises
    ------
    CourseError
        If there is nothing to report, a student is unknown, the grade book cannot be read or a
        page not be written.
    """
    gathered = gather(folder, places, units)
    for student in students or ():
        if student not in gathered.people:
            raise CourseError(f"{folder.root}: there is no student {student!r}.")
    now = now or datetime.now(UTC)
    pairs = class_pairs(gathered, places)
    html = class_page(title, gathered, Misconceptions(places), pairs, now)
    page = folder.root / "reports" / "report.html"
    _write(page, html)
    middle, reasons, own = medians(gathered), SafeReasons(places), []
    for student in gathered.people if students is None else students:
        path = page.parent / "students" / f"{student}.html"
        _write(path, own_page(title, student, gathered, middle, reasons, now))
        own.append(path)
    return Report(page, own)


def _write(path, html):
    try:
        write_whole(path, html)
    except OSError as error:
        raise CourseError(
            f"{path}: cannot be written ({error.strerror}). Free the disk or its permissions and "
            "run the command again: the grade book is as it was."
        ) from error
