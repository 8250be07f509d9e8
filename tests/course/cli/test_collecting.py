"""The command on the course's own first unit, as an instructor runs it."""

import json
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from course.cli.collecting import collect
from course.errors import CourseError
from course.places import Places
from tests.course.intake.school import zipped

UNIT = "01-neurons"


@pytest.fixture
def run(tmp_path, monkeypatch):
    """Run the command on files in an inbox; return its result."""
    places = Places.find(Path(__file__).parent)
    monkeypatch.chdir(places.root)
    monkeypatch.setenv("COLUMNS", "100")
    app = typer.Typer()
    app.command()(collect)

    def run(files):
        for name, data in files.items():
            path = tmp_path / "inbox" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(places.student(UNIT).read_bytes() if data is None else data)
        options = [str(tmp_path / "inbox"), "--gradebook", str(tmp_path / "book")]
        return CliRunner().invoke(app, options)

    return run


def test_counts_notes_and_reasons(run, tmp_path):
    result = run({f"s001/{UNIT}.ipynb": None, f"{UNIT}_s002.ipynb": None, "s003/x.ipynb": b""})
    assert result.exit_code == 0
    assert f"│ {UNIT} │ 2   │ 0        │ 0         │" in result.output
    assert f"s002 {UNIT}: renamed from {UNIT}_s002.ipynb" in result.output
    assert "in quarantine" in result.output
    assert "The file is empty. Ask for the notebook again" in result.output
    assert (tmp_path / "book" / "submitted" / "s001" / UNIT / f"{UNIT}.ipynb").is_file()


def test_many_new_names_are_not_all_printed(run):
    result = run({f"{UNIT}_s{n:03}.ipynb": None for n in range(15)})
    assert result.output.count("renamed from") == 10
    assert "and 5 more" in result.output


def test_other_files_are_named(run):
    result = run({f"s001/{UNIT}.ipynb": None, "s001/plot [1].png": b"x"})
    assert "other files, left alone (1)" in result.output
    assert "plot [1].png" in result.output


def test_names_are_not_taken_for_markup(run):
    result = run({f"s001/{UNIT}.ipynb": None, "s002/[bold]x[/red].ipynb": b"{"})
    assert result.exit_code == 0
    assert "[bold]x[/red].ipynb" in result.output


@pytest.mark.parametrize(
    ("files", "message"),
    [
        ({"s001/x.ipynb": b"damaged"}, "nothing was accepted; 1 in quarantine"),
        ({"readme.txt": b"x"}, "no notebooks. Give a folder"),
    ],
)
def test_when_all_was_refused_it_is_an_error(run, files, message):
    result = run(files)
    assert isinstance(result.exception, CourseError)
    assert message in str(result.exception)


def test_a_zip_of_another_course_is_kept_with_the_reason(run, tmp_path):
    other = {"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    result = run({"week3.zip": zipped({f"s004/{UNIT}.ipynb": json.dumps(other).encode()})})
    assert "another course's notebook?" in " ".join(result.output.split())
    assert "nothing was accepted; 1 in quarantine" in str(result.exception)
    (kept,) = (tmp_path / "book" / "quarantine").glob(f"*/{UNIT}.ipynb")
    assert json.loads(kept.read_text("utf-8")) == other
