"""Stock `nbgrader autograde` against `course grade`: same submissions, same machine, one run.

    .venv/bin/python benchmarks/grading.py                     the comparison
    .venv/bin/python benchmarks/grading.py --growth 10 100 1000  growth of `course grade` alone

Both grade correct submissions of 01-neurons and of a TensorFlow notebook (benchmarks/tensorflow_unit.py);
stock grades one after the other, ours with two workers. Student code is timed without a grader, two at a
time as well (benchmarks/ungraded.py): what is left is the grader's own. The ceiling is the ratio that a
grader without any work of its own would reach on these two workers.
"""

import argparse
import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from functools import partial
from pathlib import Path
from statistics import median

import nbformat
import psutil
from rich.console import Console
from rich.table import Table

from course.batch import grade_bytes, grade_class, local_workers
from course.editions.source import source_notebook
from course.editions.student import without_answers
from course.gradebook import GradebookFolder
from course.master import read_master
from course.places import Places
from course.samples import sample_answers
from course.samples.write import submission
from course.sandbox.limits import Limits

HERE = Path(__file__).parent
WORKERS = 2
UNITS = {
    "01-neurons": HERE.parent / "solutions" / "01-neurons" / "01-neurons.py",
    "tensorflow": HERE / "tensorflow_unit.py",
}
console = Console(width=120)  # also where the output is no terminal


def main():
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--growth", type=int, nargs="*", default=[])
    options.add_argument("--stock", type=int, default=4, help="submissions that stock grades")
    options.add_argument("--ours", type=int, default=24, help="submissions that ours grades")
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        if chosen.growth:
            growth(chosen.growth, Path(folder))
        else:
            compare(chosen, Path(folder))


def compare(chosen, folder):
    table = Table(
        "notebook",
        "stock s",
        "ours s",
        "ours first s",
        "ratio",
        "ceiling",
        "ours a minute",
        "student code s",
        "overhead s",
        "peak MB",
    )
    for name in UNITS:
        unit = Unit(name, folder / name)
        code = unit.student_seconds()
        stock = unit.stock_seconds(chosen.stock)
        ours, first, peak = unit.our_seconds(chosen.ours)
        table.add_row(
            name,
            f"{stock:.1f}",
            f"{ours:.2f}",
            f"{first:.1f}",
            f"{stock / ours:.1f}",
            f"{WORKERS * stock / code:.1f}",
            f"{60 / ours:.0f}",
            f"{code:.2f}",
            f"{WORKERS * ours - code:.2f}",
            f"{peak:.0f}",
        )
    console.print(table)
    console.print(
        "Seconds a notebook, wall time; 'ours first' includes starting the warm process. Overhead: "
        "what a worker spends on a notebook beyond the student's code."
    )


def growth(sizes, folder):
    table = Table("submissions", "seconds", "a minute", "grader MB", "all processes MB")
    for size in sizes:
        unit = Unit("tensorflow", folder / str(size))
        start = time.perf_counter()
        _, _, peak = unit.our_seconds(size)
        seconds = time.perf_counter() - start
        own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        table.add_row(
            f"{size}", f"{seconds:.0f}", f"{60 * size / seconds:.0f}", f"{own:.0f}", f"{peak:.0f}"
        )
    console.print(table)


