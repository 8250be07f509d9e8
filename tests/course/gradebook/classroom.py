"""A class that hands in a small unit, and a grader of trusted answers that needs no kernel."""

import json
import os
import signal
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import nbformat

from course.batch import Crew
from course.editions import build_unit
from course.gradebook import GradebookFolder
from course.grading import Result
from course.grading.align import align
from course.grading.run import Ending
from course.grading.score import score
from course.samples.write import submission

RIGHT = "def double(x):\n    return x + x"
LOSES_SIGN = "def double(x):\n    return 2 * abs(x)"
CHEATS = "def double(x):  # caught\n    return x + x"
KILLS = "def double(x):  # kills its worker\n    return x + x"
HANDED_IN = datetime(2026, 3, 1, 12)
ANSWER = "At zero and at two."


@dataclass
class Classroom:
    """A checkout with a built unit, and a grade book in which students hand in."""

    checkout: object
    folder: GradebookFolder = field(init=False)

    def __post_init__(self):
        self.places, self.unit = self.checkout.places, self.checkout.unit
        self.folder = GradebookFolder(self.places.root / "gradebook")
        self.build()

    def build(self):
        build_unit(self.unit, self.places, self.checkout.syllabus)

    def change_master(self, old, new):
        """Change one place of the master and build it again."""
        self.checkout.changed(old, new)
        self.build()

    def solution(self):
        return nbformat.read(self.places.solution(self.unit), as_version=4)

    def submission(self, code=RIGHT, words=ANSWER):
        """Return the bytes of a student edition with these answers."""
        edition = nbformat.read(self.places.student(self.unit), as_version=4)
        notebook = submission(edition, {"double": code, "when_equal": words})
        return nbformat.writes(notebook).encode()

    def hand_in(self, student, code=RIGHT, words=ANSWER):
        """Write a submission where `course collect` would; return its path."""
        return self.hand_in_bytes(student, self.submission(code, words))

    def hand_in_bytes(self, student, data):
        path = self.folder.submitted(student, self.unit)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        (path.parent / "timestamp.txt").write_text(f"{HANDED_IN} UTC\n")
        return path

    def result(self, code=RIGHT, words=ANSWER):
        """Return what grading these answers yields."""
        return grade_here(self.submission(code, words), self.solution())

    def facts(self):
        """Return everything the database says of the submissions, without ids and times."""
        with self.folder.open(self.places) as book:
            return {
                notebook.student.id: (
                    notebook.flagged,
                    sorted(
                        (g.name, g.auto_score, g.manual_score, g.max_score, g.needs_manual_grade)
                        for g in notebook.grades
                    ),
                    sorted((c.name, c.auto_comment, c.manual_comment) for c in notebook.comments),
                )
                for notebook in book.notebook_submissions(self.unit, self.unit)
            }


def grade_here(data, master):
    """Grade a submission in this very process: for answers that are trusted."""
    try:
        notebook, repairs = align(json.loads(data), master)
    except ValueError as error:
        return Result("quarantined", reason=f"not a notebook: {error}")
    text = data.decode()
    if "# kills its worker" in text:
        os.kill(os.getpid(), signal.SIGKILL)
    endings, namespace = {}, {}
    for cell in notebook.cells:
        if cell.cell_type == "code" and cell.source.strip():
            endings[cell.id] = _ending(cell.source, namespace)
    flagged = "# caught" in text
    return Result(
        status="flagged" if flagged else "graded",
        scores=score(notebook, endings),
        repairs=tuple(repairs),
        evidence=("an assertion that cannot hold was reported as passed",) if flagged else (),
        notebook=json.loads(nbformat.writes(notebook)),
    )


def _ending(source, namespace):
    try:
        exec(source, namespace)
    except Exception as error:
        return Ending(False, str(error), type(error).__name__)
    return Ending(True)


@dataclass
class Seen:
    """A progress display that remembers."""

    total: int = 0
    most: int = 0
    results: list = field(default_factory=list)

    @contextmanager
    def __call__(self, total):
        self.total = total
        yield self

    def running(self, count):
        self.most = max(self.most, count)

    def finished(self, job, result):
        self.results.append((job.student, result.status))


@contextmanager
def one_thread():
    """A crew for tests that are not about workers."""
    with ThreadPoolExecutor(1) as executor:
        yield Crew(executor, 1)


def wait_for(condition, seconds=60):
    """Wait until something holds."""
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it never came"
        time.sleep(0.01)


def root():
    """The folder to run ``python -m tests.…`` in."""
    return Path(__file__).parents[3]
