"""The instructor's page: one HTML file that needs nothing else."""

from collections import Counter

import numpy as np

from course.report import figures
from course.report.items import item_statistics, wrong_answers
from course.report.summary import STATES, summarise
from course.report.templating import NOTHING, environment, percent, style

SECTIONS = (
    ("completion", "Completion"),
    ("scores", "Scores"),
    ("checks", "Checks"),
    ("time", "Time"),
    ("repairs", "Repairs"),
    ("flags", "Flags"),
    ("quarantine", "Not graded"),
    ("similar", "Similar answers"),
    ("students", "Students"),
)
MOST_UNITS = 4
WHY_OPEN = {
    "ungraded": "not graded yet: run `course grade`",
    "unrecorded": "not recorded yet: run `course grade`",
}


def class_page(title, gathered, misconceptions, pairs, now):
    """Return the report on a class as HTML.

    Parameters
    ----------
    title : str
        Of the course.
    gathered : course.report.gathered.Gathered
    misconceptions : course.report.misconceptions.Misconceptions
    pairs : course.report.pairs.Pairs
    now : datetime.datetime
        In UTC.
    """
    units = [summarise(unit, gathered) for unit in gathered.units]
    works = {unit.id: gathered.of_unit(unit.id) for unit in units}
    statistics = {u.id: item_statistics(works[u.id], misconceptions) for u in units}
    everything = list(gathered.works.values())
    parts = {
        "units": units,
        "statistics": statistics,
        "worst": {u: worst for u, items in statistics.items() if (worst := _worst(items))},
        "wrong": {u: _wrong(works[u], items, misconceptions) for u, items in statistics.items()},
        "repairs": _repairs(units),
        "flags": [work for work in everything if work.status == "flagged"],
        "open": [
            (work, work.reason or WHY_OPEN.get(work.status, ""))
            for work in everything
            if work.status not in ("graded", "flagged")
        ],
        "matrix": _matrix(gathered),
        "pairs": pairs.shown,
        "pairs_note": pairs.note,
        "students": len(gathered.people),
    }
    parts["todo"] = _todo(parts, gathered, misconceptions)
    drawn = {
        "completion": figures.completion(units),
        "histograms": figures.histograms(units),
        "item_rows": {u: figures.item_rows(items) for u, items in statistics.items()},
        "times": figures.times(units),
    }
    return (
        environment()
        .get_template("report.html.jinja")
        .render(
            title=title,
            now=now,
            style=style(),
            sections=SECTIONS,
            states=STATES,
            facts=_facts(units, everything, gathered),
            **parts,
            **drawn,
        )
    )


def _facts(units, works, gathered):
    shares = [work.share for work in works if work.share is not None]
    waiting = sum(work.counts and not work.is_final for work in works)
    return [
        ("students", len(gathered.people), ""),
        ("units", len(units), ""),
        ("submissions", len(works), f"{percent(np.mean([u.completion for u in units]))} of all"),
        (
            "median score",
            percent(float(np.median(shares)) if shares else None),
            "of points decided",
        ),
        ("to grade by hand", waiting, "submissions"),
        ("flagged", sum(w.status == "flagged" and bool(w.waiting) for w in works), "to decide"),
    ]


def _todo(parts, gathered, misconceptions):
    """Sentences about what a person should do now, with the section that shows it."""
    units, todo = parts["units"], []
    flagged = [work for work in parts["flags"] if work.waiting]
    if flagged:
        todo.append((f"{_of(flagged, 'flagged submission')} to decide", "flags"))
    if parts["open"]:
        works = [work for work, _ in parts["open"]]
        todo.append((f"{_of(works, 'submission')} without a grade, with the reason", "quarantine"))
    waiting = sum(unit.states["waiting"] for unit in units)
    if waiting:
        todo.append(
            (f"Written answers in {waiting} submissions to grade, in formgrader", "completion")
        )
    for unit, items in parts["statistics"].items():
        odd = [i.id for i in items if i.discrimination is not None and i.discrimination < 0]
        if odd:
            todo.append((f"{unit}: the strong fail {', '.join(odd)}", f"checks-{unit}"))
        exercises = {item.exercise for item in items if item.id != item.exercise}
        if misconceptions.missing(unit, exercises):
            text = f"{unit}: how wrong answers fail is not on record; run `course verify {unit}`"
            todo.append((text, ""))
    if parts["pairs"]:
        todo.append((f"{len(parts['pairs'])} pairs of students with similar answers", "similar"))
    return todo


def _of(works, what):
    units = sorted({work.unit for work in works})
    plural = what if len(works) == 1 else f"{what}s"
    return f"{len(works)} {plural} in {_few(units)}"


def _few(units):
    rest = len(units) - MOST_UNITS
    return ", ".join(units[:MOST_UNITS]) + (f" and {rest} more" if rest > 0 else "")


def _worst(items):
    """The check that most students fail, those who never tried left out."""
    checks = [item for item in items if item.id != item.exercise and item.failed > item.unsolved]
    return max(checks, key=lambda item: item.failed - item.unsolved, default=None)


def _wrong(works, items, misconceptions):
    exercises = dict.fromkeys(item.exercise for item in items if item.id != item.exercise)
    found = ((name, wrong_answers(works, name, misconceptions)) for name in exercises)
    return [(name, like) for name, like in found if like]


def _repairs(units):
    counts, where = Counter(), {}
    for unit in units:
        for text, count in unit.repairs:
            counts[text] += count
            where.setdefault(text, []).append(unit.id)
    return [(text, count, _few(where[text])) for text, count in counts.most_common()]


def _matrix(gathered):
    rows = []
    for student, person in gathered.people.items():
        works = gathered.of_student(student)
        cells = [_cell(works.get(unit.id)) for unit in gathered.units]
        shares = [work.share for work in works.values() if work.share is not None]
        mean = f"{100 * sum(shares) / len(shares):.0f}" if shares else ""
        rows.append((student, person.name, cells, mean))
    return rows


def _cell(work):
    """Return the style and the text of one student's unit."""
    if work is None:
        return "gone", NOTHING
    if work.share is None:
        return "withheld", "f" if work.status == "flagged" else "q"
    level = min(4, int(5 * work.share))
    return f"l{level}", f"{100 * work.share:.0f}" + ("*" if work.waiting else "")
