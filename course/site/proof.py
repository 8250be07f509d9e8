"""Prove that a built site is free of answers: every page against every master."""

import re
from html import unescape

from course.errors import CourseError
from course.master import read_master
from course.verification import leaks, leaks_elsewhere

TAG = re.compile(r"<[^>]*>")
MOST_SHOWN = 10


def require_no_answers_on_pages(folder, units, places):
    """Refuse a site on which an answer, a hidden test, a rubric or a wrong answer can be read.

    Parameters
    ----------
    folder : pathlib.Path
        The built pages. Text and attributes count, the colouring of code does not.
    units : list of str
        The units that have a page; ``units/<unit>.html`` is compared line by line.
    places : course.places.Places

    Returns
    -------
    int
        How many pages were compared.

    Raises
    ------
    CourseError
        If something leaks; the first places are named.
    """
    pages = {
        path.relative_to(folder).as_posix(): path.read_text("utf-8")
        for path in sorted(folder.rglob("*.html"))
    }
    texts = {name: _readable(page) for name, page in pages.items()}
    masters = [read_master(places.master(unit)) for unit in units]
    found = []
    for master in masters:
        own = f"units/{master.unit}.html"
        told = leaks(master, {"page": texts[own]}, {})
        found += [sentence.replace("student edition", own) for sentence in told]
    found += leaks_elsewhere(masters, texts, {})
    if found:
        more = [f"and {len(found) - MOST_SHOWN} more"] if len(found) > MOST_SHOWN else []
        raise CourseError(
            "the site gives answers away.\n  " + "\n  ".join([*found[:MOST_SHOWN], *more])
        )
    return len(pages)


def _readable(page):
    attributes = re.findall(r'"([^"]*)"', page)
    return unescape(TAG.sub("", page)) + "\n" + unescape("\n".join(attributes))
