"""The layout of a grade book, which is nbgrader's course folder."""

import os
import sys
import tempfile
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from nbgrader.api import Course, Gradebook
from sqlalchemy import create_engine, inspect, select
from sqlalchemy.exc import SQLAlchemyError

from course.errors import CourseError

COURSE_ID = "neuron-to-nas"
SETTINGS = '''\
"""nbgrader's settings for this grade book: `nbgrader formgrader` and `nbgrader export` work here."""

c = get_config()  # noqa: F821
c.CourseDirectory.course_id = "{course}"
c.CourseDirectory.root = "{root}"
c.CourseDirectory.db_url = "{url}"
c.CourseDirectory.source_directory = "{sources}"
c.CourseDirectory.release_directory = "{releases}"
c.Exchange.course_id = "{course}"
'''


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
        return self.url or f"sqlite:///{self.root.resolve() / 'gradebook.db'}"

    def submitted(self, student, unit):
        return self.root / "submitted" / student / unit / f"{unit}.ipynb"

    def autograded(self, student, unit):
        return self.root / "autograded" / student / unit / f"{unit}.ipynb"

    def feedback(self, student, unit):
        return self.root / "feedback" / student / unit / f"{unit}.html"

    def journal(self, student, unit):
        return self.root / "journal" / unit / f"{student}.json"

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
            If the disk or the database refuses, or the grade book is another course's.
        """
        try:
            self.root.mkdir(parents=True, exist_ok=True)
            self._write_settings(places)
        except OSError as error:
            raise CourseError(
                f"{self.root}: cannot write the grade book ({error.strerror}). Free the disk or its permissions."
            ) from error
        try:
            self._require_own_course()
            with _own_programs_on_path():
                book = Gradebook(self.database, course_id=COURSE_ID)
            if book.engine.dialect.name == "sqlite":
                # Readers such as formgrader then never block the writer.
                with book.engine.connect() as connection:
                    connection.exec_driver_sql("PRAGMA journal_mode=WAL")
            return book
        except SQLAlchemyError as error:
            cause = getattr(error, "orig", None) or error
            raise CourseError(
                f"{self.root}: cannot open the grade book ({cause}). Is it a grade book, and is the disk writable?"
            ) from error

    def _require_own_course(self):
        engine = create_engine(self.database)
        try:
            with engine.connect() as connection:
                if not inspect(connection).has_table(Course.__tablename__):
                    return
                courses = set(connection.scalars(select(Course.id)))
        finally:
            engine.dispose()
        if courses and COURSE_ID not in courses:
            raise CourseError(
                f"{self.root}: this grade book belongs to the course {', '.join(sorted(courses))}, "
                f"not to {COURSE_ID}. Choose another folder with --gradebook."
            )

    def _write_settings(self, places):
        root = self.root.resolve()
        folders = {
            name: os.path.relpath(places.root / folder, root)
            for name, folder in (("sources", "solutions"), ("releases", "notebooks"))
        }
        text = SETTINGS.format(course=COURSE_ID, root=root, url=self.database, **folders)
        settings = root / "nbgrader_config.py"
        if not settings.is_file() or settings.read_text("utf-8") != text:
            write_whole(settings, text)


@contextmanager
def _own_programs_on_path():
    """nbgrader calls ``alembic`` by name, also where the environment is not activated."""
    before = os.environ.get("PATH", "")
    os.environ["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), before])
    try:
        yield
    finally:
        os.environ["PATH"] = before


def write_whole(path, text):
    """Write a text file whole or not at all, making its folder."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
        os.replace(temporary, path)
    except BaseException:
        os.unlink(temporary)
        raise
