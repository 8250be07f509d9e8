"""The layout of a grade book, which is nbgrader's course folder."""

import fcntl
import os
import re
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from course.errors import CourseError
from course.atomic import write_whole
from course.gradebook.database import COURSE_ID, open_database, shown, with_driver

SETTINGS = '''\
"""nbgrader's settings for this grade book: `nbgrader formgrader` and `nbgrader export` work here."""

c = get_config()  # noqa: F821
c.CourseDirectory.course_id = "{course}"
c.CourseDirectory.root = {root!r}
c.CourseDirectory.db_url = {url!r}
c.CourseDirectory.source_directory = {sources!r}
c.CourseDirectory.release_directory = {releases!r}
'''
URL_SETTING = re.compile(r"^c\.CourseDirectory\.db_url = '(.*)'$", re.MULTILINE)
OWN_DATABASE = "gradebook.db"
LOCK = "grading.lock"


@dataclass(frozen=True)
class GradebookFolder:
    """Where submissions, marks and feedback of one class lie.

    Attributes
    ----------
    root : pathlib.Path
    url : str
        SQLAlchemy address of the database; a SQLite file in `root` if left out.
    """

    root: Path
    url: str = ""

    @property
    def database(self):
        return with_driver(self.url) or f"sqlite:///{self.root.resolve() / OWN_DATABASE}"

    def submitted(self, student, unit):
        return self.root / "submitted" / student / unit / f"{unit}.ipynb"

    def autograded(self, student, unit):
        return self.root / "autograded" / student / unit / f"{unit}.ipynb"

    def feedback(self, student, unit):
        return self.root / "feedback" / student / unit / f"{unit}.html"

    def submissions(self, unit):
        """Return the submitted notebooks of a unit by student id, in order."""
        files = sorted((self.root / "submitted").glob(f"*/{unit}/{unit}.ipynb"))
        return {file.parts[-3]: file for file in files}

    def open(self, places):
        """Make the folder and its database if they are not there, and return nbgrader's handle.

        Parameters
        ----------
        places : course.places.Places

        Raises
        ------
        CourseError
            If the disk or the database refuses, the grade book is another course's, or its
            database is elsewhere and no URL was given.
        """
        with self._explained():
            self._require_same_database()
            self.root.mkdir(parents=True, exist_ok=True)
        book = open_database(self.database, f"{shown(self.url) if self.url else self.root}")
        with self._explained():
            self._write_settings(places)
        return book

    @contextmanager
    def writing(self):
        """Hold the grade book: it has one writer.

        Raises
        ------
        CourseError
            If another process holds it. The system lets go when that process ends, however.
        """
        with self._explained():
            self.root.mkdir(parents=True, exist_ok=True)
            (self.root / LOCK).touch()
        with open(self.root / LOCK) as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                raise CourseError(
                    f"{self.root}: another `course grade` is at work here. "
                    "Wait until it has ended, then run the command again."
                ) from error
            yield

    def _require_same_database(self):
        """Without this, forgetting --database once would split the marks over two databases."""
        settings = self._settings.read_text("utf-8") if self._settings.is_file() else ""
        last = URL_SETTING.search(settings)
        if self.url or not last or last[1].endswith(OWN_DATABASE):
            return
        raise CourseError(
            f"{self.root}: its marks are in {shown(last[1])}. "
            "Give that address with --database or in COURSE_DATABASE_URL."
        )

    @property
    def _settings(self):
        return self.root / "nbgrader_config.py"

    def _write_settings(self, places):
        root = self.root.resolve()
        folders = {
            name: os.path.relpath(places.root / folder, root)
            for name, folder in (("sources", "solutions"), ("releases", "notebooks"))
        }
        text = SETTINGS.format(course=COURSE_ID, root=str(root), url=self.database, **folders)
        if not self._settings.is_file() or self._settings.read_text("utf-8") != text:
            write_whole(self._settings, text)

    @contextmanager
    def _explained(self):
        try:
            yield
        except OSError as error:
            raise CourseError(
                f"{self.root}: cannot write the grade book ({error.strerror}). "
                "Free the disk or its permissions; what was done is kept."
            ) from error
