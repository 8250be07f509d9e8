"""The class that these tests work with."""

import pytest
from rich.console import Console

from course.cli import main
from tests.course.gradebook.classroom import Classroom


@pytest.fixture
def classroom(checkout, monkeypatch):
    monkeypatch.setattr("course.editions.build.execute", lambda notebook, lines, where: None)
    return Classroom(checkout)


@pytest.fixture
def run_in(monkeypatch, capsys):
    """Make a function that runs one command on a class, as its instructor would."""

    def run_in(classroom, module, command):
        monkeypatch.chdir(classroom.places.root)
        monkeypatch.delenv("COURSE_DATABASE_URL", raising=False)
        monkeypatch.setattr(module, "read_syllabus", lambda: classroom.checkout.syllabus)

        def run(*arguments):
            """Return the exit status, what was printed and what was complained of."""
            monkeypatch.setattr(module, "console", Console(width=120))
            with pytest.raises(SystemExit) as end:
                main([command, *arguments])
            return end.value.code, *capsys.readouterr()

        return run

    return run_in
