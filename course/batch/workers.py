"""Local processes that grade; any other `concurrent.futures.Executor` does as well."""

import json
import multiprocessing
import os
import signal
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager

from course.grading import Result, grade


def grade_bytes(submission, master, budget, unsafe=False):
    """Grade the bytes of a submitted file: the function that workers run.

    Parameters
    ----------
    submission : bytes
    master : dict
    budget : course.sandbox.limits.Limits
    unsafe : bool
        Do not confine student code.

    Returns
    -------
    course.grading.Result
        Always: what cannot be graded is quarantined with the reason.
    """
    try:
        notebook = json.loads(submission.decode("utf-8-sig"))
        return grade(notebook, master, budget, unsafe)
    except (ValueError, RecursionError) as error:
        return Result("quarantined", reason=f"not a notebook: {error}")
    except Exception as error:
        # The batch goes on: one submission's trouble is that submission's reason.
        return Result("quarantined", reason=f"grading failed: {type(error).__name__}: {error}")


@contextmanager
def local_workers(count=None):
    """Yield an executor of local processes; whatever happens, none is left behind.

    Parameters
    ----------
    count : int, optional
        How many; as many as there are cores if left out.
    """
    # Workers are forked from a server that has started the one zygote they all share; threads and
    # database handles of this process stay here.
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["course.cli", "course.batch.warm"])
    executor = ProcessPoolExecutor(count or os.cpu_count(), context, initializer=_start_worker)
    try:
        yield executor
    except BaseException:
        for process in list(executor._processes.values()):
            process.terminate()
        raise
    finally:
        executor.shutdown(wait=True, cancel_futures=True)


def _start_worker():
    """Leave Ctrl-C to the parent; on its word, end by way of every ``finally``."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, _stop)


def _stop(number, frame):
    raise SystemExit(128 + number)
