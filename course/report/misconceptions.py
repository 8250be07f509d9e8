"""Which known wrong answer a student's answer behaves like: no code is run again."""

import re
from functools import cache

from course.errors import CourseError
from course.master import read_master
from course.verification import read_record
from course.verification.verdicts import BLANK

UNSOLVED = "not solved"
BROKEN = "does not run"
EARLIER = "needs an earlier answer that is not there"
UNKNOWN = "unlike every known wrong answer"
NOT_YET, FAILS_ITSELF = "not solved yet", "the answer itself fails: "
NOT_DEFINED = "NameError: name '"
NUMBER = re.compile(r"[-+]?\b\d+(?:\.\d*)?(?:e[-+]?\d+)?\b")
SAME, SAME_BUT_NUMBERS, ENOUGH = 1.0, 0.7, 0.6


class Misconceptions:
    """What wrong answers behave like, by the records that `course verify` keeps.

    Parameters
    ----------
    places : course.places.Places
    """

    def __init__(self, places):
        self.places = places
        self.record = cache(self._record)
        self._like = cache(
            lambda unit, exercise, failed: behaves_like(
                dict(failed), self.record(unit).get(exercise, {})
            )
        )

    def of(self, work, exercise):
        """Return what an answer behaves like in words, empty for a right one.

        Parameters
        ----------
        work : course.report.gathered.Work
        exercise : str
        """
        failed = tuple(
            (item.id, item.reason)
            for item in work.items
            if item.exercise == exercise and item.reason and not item.by_hand
        )
        return self._like(work.unit, exercise, failed) if failed else ""

    def missing(self, unit, exercises):
        """Return those of the exercises whose wrong answers are not on record."""
        return [exercise for exercise in exercises if exercise not in self.record(unit)]

    def _record(self, unit):
        try:
            return read_record(read_master(self.places.master(unit)))
        except CourseError:  # a master that cannot be read: the report does without
            return {}


def behaves_like(failed, record):
    """Name the wrong answers that fail the same checks in the same way.

    Parameters
    ----------
    failed : dict of str to str
        What a student's failed checks say, by id.
    record : dict of str to dict of str to str
        The same for each known wrong answer, by its name.

    Returns
    -------
    str
        A misconception, or several joined by "or" if they cannot be told apart; else
        ``not solved``, ``does not run``, that it needs an earlier answer, or that no known wrong
        answer is like it.

    Notes
    -----
    A wrong answer is a candidate if it fails exactly the same checks. Each message counts 1 if it
    is the same, 0.7 if it is the same but for its numbers, 0 otherwise; the mean must reach 0.6.
    """
    if all(reason == NOT_YET for reason in failed.values()):
        return UNSOLVED
    likeness = {
        name: sum(_alike(known[check], failed[check]) for check in failed) / len(failed)
        for name, known in record.items()
        if name != BLANK and set(known) == set(failed)
    }
    best = max(likeness.values(), default=0.0)
    if best >= ENOUGH:
        return " or ".join(name for name, value in likeness.items() if value == best)
    if any(reason.startswith(FAILS_ITSELF) for reason in failed.values()):
        return BROKEN
    unnamed = all(reason.startswith(NOT_DEFINED) for reason in failed.values())
    return EARLIER if unnamed else UNKNOWN


def _alike(known, told):
    told = told.removeprefix(FAILS_ITSELF)
    if known == told:
        return SAME
    return SAME_BUT_NUMBERS if _masked(known) == _masked(told) else 0.0


def _masked(text):
    return NUMBER.sub("#", text)[:250]
