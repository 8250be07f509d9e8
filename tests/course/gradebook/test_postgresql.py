"""The grade book in a real PostgreSQL server."""

import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
from nbgrader.api import Gradebook
from nbgrader.apps import NbGraderAPI
from nbgrader.coursedir import CourseDirectory
from sqlalchemy import create_engine, text
from traitlets.config import PyFileConfigLoader

from course.batch import grade_class, regrade_class
from course.errors import CourseError
from course.gradebook import GradebookFolder, Writer, read_scores
from tests.course.gradebook.classroom import (
    CHEATS,
    HANDED_IN,
    LOSES_SIGN,
    Seen,
    grade_here,
    one_thread,
)
from tests.course.gradebook.postgres import running_server

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def server():
    # Not tmp_path: its parents are closed to the user that the server runs as.
    with tempfile.TemporaryDirectory(prefix="postgres-") as folder:
        Path(folder).chmod(0o755)
        with running_server(Path(folder)) as url:
            yield url


@pytest.fixture
def url(server, request):
    """The address of a fresh database."""
    name = f"marks_{abs(hash(request.node.name)) % 10**8}"
    engine = create_engine(server, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    engine.dispose()
    # As people write it, without a driver.
    return server.replace("+psycopg2", "").rpartition("/")[0] + f"/{name}"


@pytest.fixture
def school(classroom, url):
    classroom.folder = GradebookFolder(classroom.folder.root, url)
    classroom.hand_in("s001")
    classroom.hand_in("s002", LOSES_SIGN)
    classroom.hand_in("s003", CHEATS)
    return classroom


def grade(school, task=grade_here):
    return grade_class([school.unit], school.folder, school.places, one_thread, Seen(), task)


def test_a_class_is_graded_read_and_graded_again(school):
    grade(school)
    facts = school.facts()
    assert facts["s003"][0]
    rows = read_scores(school.folder, school.places, [school.unit])
    assert [row.points for row in rows] == [3.0, 1.0, 0.0]
    assert grade(school).graded == {}
    school.change_master("points=2", "points=4")
    arguments = [school.unit], school.folder, school.places, one_thread, Seen(), grade_here
    shown = []
    regrade_class(*arguments, lambda changes: shown.extend(changes) or True)
    assert [(change.old, change.new) for change in shown] == [(3.0, 5.0), (1.0, 1.0), (0.0, 0.0)]


def test_it_holds_the_same_as_sqlite(school):
    grade(school)
    elsewhere = school.facts()
    school.folder = replace(school.folder, url=f"sqlite:///{school.places.root}/other.db")
    grade(school)  # from the journal: the results move to the other database
    assert school.facts() == elsewhere


def test_nbgrader_works_on_it(school):
    grade(school)
    loader = PyFileConfigLoader("nbgrader_config.py", path=str(school.folder.root))
    api = NbGraderAPI(CourseDirectory(config=loader.load_config()))
    submissions = {s["student"]: s for s in api.get_submissions(school.unit)}
    assert {name: s["score"] for name, s in submissions.items()} == {
        "s001": 3.0,
        "s002": 1.0,
        "s003": 0.0,
    }
    assert all(s["autograded"] for s in submissions.values())
    with Gradebook(school.folder.database, course_id="neuron-to-nas") as book:
        assert book.find_submission(school.unit, "s001").timestamp == HANDED_IN


def test_the_schema_has_a_version(school):
    with school.folder.open(school.places) as book, book.engine.connect() as connection:
        assert connection.scalar(text("SELECT count(*) FROM alembic_version")) == 1


def test_a_lock_is_waited_for_and_then_one_message(school, monkeypatch):
    monkeypatch.setattr("course.gradebook.database.PATIENCE", 1)
    grade(school)
    engine = create_engine(school.folder.database)
    with Writer(school.folder, school.places) as writer, engine.connect() as other:
        other.execute(text("LOCK TABLE grade IN ACCESS EXCLUSIVE MODE"))
        with pytest.raises(CourseError, match=r"could not record s001.*lock timeout.*Nothing is"):
            writer.record("s001", school.unit, school.result(), HANDED_IN)
        other.rollback()
        writer.record("s001", school.unit, school.result(), HANDED_IN)
    engine.dispose()


def test_another_courses_database(school):
    # nbgrader asks for its schema's version by a program's name; here its tables are there already.
    with school.folder.open(school.places) as book, book.engine.begin() as connection:
        connection.execute(text("UPDATE course SET id = 'history-101'"))
    with pytest.raises(CourseError, match="belongs to the course history-101"):
        grade(school)


def test_a_server_that_is_not_there(school):
    school.folder = GradebookFolder(
        school.places.root / "fresh", "postgresql://x:secret@127.0.0.1:1/y"
    )
    with pytest.raises(CourseError, match="Connection refused") as caught:
        school.folder.open(school.places)
    assert "secret" not in str(caught.value)
