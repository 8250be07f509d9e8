"""The grade book: an nbgrader course folder, private and ignored by git.

``atomic``    files written whole or not at all
``database``  opening it, on SQLite or by URL
``folder``    its layout; nbgrader's own settings for it
``journal``   every result as it arrives, before the database
``writer``    the only writer of the database
``marks``     every mark out of it at once
``reader``    scores, with the reasons for lost points
"""

from course.gradebook.folder import GradebookFolder
from course.gradebook.journal import Journal
from course.gradebook.marks import Mark, read_marks
from course.gradebook.reader import read_scores
from course.gradebook.writer import Writer

__all__ = ["GradebookFolder", "Journal", "Mark", "Writer", "read_marks", "read_scores"]
