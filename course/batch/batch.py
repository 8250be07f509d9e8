"""Grade a class: plan, run on workers, journal, record."""

import json
from contextlib import closing
from dataclasses import dataclass, replace

from course.batch.dispatch import dispatch
from course.batch.plan import master_digest, plan, read_master
from course.errors import CourseError
from course.gradebook import Journal, Writer
from course.gradebook.journal import Entry
from course.intake.timestamps import read_timestamp


@dataclass(frozen=True)
class Outcome:
    """What grading a class did.

    Attributes
    ----------
    graded : dict of (str, str) to course.grading.Result
        By (unit, student): what was graded now, without the notebooks.
    known : int
        How many were graded before, and did not change.
    """

    graded: dict
    known: int


def grade_class(units, folder, places, workers, progress, task):
    """Grade every submission that is new or was handed in again; go on where an earlier run ended.

    Parameters
    ----------
    units : list of str
    folder : course.gradebook.GradebookFolder
    places : course.places.Places
    workers : callable
        Returns a context manager that yields a `course.batch.Crew`.
    progress : callable
        Takes the number of submissions, returns a context manager that yields an object with
        ``running(count)`` and ``finished(job, result)``.
    task : callable
        What workers run: takes a submission's bytes and the master as parsed JSON, returns a
        `course.grading.Result`. It must pickle.

    Returns
    -------
    Outcome

    Raises
    ------
    CourseError
        If a unit's checks have changed since it was graded: see `regrade_class`.
    """
    journal = Journal(folder)
    with folder.writing(), Writer(folder, places) as writer:
        jobs, masters = plan_all(units, folder, places, journal, writer)
        _require_current(jobs, folder)
        for unit, master in masters.items():
            writer.register(unit, master)
        for job in jobs:
            if job.state == "unrecorded":
                record(job, journal, writer)
        todo = [job for job in jobs if job.state in ("new", "changed")]
        graded = {}
        for job, result in run(todo, masters, task, workers, progress):
            journal.write(job.student, job.unit, Entry(job.submission, job.master, False, result))
            record(job, journal, writer)
            graded[job.unit, job.student] = replace(result, notebook=None)
    return Outcome(graded, len(jobs) - len(todo))


def plan_all(units, folder, places, journal, writer):
    """Return the jobs of several units, and their masters as notebooks by unit."""
    masters = {unit: read_master(unit, places) for unit in units}
    jobs = []
    for unit, master in masters.items():
        jobs += plan(unit, master_digest(master), folder, journal, writer.recorded(unit))
    return jobs, masters


def run(jobs, masters, task, workers, progress):
    """Yield (job, result) as they arrive, and show them."""
    sent = {unit: json.loads(json.dumps(master)) for unit, master in masters.items()}
    with (
        progress(len(jobs)) as report,
        closing(dispatch(jobs, sent, task, workers, report.running)) as results,
    ):
        for job, result in results:
            yield job, result
            report.finished(job, result)


def record(job, journal, writer):
    """Write what the journal holds into the database."""
    entry = journal.read(job.student, job.unit)
    if entry.result.notebook:
        writer.record(job.student, job.unit, entry.result, _handed_in(job.path))
    journal.mark_recorded(job.student, job.unit, entry)


def _handed_in(path):
    moment = read_timestamp(path.parent)
    return moment and moment.replace(tzinfo=None)


def _require_current(jobs, folder):
    stale = [job.unit for job in jobs if job.state == "stale"]
    if stale:
        units = sorted(set(stale))
        raise CourseError(
            f"{folder.root}: the checks of {', '.join(units)} have changed since {len(stale)} "
            f"submissions were graded. `course grade --regrade {' '.join(units)}` grades them "
            "again, and shows what would change before it writes."
        )
