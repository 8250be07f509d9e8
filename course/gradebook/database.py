"""Open a grade book's database: SQLite in its folder, or any that SQLAlchemy reaches by a URL."""

from pathlib import Path

import nbgrader
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from nbgrader.api import Base, Course, Gradebook
from sqlalchemy import create_engine, inspect, make_url, select
from sqlalchemy.exc import SQLAlchemyError

from course.errors import CourseError

COURSE_ID = "neuron-to-nas"
MIGRATIONS = ScriptDirectory(str(Path(nbgrader.__file__).with_name("alembic")))
PATIENCE = 20  # seconds to wait for a lock that somebody else holds, such as formgrader


def open_database(url, place):
    """Make the database if it is not there, and return nbgrader's handle.

    Parameters
    ----------
    url : str
        SQLAlchemy address.
    place : str
        What to call it in messages.

    Returns
    -------
    nbgrader.api.Gradebook

    Raises
    ------
    CourseError
        If the database refuses, or belongs to another course.
    """
    try:
        address = patient(url)
        _require_own_course(address, place)
        _make_tables(address)
        book = Gradebook(address, course_id=COURSE_ID)
        if book.engine.dialect.name == "sqlite":
            # Readers such as formgrader then never block the writer.
            with book.engine.connect() as connection:
                connection.exec_driver_sql("PRAGMA journal_mode=WAL")
        return book
    except SQLAlchemyError as error:
        raise CourseError(
            f"{place}: cannot open the grade book ({cause(error)}). "
            "Is it a grade book, and may it be written?"
        ) from error
    except ModuleNotFoundError as error:
        raise CourseError(
            f"{place}: {error.name} is not installed. "
            "For PostgreSQL, install this package with its extra: pip install '.[postgresql]'."
        ) from error


def with_driver(url):
    """Return the address with the driver that the course installs, where it names none.

    SQLAlchemy 2.1 takes a bare ``postgresql://`` for psycopg 3, earlier versions for psycopg2.
    """
    scheme, separator, rest = url.partition("://")
    return f"postgresql+psycopg2://{rest}" if separator and scheme == "postgresql" else url


def shown(url):
    """Return a database's address without its password."""
    try:
        return make_url(url).render_as_string(hide_password=True)
    except SQLAlchemyError:
        return url


def cause(error):
    """Return what the database itself said, on one line."""
    return " ".join(str(getattr(error, "orig", None) or error).split())


def patient(url):
    """Return the address with a bound on waiting for locks; one that it already has stays."""
    url = make_url(url)
    bounds = {
        "sqlite": {"timeout": f"{PATIENCE}"},
        "postgresql": {"options": f"-c lock_timeout={PATIENCE}s"},
    }
    bound = bounds.get(url.get_backend_name(), {})
    url = url.update_query_dict({key: bound[key] for key in bound if key not in url.query})
    return url.render_as_string(hide_password=False)


def _require_own_course(address, place):
    engine = create_engine(address)
    try:
        with engine.connect() as connection:
            if not inspect(connection).has_table(Course.__tablename__):
                return
            courses = set(connection.scalars(select(Course.id)))
    finally:
        engine.dispose()
    if courses and COURSE_ID not in courses:
        raise CourseError(
            f"{place}: this grade book belongs to the course {', '.join(sorted(courses))}, "
            f"not to {COURSE_ID}. Choose another folder with --gradebook."
        )


def _make_tables(address):
    """Make nbgrader's tables and stamp them with the schema's version, each if missing.

    nbgrader does the same, but asks for the version in another process, which takes ten seconds,
    and never again if a crash comes between the two.
    """
    engine = create_engine(address)
    try:
        Base.metadata.create_all(engine)
        with engine.begin() as connection:
            stamp = MigrationContext.configure(connection)
            if stamp.get_current_revision() is None:
                stamp.stamp(MIGRATIONS, "head")
    finally:
        engine.dispose()
