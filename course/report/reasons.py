"""Why points are missing, as a student may read it."""

from functools import cache

from course.batch.plan import read_master
from course.feedback.redact import safe_reason, secret_lines


class SafeReasons:
    """Reasons with hidden tests withheld; the same few come up many times in a class.

    Parameters
    ----------
    places : course.places.Places
    """

    def __init__(self, places):
        self.places = places
        self.secrets = cache(self._secrets)
        self.safe = cache(lambda unit, reason: safe_reason(reason, self.secrets(unit)))

    def __call__(self, work):
        """Return pairs of check and reason for a `course.report.gathered.Work`."""
        return [
            (item.id, self.safe(work.unit, item.reason))
            for item in work.items
            if item.reason and item.points is not None
        ]

    def _secrets(self, unit):
        return secret_lines(read_master(unit, self.places))
