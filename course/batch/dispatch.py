"""Give submissions to workers and take results back, whatever happens to a worker."""

import os
from collections import deque
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, CancelledError, wait
from dataclasses import replace

from course.errors import CourseError
from course.gradebook.journal import digest
from course.grading import Result

DIED = "its grading process died twice, the second time alone"
DIED_REMOTELY = "its grading process died again and again"


def dispatch(jobs, masters, task, workers, running):
    """Yield (job, result) as they arrive.

    A worker that is killed takes its pool along. What the pool held is then graded one at a time;
    whatever ends a worker again while it is alone is quarantined.

    Parameters
    ----------
    jobs : list of course.batch.Job
    masters : dict of str to dict
        By unit.
    task : callable
        Takes the submission's bytes and the master, returns a result; a function that pickles.
    workers : callable
        Returns a context manager that yields a `course.batch.Crew`.
    running : callable
        Is told how many submissions are being graded.

    Raises
    ------
    CourseError
        If the workers cannot work at all.
    """
    waiting, suspects = deque(jobs), deque()
    while waiting or suspects:
        alone = bool(suspects)
        with workers() as crew:
            _require_alive(crew)
            queue, ahead = (suspects, 1) if alone else (waiting, crew.ahead)
            held = yield from _until_broken(queue, ahead, crew, masters, task, running)
        if alone and held:
            yield held.pop(), Result("quarantined", reason=DIED)
        suspects.extend(held)


def _until_broken(queue, ahead, crew, masters, task, running):
    """Yield from the queue until it is empty or the pool broke; return what the pool held."""
    given, held = {}, []
    while given or (queue and not held):
        while queue and not held and len(given) < ahead:
            job = queue.popleft()
            try:
                data = job.path.read_bytes()
                job = replace(job, submission=digest(data))  # it may have changed since
                given[crew.executor.submit(task, data, masters[job.unit])] = job
            except BrokenExecutor:
                held.append(job)
            except OSError as error:
                yield job, Result("quarantined", reason=f"cannot be read: {error.strerror}")
        running(min(len(given), crew.size))
        for future in wait(given, return_when=FIRST_COMPLETED).done if given else ():
            job = given.pop(future)
            result = _result(future, crew)
            if result is None:
                held.append(job)
            else:
                yield job, result
    return held


def _result(future, crew):
    """Return the result, or None if the pool broke."""
    try:
        return future.result()
    except BrokenExecutor:
        return None
    except crew.deaths:
        return Result("quarantined", reason=DIED_REMOTELY)
    except CourseError:
        raise
    except (Exception, CancelledError) as error:
        raise _unable(error) from error


def _require_alive(crew):
    """A pool that cannot do anything must not look like submissions that kill it."""
    try:
        crew.executor.submit(os.getpid).result()
    except (Exception, CancelledError) as error:
        raise _unable(error) from error


def _unable(error):
    return CourseError(
        f"the workers cannot grade ({type(error).__name__}: {error}). Is there memory for them, and "
        "do they run the same version of the course? What was graded is kept: run the command again."
    )
