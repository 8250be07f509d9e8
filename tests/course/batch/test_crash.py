"""Killed at any moment and started again: no loss, no duplicate, nothing run twice."""

import contextlib
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter

import psutil
import pytest

from course.gradebook import Journal
from course.gradebook.journal import digest
from tests.course.gradebook.classroom import CHEATS, LOSES_SIGN, RIGHT, root, wait_for

STUDENTS, KILLS = 30, 20
SYNTAX_ERROR = "def double(x) return x"


@pytest.fixture
def school(classroom):
    for number in range(STUDENTS):
        student, kind = f"s{number:03d}", number % 5
        if kind == 4:
            classroom.hand_in_bytes(student, b"no notebook %d" % number)
        else:
            code = (RIGHT, LOSES_SIGN, CHEATS, SYNTAX_ERROR)[kind]
            classroom.hand_in(student, f"# {student}\n{code}")
    return classroom


class Runs:
    """Starts runs of ``course grade`` on a checkout, and knows what they ran."""

    def __init__(self, checkout):
        self.log = checkout / "log"
        self.log.touch()
        self.launcher = subprocess.Popen(
            [sys.executable, "-m", "tests.course.batch.driver", str(checkout), str(self.log)],
            cwd=root(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def start(self):
        """Start a run; return its process id."""
        print("go", file=self.launcher.stdin, flush=True)
        return int(self.launcher.stdout.readline())

    def end(self):
        """Wait for the run; return its exit code."""
        return int(self.launcher.stdout.readline())

    def ran(self):
        """How often each submission was run so far, by its digest."""
        return Counter(self.log.read_text("ascii").split())


@pytest.fixture
def runs(school):
    runs = Runs(school.places.root)
    yield runs
    runs.launcher.stdin.close()
    assert runs.launcher.wait(60) == 0
    runs.launcher.stdout.close()


def journalled(school):
    journal = Journal(school.folder)
    students = school.folder.submissions(school.unit)
    return {student for student in students if journal.read(student, school.unit)}


@pytest.mark.slow
def test_the_grade_book_of_a_run_killed_twenty_times_equals_that_of_an_undisturbed_one(
    school, runs
):
    runs.start()
    assert runs.end() == 0
    undisturbed = school.facts()
    assert len(undisturbed) == STUDENTS - STUDENTS // 5
    assert set(runs.ran().values()) == {1}
    _forget(school)

    chance, kills, again = random.Random(0), 0, []
    patience = 1  # how late a kill comes; less where this machine was done before it came
    for attempt in range(4 * KILLS):
        before, known = runs.ran(), journalled(school)
        process = runs.start()
        if kills < KILLS and attempt < 3 * KILLS:
            _kill(process, chance, runs, before, patience)
        code = runs.end()
        kills += code == -signal.SIGKILL
        patience = min(1, 1.2 * patience) if code else patience / 2
        again += _run_again(school, runs.ran() - before, known)
        if code == 0 and kills >= KILLS:
            break
        if code == 0:  # the class was done before enough kills: it hands in anew
            assert school.facts() == undisturbed
            _forget(school)

    assert kills >= KILLS
    assert again == []
    assert school.facts() == undisturbed


def _forget(school):
    shutil.rmtree(school.folder.root / "journal")
    for file in school.folder.root.glob("gradebook.db*"):
        file.unlink()


def _kill(process, chance, runs, before, patience):
    """Kill at a random moment: at once, or soon after some more submissions were run."""
    wanted = before.total() + int(patience * chance.choice((0, 1, 2, 3, 5)))
    wait_for(lambda: runs.ran().total() >= wanted or _has_ended(process))
    time.sleep(patience * chance.uniform(0, 0.1))
    with contextlib.suppress(ProcessLookupError):
        os.kill(process, signal.SIGKILL)


def _has_ended(process):
    with contextlib.suppress(psutil.NoSuchProcess):
        return psutil.Process(process).status() == psutil.STATUS_ZOMBIE
    return True


def _run_again(school, ran, known):
    """Return which of the journalled students were run all the same."""
    files = school.folder.submissions(school.unit)
    return [student for student in known if ran[digest(files[student].read_bytes())]]
