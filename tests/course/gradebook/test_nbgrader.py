"""nbgrader's own tools on our grade book: an instructor who knows them is at home."""

import csv
import os
import subprocess
import sys
from pathlib import Path

import pytest
from nbgrader.apps import NbGraderAPI
from nbgrader.coursedir import CourseDirectory
from traitlets.config import PyFileConfigLoader

from course.gradebook import Writer
from tests.course.gradebook.classroom import CHEATS, HANDED_IN, LOSES_SIGN


@pytest.fixture
def recorded(classroom):
    answers = {"s001": {}, "s002": {"code": LOSES_SIGN}, "s003": {"code": CHEATS}}
    with Writer(classroom.folder, classroom.places) as writer:
        writer.register(classroom.unit, classroom.solution())
        for student, answer in answers.items():
            classroom.hand_in(student, **answer)
            writer.record(student, classroom.unit, classroom.result(**answer), HANDED_IN)
    return classroom


@pytest.fixture
def api(recorded):
    loader = PyFileConfigLoader("nbgrader_config.py", path=str(recorded.folder.root))
    course = CourseDirectory(config=loader.load_config())
    return NbGraderAPI(course)


def test_formgrader_lists_the_assignment(recorded, api):
    (assignment,) = api.get_assignments()
    assert assignment["name"] == recorded.unit
    assert assignment["num_submissions"] == 3
    assert assignment["max_score"] == 6.0
    assert assignment["status"] == "draft"  # its source was found: solutions/ of the checkout


def test_formgrader_lists_the_submissions_with_scores(recorded, api):
    submissions = {s["student"]: s for s in api.get_submissions(recorded.unit)}
    assert {name: s["score"] for name, s in submissions.items()} == {
        "s001": 3.0,
        "s002": 1.0,
        "s003": 0.0,
    }
    assert all(s["autograded"] and s["needs_manual_grade"] for s in submissions.values())


def test_formgrader_opens_a_notebook_and_shows_what_failed(recorded, api):
    (notebook,) = api.get_notebooks(recorded.unit)
    assert notebook["needs_manual_grade"]
    found = {s["student"]: s for s in api.get_notebook_submissions(recorded.unit, recorded.unit)}
    assert found["s002"]["failed_tests"]
    assert not found["s001"]["failed_tests"]
    assert found["s003"]["flagged"]


def test_the_exporter_writes_the_scores(recorded):
    bin_folder = Path(sys.executable).parent
    subprocess.run(
        [bin_folder / "nbgrader", "export"],
        cwd=recorded.folder.root,
        check=True,
        capture_output=True,
        env=os.environ | {"JUPYTER_PREFER_ENV_PATH": "1"},
    )
    with open(recorded.folder.root / "grades.csv", newline="", encoding="utf-8") as file:
        rows = {row["student_id"]: row for row in csv.DictReader(file)}
    assert {name: float(row["score"]) for name, row in rows.items()} == {
        "s001": 3.0,
        "s002": 1.0,
        "s003": 0.0,
    }
    assert {row["assignment"] for row in rows.values()} == {recorded.unit}
    assert {float(row["max_score"]) for row in rows.values()} == {6.0}
