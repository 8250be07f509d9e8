"""The syllabus page of the site: two days as in the decks, or a semester."""

from dataclasses import dataclass

LESSON = 90  # minutes in the classroom, a week


@dataclass(frozen=True)
class Session:
    """A block of the decks' timetable, and the parts of units that fill it."""

    day: int
    start: str
    end: str
    subject: str
    parts: tuple[tuple[str, float], ...]

    @property
    def minutes(self):
        return _clock(self.end) - _clock(self.start)


# Times and subjects are the decks'; the choice of units is ours.
TWO_DAYS = (
    Session(1, "09:20", "09:30", "registration", ()),
    Session(
        1, "09:30", "11:30", "what AutoML is; types of data and models", (("00-orientation", 1),)
    ),
    Session(
        1, "12:30", "13:30", "tables: preparing and splitting", (("13-autokeras-tabular", 0.5),)
    ),
    Session(
        1,
        "13:30",
        "17:30",
        "AutoML and the search for a model; data sets, saving, inference",
        (("08-sequential", 0.8), ("12-nas", 1)),
    ),
    Session(
        2,
        "09:00",
        "12:30",
        "neural networks; AutoKeras on tables, classification and regression",
        (("01-neurons", 1), ("13-autokeras-tabular", 0.5)),
    ),
    Session(
        2,
        "13:30",
        "17:30",
        "AutoKeras on images, classification and regression",
        (("14-autokeras-image", 1), ("10-layers", 0.8)),
    ),
)

HEAD = """\
# Syllabus

Each unit is one notebook. Minutes are a student's time for the whole unit, reading, exercises and the written answer
included; they are estimates of the authors, not measured with a class.

"""
TWO_DAYS_TEXT = """\
## Two days

The decks were made for two days of about seven hours. Their timetable, with the units that fit it. Half a unit
means up to its middle exercises. Lunch is left out, and so is what two days cannot hold: give the other units as reading.
This choice has not been tried with a class.

| day | time | minutes | subject of the decks | units |
|---|---|---|---|---|
"""
TWO_DAYS_ERRATUM = """
The decks give the last block 210 minutes. From 13:30 to 17:30 it is 240.

"""


def timetables(syllabus):
    """Return the page in MyST Markdown.

    Parameters
    ----------
    syllabus : course.syllabus.Syllabus

    Returns
    -------
    str
    """
    two_days = "\n".join(_session(session, syllabus) for session in TWO_DAYS)
    weeks = "\n".join(_week(number, unit) for number, unit in enumerate(syllabus.units, start=1))
    units = "\n\n".join(map(_unit, syllabus.units))
    total = sum(unit.minutes for unit in syllabus.units)
    home = sum(max(0, unit.minutes - LESSON) for unit in syllabus.units)
    return (
        f"{HEAD}{TWO_DAYS_TEXT}{two_days}\n{TWO_DAYS_ERRATUM}"
        f"## A semester of {len(syllabus.units)} weeks\n\n"
        f"One unit a week: {LESSON} minutes in the classroom, the rest at home, and a hand-in before "
        f"the next lesson. In all {total} minutes, {home} of them at home.\n\n"
        f"| week | unit | minutes | of these at home |\n|---|---|---|---|\n{weeks}\n\n"
        f"## What each unit teaches\n\n{units}\n"
    )


def _clock(time):
    hours, minutes = time.split(":")
    return 60 * int(hours) + int(minutes)


def _session(session, syllabus):
    parts = [_part(syllabus.unit(unit), share) for unit, share in session.parts]
    times = f"{session.start} to {session.end}"
    return (
        f"| {session.day} | {times} | {session.minutes} | {session.subject} | {', '.join(parts)} |"
    )


def _part(unit, share):
    name = {1: "", 0.5: "half of "}.get(share, "most of ")
    return f"{name}{_linked(unit)} ({round(unit.minutes * share)} min)"


def _week(number, unit):
    return f"| {number} | {_linked(unit)} | {unit.minutes} | {max(0, unit.minutes - LESSON)} |"


def _unit(unit):
    objectives = "\n".join(f"- {objective}" for objective in unit.objectives)
    return f"### {_linked(unit)}\n\n{unit.minutes} minutes. At the end you can:\n\n{objectives}"


def _linked(unit):
    return f"[{unit.id[:2]} {unit.title}](units/{unit.id}.md)"
