"""The journal: every result as it arrives, before the database sees it.

One file for each student and unit, written whole. After a crash at any point the same command
finds here what is done, so nothing is lost and nothing is run twice.
"""

import hashlib
import json
from dataclasses import dataclass, replace

from course.gradebook.folder import GradebookFolder, write_whole
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
    """Results by student and unit, in the grade book's folder."""

    folder: GradebookFolder

    def read(self, student, unit):
        """Return the entry, or None if there is none that can be read."""
        try:
            data = json.loads(self.folder.journal(student, unit).read_text("utf-8"))
            return Entry(**{**data, "result": Result.from_json(data["result"])})
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def write(self, student, unit, entry):
        """Keep an entry, in place of an earlier one."""
        data = {**vars(entry), "result": entry.result.to_json()}
        write_whole(self.folder.journal(student, unit), json.dumps(data))

    def mark_recorded(self, student, unit, entry):
        """Note that the database has this entry."""
        self.write(student, unit, replace(entry, recorded=True))


def digest(path):
    """Return the SHA-256 of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()
