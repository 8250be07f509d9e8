"""What samples deserve, and that the grader gives exactly that."""

import json

import nbformat
import pytest

from course.editions import build_unit
from course.grading import grade
from course.samples import KINDS, deserved_points, sample_answers, write_class
from course.sandbox.limits import Limits

CHECK_1, CHECK_2, QUESTION = "double-check-1", "double-check-2", "when_equal"


def deserved(master, *students):
    return deserved_points(master, students)


@pytest.fixture
def master(checkout, monkeypatch):
    monkeypatch.setenv("MPLBACKEND", "agg")  # put back afterwards: running a unit sets it
    return checkout.master()


def test_right_answers_deserve_all_and_words_wait_for_a_person(master):
    (points,) = deserved(master, sample_answers(master, "perfect"))
    assert points == {CHECK_1: 1.0, CHECK_2: 2.0, QUESTION: None}


def test_a_partly_right_answer_deserves_a_part(master):
    answers = {"double": "def double(x):\n    return 2 * abs(x)", "when_equal": None}
    assert deserved(master, answers) == [{CHECK_1: 1.0, CHECK_2: 0.0, QUESTION: 0.0}]


def test_one_student_leaves_no_trace_in_the_next(master):
    breaks = {"double": "start = 0\ndef double(x):\n    return 6", "when_equal": "x"}
    right = sample_answers(master, "perfect")
    alone = deserved(master, right)
    assert deserved(master, breaks, right)[1:] == alone


@pytest.mark.slow
def test_the_grader_gives_every_kind_what_it_deserves(checkout, master, tmp_path, monkeypatch):
    monkeypatch.setattr("course.editions.build.execute", lambda notebook, lines, where: None)
    build_unit(checkout.unit, checkout.places, checkout.syllabus)
    edition = nbformat.read(checkout.places.student(checkout.unit), as_version=4)
    solution = json.loads(checkout.places.solution(checkout.unit).read_text("utf-8"))
    samples = write_class(master, edition, tmp_path / "inbox", len(KINDS))
    expected = deserved(master, *(sample.answers for sample in samples))
    for sample, points in zip(samples, expected, strict=True):
        path = tmp_path / "inbox" / sample.student / f"{checkout.unit}.ipynb"
        result = grade(json.loads(path.read_text("utf-8")), solution, Limits())
        assert result.status == "graded", (sample.kind, result.evidence)
        assert {score.id: score.points for score in result.scores} == points, sample.kind
