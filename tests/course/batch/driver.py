"""``course grade`` with a grader that needs no kernel, in a process to be killed.

Run as ``python -m tests.course.batch.driver ROOT LOG``. For each line of input a run starts; its
process id and then its exit code are printed. Everything but the task is the course's own:
processes, journal, writer. The log tells which submissions were run.
"""

import fcntl
import hashlib
import multiprocessing
import os
import sys
import traceback
from functools import partial
from pathlib import Path

from course.batch import grade_class, local_workers
from course.gradebook import GradebookFolder
from course.gradebook.folder import LOCK
from course.places import Places
from tests.course.gradebook.classroom import Seen, grade_here

UNIT = "00-doubling"


def logged(data, master, log):
    """Grade, and append a line: short appends are never torn."""
    with open(log, "ab") as file:
        file.write(hashlib.sha256(data).hexdigest().encode() + b"\n")
    return grade_here(data, master)


def grade(root, log):
    folder = GradebookFolder(Path(root) / "gradebook")
    # Forked from here: everything is imported already, and a run starts in no time.
    crew = partial(local_workers, 2, multiprocessing.get_context("fork"))
    grade_class([UNIT], folder, Places(Path(root)), crew, Seen(), partial(logged, log=log))


def main(root, log):
    for _ in sys.stdin:
        process = os.fork()
        if process == 0:
            code = 1
            try:
                grade(root, log)
                code = 0
            except BaseException:
                traceback.print_exc()  # or nobody would hear of it
            finally:
                os._exit(code)
        print(process, flush=True)
        code = os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])
        with open(Path(root) / "gradebook" / LOCK, "a") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)  # its forked workers hold the lock until they end
        print(code, flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
