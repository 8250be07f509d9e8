"""A student's page: her own units, and of the others nothing but a median."""

import numpy as np

from course.report import figures
from course.report.items import FEWEST
from course.report.summary import state
from course.report.templating import environment, style

TOLD = {
    "final": "graded",
    "waiting": "your written answer still waits to be graded",
    "flagged": "a person will look at it before points are given",
    "open": "not graded yet: ask your instructor",
    "missing": "not handed in",
}


def medians(gathered):
    """Return the median share of each unit, by id; None where fewer than ten tell about others."""
    found = {}
    for unit in gathered.units:
        shares = [w.share for w in gathered.of_unit(unit.id) if w.share is not None]
        found[unit.id] = float(np.median(shares)) if len(shares) >= FEWEST else None
    return found


def own_page(title, student, gathered, class_medians, reasons, now):
    """Return a student's page as HTML.

    Parameters
    ----------
    title : str
        Of the course.
    student : str
    gathered : course.report.gathered.Gathered
    class_medians : dict of str to float or None
        From `medians`.
    reasons : course.report.reasons.SafeReasons
        Hidden tests stay hidden.
    now : datetime.datetime
    """
    works = gathered.of_student(student)
    rows = [
        _row(unit, works.get(unit.id), class_medians[unit.id], reasons) for unit in gathered.units
    ]
    drawn = figures.own_shares([(row["unit"].id, row["share"], row["median"]) for row in rows])
    name = gathered.people[student].name
    return (
        environment()
        .get_template("student.html.jinja")
        .render(
            title=title,
            name=f"{name} ({student})" if name else student,
            now=now,
            style=style(),
            rows=rows,
            own=drawn,
            has_median=any(row["median"] is not None for row in rows),
        )
    )


def _row(unit, work, median, reasons):
    if work is None:
        empty = dict.fromkeys(("share", "points", "decided", "waiting"))
        shown = dict.fromkeys(("points", "decided", "waiting"), "")
        return (
            empty
            | shown
            | {
                "unit": unit,
                "median": median,
                "state": TOLD["missing"],
                "reasons": [],
                "repairs": (),
            }
        )
    counts = work.counts
    return {
        "unit": unit,
        "share": work.share,
        "points": f"{work.points:g}" if counts else "",
        "decided": f"{work.decided:g}" if counts else "",
        "waiting": f"{work.waiting:g}" if work.waiting else "",
        "median": median,
        "state": TOLD[state(work)],
        "reasons": reasons(work) if counts else [],
        "repairs": work.repairs,
    }