class Unit:
    """One unit laid out for both graders."""

    def __init__(self, name, folder):
        self.name, self.folder = name, folder
        master_file = folder / "checkout" / "solutions" / name / f"{name}.py"
        master_file.parent.mkdir(parents=True)
        shutil.copy(UNITS[name], master_file)
        (folder / "checkout" / "notebooks").mkdir()
        self.places = Places(folder / "checkout")
        master = read_master(master_file)
        self.source = source_notebook(master)
        nbformat.write(self.source, self.places.solution(name))
        self.answers = sample_answers(master, "perfect")
        self.submission = nbformat.writes(submission(without_answers(self.source), self.answers))
        self.cells = [
            self.answers.get(c.id, c.source)
            for c in master.cells
            if c.kind in ("code", "exercise", "check")
        ]

    def student_seconds(self):
        """Time the unit's cells without a grader, figures included; the median of six."""
        told = subprocess.run(
            [sys.executable, HERE / "ungraded.py"],
            input=json.dumps([self.cells, WORKERS]),
            capture_output=True,
            text=True,
            env={
                **os.environ,
                "TF_CPP_MIN_LOG_LEVEL": "3",
                "TF_ENABLE_ONEDNN_OPTS": "0",
                "CUDA_VISIBLE_DEVICES": "-1",
            },
            check=True,
        ).stdout
        lines = [line.split() for line in told.splitlines() if line.startswith("seconds ")]
        return median(float(seconds) for _, seconds in lines)

    def stock_seconds(self, students):
        """Seconds a notebook of `nbgrader autograde`, without its set-up."""
        course = self.folder / "stock"
        source = course / "source" / self.name / f"{self.name}.ipynb"
        source.parent.mkdir(parents=True)
        nbformat.write(self.source, source)
        for number in range(students):
            handed_in = course / "submitted" / f"s{number:03d}" / self.name / f"{self.name}.ipynb"
            handed_in.parent.mkdir(parents=True)
            handed_in.write_text(self.submission, encoding="utf-8")
        nbgrader = [sys.executable, "-m", "nbgrader"]
        path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
        run = partial(
            subprocess.run,
            cwd=course,
            check=True,
            capture_output=True,
            env={**os.environ, "PATH": path},
        )
        run([*nbgrader, "generate_assignment", self.name, "--CourseDirectory.course_id=b"])
        start = time.perf_counter()
        run(
            [
                *nbgrader,
                "autograde",
                self.name,
                "--CourseDirectory.course_id=b",
                "--Execute.timeout=300",
            ]
        )
        return (time.perf_counter() - start) / students

    def our_seconds(self, students):
        """Seconds a notebook of `course grade`, after the first; the first; peak memory."""
        folder = GradebookFolder(self.folder / f"ours-{students}")
        for number in range(students):
            handed_in = folder.submitted(f"s{number:04d}", self.name)
            handed_in.parent.mkdir(parents=True)
            handed_in.write_text(self.submission, encoding="utf-8")
        arrivals, watch = [], Watch()
        with watch:
            start = time.perf_counter()
            outcome = grade_class(
                [self.name],
                folder,
                self.places,
                partial(local_workers, WORKERS),
                Arrivals(arrivals),
                partial(grade_bytes, budget=Limits()),
            )
        self.require_full_points(outcome, students)
        first = arrivals[0] - start
        return (arrivals[-1] - arrivals[0]) / max(1, students - 1), first, watch.peak

    def require_full_points(self, outcome, students):
        results = list(outcome.graded.values())
        full = sum(
            c.metadata.nbgrader.points
            for c in self.source.cells
            if c.metadata.get("nbgrader", {}).get("locked")
        )
        wrong = [r for r in results if r.status != "graded" or r.points != full]
        if len(results) != students or wrong:
            raise SystemExit(
                f"{len(wrong)} of {len(results)} results are not as deserved: {json.dumps(wrong[0].to_json())[:500] if wrong else ''}"
            )


class Arrivals:
    """Progress that notes when each result arrives."""

    def __init__(self, times):
        self.times = times

    def __call__(self, total):
        return self

    def __enter__(self):
        return self

    def __exit__(self, *error):
        return False

    def running(self, count):
        """Nothing to note."""

    def finished(self, job, result):
        self.times.append(time.perf_counter())


class Watch:
    """Peak memory of this process and all below it, shared pages counted once each (PSS)."""

    peak = 0.0

    def __enter__(self):
        self.done = threading.Event()
        self.thread = threading.Thread(target=self.look)
        self.thread.start()

    def __exit__(self, *error):
        self.done.set()
        self.thread.join()

    def look(self):
        # Seldom: each look walks the page tables of all that it measures, and so slows it.
        while not self.done.wait(5.0):
            total = 0
            for process in [psutil.Process(), *psutil.Process().children(recursive=True)]:
                try:
                    total += process.memory_full_info().pss
                except psutil.Error:  # it has ended
                    continue
            self.peak = max(self.peak, total / 2**20)


if __name__ == "__main__":
    main()
