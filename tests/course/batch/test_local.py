"""Workers as processes: they die, they are stopped, their parent dies."""

import os
import signal
import subprocess
import sys
import time
from multiprocessing.context import BaseContext

import psutil
import pytest

from course.batch import grade_class, local_workers
from course.batch.dispatch import DIED
from tests.course.gradebook.classroom import KILLS, Seen, grade_here, root, wait_for


@pytest.fixture(autouse=True)
def no_zygote(monkeypatch):
    """Workers of these tests run no kernel; the zygote's imports take longer than the tests."""
    preload = BaseContext.set_forkserver_preload
    modules = ["tests.course.gradebook.classroom"]
    monkeypatch.setattr(
        BaseContext, "set_forkserver_preload", lambda context, names: preload(context, modules)
    )
    monkeypatch.syspath_prepend(root())


def test_a_submission_that_kills_its_worker_is_quarantined_and_the_rest_graded(classroom):
    for number in range(8):
        classroom.hand_in(f"s{number:03d}", **({"code": KILLS} if number == 3 else {}))
    seen, crew = Seen(), lambda: local_workers(2)
    outcome = grade_class(
        [classroom.unit], classroom.folder, classroom.places, crew, seen, grade_here
    )
    assert outcome.graded[classroom.unit, "s003"].reason == DIED
    statuses = [result.status for result in outcome.graded.values()]
    assert (statuses.count("graded"), statuses.count("quarantined")) == (7, 1)


def test_workers_end_at_once_when_the_parent_stops():
    workers = []

    def work():
        with local_workers(2) as crew:
            futures = [crew.executor.submit(time.sleep, 300) for _ in range(2)]
            wait_for(lambda: all(future.running() for future in futures))
            workers.extend(_workers())
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        work()
    assert len(workers) == 2
    assert psutil.wait_procs(workers, timeout=10)[1] == []


def _workers():
    """Return the children of our children: the server's."""
    return [p for p in psutil.Process().children(recursive=True) if p.ppid() != os.getpid()]


SLEEPERS = """
import signal
import time
from multiprocessing.context import BaseContext
# A shell lets what it starts in the background, such as these tests, ignore Ctrl-C.
signal.signal(signal.SIGINT, signal.default_int_handler)
BaseContext.set_forkserver_preload = lambda *_: None  # no zygote: its imports take longer
from course.batch import local_workers
with local_workers(2) as crew:
    futures = [crew.executor.submit(time.sleep, 300) for _ in range(2)]
    print("started", flush=True)
    futures[0].result()
"""


@pytest.mark.slow
@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_no_process_outlives_a_parent_that_was_stopped(number):
    parent = subprocess.Popen(
        [sys.executable, "-c", SLEEPERS], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    family = psutil.Process(parent.pid)
    assert parent.stdout.readline() == "started\n"
    wait_for(lambda: len(family.children(recursive=True)) >= 4)  # server, tracker, two workers
    children = family.children(recursive=True)
    parent.send_signal(number)
    # The pipe ends when the last process that holds it does.
    _, complaints = parent.communicate(timeout=60)
    assert "asyncio" not in complaints
    assert psutil.wait_procs(children, timeout=60)[1] == []
