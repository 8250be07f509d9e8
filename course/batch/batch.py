"""Grade a class: plan, run on workers, journal, record."""

from concurrent.futures import as_completed
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial

from course.batch.plan import plan, read_master
from course.batch.workers import grade_bytes
from course.errors import CourseError
from course.gradebook import Journal, Writer
from course.gradebook.journal import Entry
from course.grading import Result
from course.sandbox.availability import unavailable


@dataclass(frozen=True)
class Outcome:
    """What grading a class did.

    Attributes
    ----------
    graded : dict of (str, str) to course.grading.Result
        By (unit, student): what was graded now.
    known : int
        How many were graded before, and did not change.
    """

    graded: dict
    known: int


def grade_class(units, folder, places, workers, progress, budget, unsafe=False):
    """Grade every submission that was not graded yet.

    Parameters
    ----------
    units : list of str
    folder : course.gradebook.GradebookFolder
    places : course.places.Places
    workers : callable
        Returns a context manager that yields a `concurrent.futures.Executor`.
    progress : callable
        Takes the number of submissions, returns a context manager that yields a function to call
        with each (job, result).
    budget : course.sandbox.limits.Limits
        What one notebook may use.
    unsafe : bool
        Do not confine student code.

    Returns
    -------
    Outcome

    Raises
    ------
    CourseError
        If this machine cannot confine student code and `unsafe` is not given.
    """
    if not unsafe and (reason := unavailable()):
        raise CourseError(
            f"student code cannot be confined on this machine. {reason} Grade on another machine, "
            "or trust the submissions and pass --unsafe."
        )
    task = partial(grade_bytes, budget=budget, unsafe=unsafe)
    journal, graded = Journal(folder), {}
    with Writer(folder, places) as writer:
        jobs, masters = [], {}
        for unit in units:
            jobs += plan(unit, folder, places, journal)
            masters[unit], notebook = read_master(unit, places)
            writer.register(unit, notebook)
        todo = [job for job in jobs if not job.is_done]
        with progress(len(todo)) as report:
            for job, result in _results(todo, masters, task, workers):
                _keep(job, result, journal, writer)
                graded[job.unit, job.student] = result
                report(job, result)
    return Outcome(graded, len(jobs) - len(todo))


def _results(jobs, masters, task, workers):
    """Yield (job, result) as they arrive; a journalled result is not run again."""
    for job in jobs:
        if job.entry:
            yield job, job.entry.result
    left = [job for job in jobs if not job.entry]
    while left:
        try:
            for job, result in _on_workers(left, masters, task, workers):
                left.remove(job)
                yield job, result
        except BrokenProcessPool:
            # A worker was killed from outside. What it held is tried alone, then given up on.
            suspect = left.pop(0)
            yield suspect, _alone(suspect, masters, task, workers)


def _on_workers(jobs, masters, task, workers):
    if not jobs:
        return
    with workers() as executor:
        futures = {
            executor.submit(task, job.path.read_bytes(), masters[job.unit]): job for job in jobs
        }
        for future in as_completed(futures):
            yield futures[future], future.result()


def _alone(job, masters, task, workers):
    try:
        return next(iter(_on_workers([job], masters, task, workers)))[1]
    except BrokenProcessPool:
        return Result("quarantined", reason="its grading process died twice, the second time alone")


def _keep(job, result, journal, writer):
    entry = Entry(job.submission, job.master, False, result)
    if not job.entry:
        journal.write(job.student, job.unit, entry)
    if result.notebook:
        handed_in = datetime.fromtimestamp(job.path.stat().st_mtime, UTC).replace(tzinfo=None)
        writer.record(job.student, job.unit, result, handed_in)
    journal.mark_recorded(job.student, job.unit, entry)
