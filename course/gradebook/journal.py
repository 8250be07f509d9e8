"""The journal: every result as it arrives, before the database sees it.

One file for each student and unit, written whole. After a crash at any point the same command
finds here what is done, so nothing is lost and nothing is run twice.
"""

import contextlib
import hashlib
import json
import os
from dataclasses import dataclass, replace

from course.errors import CourseError
from course.atomic import write_whole
from course.gradebook.folder import GradebookFolder
from course.grading import Result


@dataclass(frozen=True)
class Entry:
    """One line of the journal.

    Attributes
    ----------
    submission, master : str
        SHA-256 of what was graded, and of what it was graded against.
    recorded : bool
        Whether the database has it.
    result : Result
    """

    submission: str
    master: str
    recorded: bool
    result: Result


@dataclass(frozen=True)
class Journal:
    """Results by student and unit, in the grade book's folder.

    Attributes
    ----------
    folder : GradebookFolder
    name : str
        ``journal``; or ``proposed`` for results that a person has not accepted yet.
    """

    folder: GradebookFolder
    name: str = "journal"

    def path(self, student, unit):
        return self.folder.root / self.name / unit / f"{student}.json"

    def read(self, student, unit):
        """Return the entry, or None if there is none that can be read."""
        try:
            data = json.loads(self.path(student, unit).read_text("utf-8"))
            return Entry(**{**data, "result": Result.from_json(data["result"])})
        except (OSError, ValueError, KeyError, TypeError, RecursionError):
            return None

    def write(self, student, unit, entry):
        """Keep an entry, in place of an earlier one.

        Raises
        ------
        CourseError
            If the disk refuses.
        """
        data = {**vars(entry), "result": entry.result.to_json()}
        path = self.path(student, unit)
        with _explained(path):
            write_whole(path, json.dumps(data))

    def mark_recorded(self, student, unit, entry):
        """Note that the database has this entry."""
        self.write(student, unit, replace(entry, recorded=True))

    def take_from(self, other, student, unit):
        """Move an entry of another journal here."""
        path = self.path(student, unit)
        with _explained(path):
            path.parent.mkdir(parents=True, exist_ok=True)
            os.replace(other.path(student, unit), path)


def digest(data):
    """Return the SHA-256 of bytes."""
    return hashlib.sha256(data).hexdigest()


@contextlib.contextmanager
def _explained(path):
    try:
        yield
    except OSError as error:
        raise CourseError(
            f"{path}: cannot write the journal ({error.strerror}). Free the disk or its "
            "permissions and run the command again: what was graded is kept."
        ) from error
