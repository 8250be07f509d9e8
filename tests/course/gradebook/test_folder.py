import multiprocessing
import os
import sys
from pathlib import Path

import pytest
from nbgrader.api import Gradebook, get_alembic_version

from course.errors import CourseError
from course.gradebook import GradebookFolder
from course.places import Places


@pytest.fixture
def places(tmp_path):
    return Places(tmp_path)


@pytest.fixture
def folder(tmp_path):
    return GradebookFolder(tmp_path / "marks")


def test_opening_makes_folder_database_and_settings(folder, places):
    with folder.open(places) as book:
        assert book.students == []
    assert (folder.root / "gradebook.db").is_file()
    settings = (folder.root / "nbgrader_config.py").read_text("utf-8")
    assert f"c.CourseDirectory.root = '{folder.root}'" in settings
    assert "c.CourseDirectory.source_directory = '../solutions'" in settings


def test_settings_are_python_whatever_the_folder_is_called(tmp_path, places):
    folder = GradebookFolder(tmp_path / 'it\'s "mine"')
    folder.open(places).close()
    compile((folder.root / "nbgrader_config.py").read_text("utf-8"), "settings", "exec")


def test_opening_again_keeps_what_is_there(folder, places):
    with folder.open(places) as book:
        book.add_student("s001")
    before = (folder.root / "nbgrader_config.py").stat()
    with folder.open(places) as book:
        assert [student.id for student in book.students] == ["s001"]
    assert (folder.root / "nbgrader_config.py").stat().st_mtime_ns == before.st_mtime_ns


def test_readers_do_not_block_the_writer(folder, places):
    with folder.open(places) as book, book.engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
        assert connection.exec_driver_sql("PRAGMA busy_timeout").scalar() == 20_000


def test_another_courses_grade_book_is_refused_and_unchanged(folder, places, monkeypatch):
    folder.root.mkdir()
    monkeypatch.setattr("nbgrader.api.get_alembic_version", lambda: "724cde206c17")
    Gradebook(folder.database, course_id="history-101").close()
    with pytest.raises(CourseError, match="belongs to the course history-101, not to neuron"):
        folder.open(places)
    assert not (folder.root / "nbgrader_config.py").exists()


def test_a_file_that_is_no_database(folder, places):
    folder.root.mkdir()
    (folder.root / "gradebook.db").write_text("no database " * 100)
    with pytest.raises(CourseError, match=r"cannot open the grade book \(file is not a database\)"):
        folder.open(places)


def test_a_disk_that_refuses(tmp_path, places):
    (tmp_path / "file").write_text("in the way")
    folder = GradebookFolder(tmp_path / "file" / "marks")
    with pytest.raises(CourseError, match=r"cannot write the grade book \(Not a directory\)"):
        folder.open(places)
    with pytest.raises(CourseError, match="cannot write the grade book"), folder.writing():
        pass


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("no url", "Could not parse"),
        ("nosuch://x/y", "nosuch"),
        ("sqlite:////no/such/folder/x.db", "unable to open"),
    ],
)
def test_a_wrong_address_is_one_message(folder, places, url, said):
    with pytest.raises(CourseError) as caught:
        GradebookFolder(folder.root, url).open(places)
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_password_is_never_shown(folder, places):
    url = "postgresql://marks:secret@127.0.0.1:1/course"
    with pytest.raises(CourseError, match=r"marks:\*\*\*@127") as caught:
        GradebookFolder(folder.root, url).open(places)
    assert "secret" not in str(caught.value)


def test_a_database_elsewhere_is_not_forgotten(folder, places, tmp_path):
    elsewhere = f"sqlite:///{tmp_path / 'marks-elsewhere.db'}"
    GradebookFolder(folder.root, elsewhere).open(places).close()
    with pytest.raises(CourseError, match=r"its marks are in sqlite:.*elsewhere\.db\. Give"):
        folder.open(places)
    assert not (folder.root / "gradebook.db").exists()


def test_the_schema_has_the_version_that_nbgrader_gives_it(folder, places, monkeypatch):
    with folder.open(places) as book, book.engine.connect() as connection:
        version = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
    bin_folder = Path(sys.executable).parent
    monkeypatch.setenv("PATH", f"{bin_folder}{os.pathsep}{os.environ['PATH']}")
    assert version == get_alembic_version()


def test_a_crash_before_the_schemas_version_is_mended(folder, places):
    with folder.open(places) as book, book.engine.begin() as connection:
        version = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
        connection.exec_driver_sql("DROP TABLE alembic_version")
    with folder.open(places) as book, book.engine.connect() as connection:
        query = "SELECT version_num FROM alembic_version"
        assert connection.exec_driver_sql(query).scalars().all() == [version]


def test_one_writer_at_a_time(folder):
    with (
        folder.writing(),
        pytest.raises(CourseError, match="another `course grade` is at work"),
        GradebookFolder(folder.root).writing(),
    ):
        pass
    with folder.writing():
        pass


def _hold(root, held):
    with GradebookFolder(root).writing():
        held.set()
        multiprocessing.Event().wait()


def test_a_killed_writer_lets_go(folder):
    context = multiprocessing.get_context("fork")
    held = context.Event()
    process = context.Process(target=_hold, args=(folder.root, held))
    process.start()
    assert held.wait(30)
    with pytest.raises(CourseError), folder.writing():
        pass
    process.kill()
    process.join()
    with folder.writing():
        pass
