"""A real Dask scheduler and two real workers, with no file in common."""

import os
import signal
import sys
from functools import partial

import pytest

from course.batch import cluster_workers, grade_bytes, grade_class
from course.errors import CourseError
from course.sandbox.limits import Limits
from tests.course.gradebook.classroom import LOSES_SIGN, Seen, grade_here, wait_for


def noted(data, master, folder):
    """Grade, and leave a trace of the process that did."""
    with open(f"{folder}/{os.getpid()}", "ab") as file:
        file.write(b".")
    return grade_here(data, master)


@pytest.mark.slow
def test_a_worker_is_killed_in_the_middle_and_nothing_is_lost(classroom, cluster, tmp_path):
    students = [f"s{number:03d}" for number in range(20)]
    for student in students:
        classroom.hand_in(student, f"# {student}\ndef double(x):\n    return x + x")
    (tmp_path / "seen").mkdir()
    task = partial(noted, folder=str(tmp_path / "seen"))

    class KillsAWorker(Seen):
        def finished(self, job, result):
            super().finished(job, result)
            if len(self.results) == 5:
                wait_for(lambda: len(list((tmp_path / "seen").iterdir())) == 2)
                os.kill(int(next((tmp_path / "seen").iterdir()).name), signal.SIGKILL)

    seen = KillsAWorker()
    crew = partial(cluster_workers, cluster, seconds=120)
    outcome = grade_class([classroom.unit], classroom.folder, classroom.places, crew, seen, task)
    assert {result.status for result in outcome.graded.values()} == {"graded"}
    assert sorted(classroom.facts()) == students


@pytest.mark.slow
def test_a_worker_grades_in_the_sandbox(classroom, cluster):
    classroom.hand_in("s001")
    classroom.hand_in("s002", LOSES_SIGN)
    other = str(classroom.folder.submitted("s001", classroom.unit))
    classroom.hand_in("s003", f"def double(x):\n    return open({other!r}).read()")
    crew = partial(cluster_workers, cluster, seconds=120)
    task = partial(grade_bytes, budget=Limits())
    outcome = grade_class([classroom.unit], classroom.folder, classroom.places, crew, Seen(), task)
    points = {student: result.points for (_, student), result in outcome.graded.items()}
    assert points == {"s001": 3.0, "s002": 1.0, "s003": 0.0}
    lost = outcome.graded[classroom.unit, "s003"].scores[0].reason
    assert "PermissionError" in lost or "FileNotFoundError" in lost


def test_no_scheduler_is_one_message(monkeypatch):
    monkeypatch.setattr("course.batch.cluster.CONNECT_SECONDS", 0.5)
    with (
        pytest.raises(CourseError, match=r"tcp://127\.0\.0\.1:1: no Dask scheduler answers"),
        cluster_workers("tcp://127.0.0.1:1"),
    ):
        pass


@pytest.mark.parametrize("address", ["nonsense://x", "127.0.0.1:http", ""])
def test_a_wrong_address_is_one_message(monkeypatch, address):
    monkeypatch.setattr("course.batch.cluster.CONNECT_SECONDS", 0.5)
    with pytest.raises(CourseError, match="no Dask scheduler"), cluster_workers(address):
        pass


def test_without_dask_the_message_names_the_extra(monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(CourseError, match=r"pip install '\.\[cluster\]'"), cluster_workers("x"):
        pass
