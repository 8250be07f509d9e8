"""Each unit in numbers: who handed in, how many points, how long it ran, what was repaired."""

import re
from collections import Counter
from dataclasses import dataclass
from datetime import datetime

import numpy as np

BINS = 10
STATES = {
    "final": "graded",
    "waiting": "written answers wait",
    "flagged": "flagged",
    "open": "in quarantine or not graded",
    "missing": "not handed in",
}
# What a repair did, without the cell that it was done to and the place.
CELL = re.compile(r"^[\w.-]+: ")
PLACE = re.compile(r" (below \S+|on top)$")


@dataclass(frozen=True)
class UnitSummary:
    """A unit over a class.

    Attributes
    ----------
    id, title : str
    states : dict of str to int
        Students by state, in the order of `STATES`.
    shares : numpy.ndarray
        Of each submission that counts, points over the points decided, sorted.
    seconds : numpy.ndarray
        Wall time of each graded run, sorted.
    first, last : datetime.datetime or None
        When submissions were handed in.
    repairs : list of tuple of str and int
        What was repaired, in how many submissions, the most common first.
    repaired : int
        Submissions with at least one repair.
    """

    id: str
    title: str
    states: dict[str, int]
    shares: np.ndarray
    seconds: np.ndarray
    first: datetime | None
    last: datetime | None
    repairs: list
    repaired: int

    @property
    def students(self):
        return sum(self.states.values())

    @property
    def handed_in(self):
        return self.students - self.states["missing"]

    @property
    def completion(self):
        """Share of the class that handed in."""
        return self.handed_in / self.students if self.students else 0.0

    @property
    def bins(self):
        """How many submissions have which share, in ten steps; 100 % is in the last."""
        return np.histogram(self.shares, bins=BINS, range=(0, 1))[0].tolist()

    def share(self, percent):
        """Return a percentile of the shares, or None if there are none."""
        return float(np.percentile(self.shares, percent)) if len(self.shares) else None

    @property
    def mean(self):
        return float(self.shares.mean()) if len(self.shares) else None

    def second(self, percent):
        """Return a percentile of the seconds, or None if there are none."""
        return float(np.percentile(self.seconds, percent)) if len(self.seconds) else None


def summarise(unit, gathered):
    """Return the summary of one unit.

    Parameters
    ----------
    unit : course.syllabus.Unit
    gathered : course.report.gathered.Gathered
    """
    works = gathered.of_unit(unit.id)
    states = Counter(state(work) for work in works)
    states["missing"] = len(gathered.people) - len(works)
    times = sorted(work.handed_in for work in works if work.handed_in)
    repairs = Counter(kind for work in works for kind in {kind_of(text) for text in work.repairs})
    return UnitSummary(
        unit.id,
        unit.title,
        {name: states[name] for name in STATES},
        np.sort([work.share for work in works if work.share is not None]),
        np.sort([work.seconds for work in works if work.seconds]),
        times[0] if times else None,
        times[-1] if times else None,
        repairs.most_common(),
        sum(bool(work.repairs) for work in works),
    )


def state(work):
    """Return which of `STATES` a submission is in."""
    if work.is_final:
        return "final"
    if work.counts:
        return "waiting"
    return "flagged" if work.status == "flagged" else "open"


def kind_of(repair):
    """Return what a repair did, without the cell that it was done to."""
    return PLACE.sub("", CELL.sub("", repair))
