"""Every unit's own solution, handed in, earns all its points in the sandbox and raises no alarm."""

import json

import nbformat
import pytest

from course.grading import grade
from course.master import read_master
from course.places import Places
from course.samples import sample_answers
from course.samples.write import submission
from course.sandbox.limits import Limits

PLACES = Places.find(__file__)


@pytest.mark.slow
def test_the_right_answers_keep_every_point(unit):
    master = read_master(PLACES.master(unit))
    edition = nbformat.read(PLACES.student(unit), as_version=4)
    handed_in = submission(edition, sample_answers(master, "perfect"))
    solution = json.loads(PLACES.solution(unit).read_text("utf-8"))
    result = grade(json.loads(nbformat.writes(handed_in)), solution, Limits())
    assert (result.status, result.evidence) == ("graded", ())
    lost = {s.id: s.reason for s in result.scores if s.points is not None and s.reason}
    assert lost == {}
    earned = sum(cell.points for cell in master.cells if cell.kind == "check")
    assert result.points == earned
