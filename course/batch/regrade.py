"""Grade again what was changed since, and write only what a person has approved."""

from contextlib import closing
from dataclasses import dataclass, field, replace

from course.batch.batch import Outcome, plan_all, record, run
from course.gradebook import Journal, Writer
from course.gradebook.journal import Entry


@dataclass(frozen=True)
class Change:
    """What grading again does to a submission's points.

    Attributes
    ----------
    student, unit : str
    old, new : float or None
        Points by hand included; None: not in the grade book.
    dropped : dict of str to float
        Points given by hand for questions that the unit no longer has, by id: they go.
    """

    student: str
    unit: str
    old: float | None
    new: float | None
    dropped: dict[str, float] = field(default_factory=dict)


def regrade_class(units, folder, places, workers, progress, task, approve):
    """Grade every submission whose content, or whose unit's checks, changed since it was graded.

    New and quarantined ones are among them. Until they are approved, results wait in the folder
    ``proposed``: neither journal nor database changes, and no result is computed twice.

    Parameters
    ----------
    units, folder, places, workers, progress, task
        As for `course.batch.grade_class`.
    approve : callable
        Takes a list of `Change`, returns whether to write them.

    Returns
    -------
    Outcome or None
        None if it was not approved.
    """
    journal, proposed = Journal(folder), Journal(folder, "proposed")
    with folder.writing(), Writer(folder, places) as writer:
        jobs, masters = plan_all(units, folder, places, journal, writer)
        todo = [job for job in jobs if job.state not in ("done", "unrecorded")]
        done = {}
        for job, result in _grade(todo, masters, task, workers, progress, proposed):
            done[job] = replace(result, notebook=None)
        if todo and not approve(_changes(done, masters, proposed, writer)):
            return None
        for job in done:  # all of them first: from here on the approval itself survives a crash
            journal.take_from(proposed, job.student, job.unit)
        for unit, master in masters.items():
            writer.register(unit, master)
        for job in (*done, *(job for job in jobs if job.state == "unrecorded")):
            record(job, journal, writer)
    return Outcome({(job.unit, job.student): done[job] for job in done}, len(jobs) - len(todo))


def _grade(jobs, masters, task, workers, progress, proposed):
    """Yield (job, result) for every job; a proposal that still holds is not run again."""
    left = []
    for job in jobs:
        entry = proposed.read(job.student, job.unit)
        if entry and (entry.submission, entry.master) == (job.submission, job.master):
            yield job, entry.result
        else:
            left.append(job)
    with closing(run(left, masters, task, workers, progress)) as results:
        for job, result in results:
            proposed.write(job.student, job.unit, Entry(job.submission, job.master, False, result))
            yield job, result


def _changes(jobs, masters, proposed, writer):
    dropped = {unit: writer.dropped(unit, master) for unit, master in masters.items()}
    changes = []
    for job in sorted(jobs, key=lambda job: (job.unit, job.student)):  # not as they were done
        result = proposed.read(job.student, job.unit).result
        points = writer.change(job.student, job.unit, result)
        gone = dropped[job.unit].get(job.student, {})
        changes.append(Change(job.student, job.unit, *points, gone))
    return changes
