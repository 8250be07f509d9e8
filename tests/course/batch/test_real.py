"""The real thing: local workers, warm kernels, the sandbox; killed once and started again."""

import os
import signal
import subprocess
import sys

import pytest

from course.gradebook import Journal, read_scores
from tests.course.gradebook.classroom import ANSWER, LOSES_SIGN, wait_for

pytestmark = pytest.mark.slow

GRADE = """
import sys
from functools import partial
from pathlib import Path
from course.batch import grade_bytes, grade_class, local_workers
from course.batch.progress import Lines
from course.gradebook import GradebookFolder
from course.places import Places
from course.sandbox.limits import Limits
from contextlib import nullcontext
from rich.console import Console

root = Path(sys.argv[1])
task = partial(grade_bytes, budget=Limits())
progress = lambda total: nullcontext(Lines(Console()))
folder = GradebookFolder(root / "gradebook")
grade_class(["00-doubling"], folder, Places(root), partial(local_workers, 2), progress, task)
"""


def test_a_class_is_graded_in_the_sandbox_though_the_grader_was_killed(classroom):
    unit, journal = classroom.unit, Journal(classroom.folder)
    classroom.hand_in("s001")
    classroom.hand_in("s002", LOSES_SIGN)
    classroom.hand_in_bytes("s003", b"no notebook")
    classroom.hand_in("s004", "def double(x) return x", words="")
    students = ["s001", "s002", "s003", "s004"]

    process = _start(classroom)
    wait_for(lambda: any(journal.read(name, unit) for name in students[:2]), seconds=240)
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    before = {name: journal.read(name, unit) for name in students if journal.read(name, unit)}

    assert _start(classroom).wait(240) == 0
    for name, entry in before.items():  # what was journalled was not run again
        assert journal.read(name, unit).result.seconds == entry.result.seconds
    rows = {row.student: row for row in read_scores(classroom.folder, classroom.places, [unit])}
    assert {name: (row.status, row.points, row.waiting) for name, row in rows.items()} == {
        "s001": ("graded", 3.0, 3.0),
        "s002": ("graded", 1.0, 3.0),
        "s003": ("quarantined", 0.0, 0.0),
        "s004": ("graded", 0.0, 0.0),
    }
    assert rows["s002"].lost == (("double-check-2", "wrong for a negative number"),)
    assert ANSWER in classroom.folder.autograded("s001", unit).read_text("utf-8")


def _start(classroom):
    return subprocess.Popen([sys.executable, "-c", GRADE, str(classroom.places.root)])
