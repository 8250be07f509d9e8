from concurrent.futures import CancelledError, Executor, Future
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager

import pytest

from course.batch import Crew, Job
from course.batch.dispatch import DIED, DIED_REMOTELY, dispatch
from course.errors import CourseError
from course.gradebook.journal import digest
from course.grading import Result


class Killed(Exception):
    """What some other executor says when a worker died again and again."""


class Pool(Executor):
    """Runs at once, and is broken for good by a submission that says so, as a process pool is."""

    def __init__(self, is_first):
        self.is_first, self.broken, self.waiting = is_first, False, []

    def submit(self, task, /, *arguments):
        if self.broken:
            raise BrokenProcessPool
        future = Future()
        self.waiting.append(future)
        if arguments and arguments[0] == b"kills":
            self.broken = True
            for held in self.waiting:
                held.set_exception(BrokenProcessPool()) if not held.done() else None
        elif arguments[:1] != (b"slow",) or not self.is_first:
            # What is slow in the first pool is still at work when the pool breaks.
            try:
                future.set_result(task(*arguments))
            except BaseException as error:
                future.set_exception(error)
        return future


def task(data, master):
    if data == b"raises":
        raise CancelledError
    if data == b"refuses":
        raise CourseError("cannot confine")
    if data == b"dies remotely":
        raise Killed
    return Result("graded", reason=data.decode() + master["name"])


@pytest.fixture
def run(tmp_path):
    """Dispatch submissions with these contents; return what became of each, and each pool's size."""

    def run(*contents, size=2, broken=False):
        pools, jobs = [], []
        for number, content in enumerate(contents):
            path = tmp_path / f"s{number:03d}"
            if content is not None:
                path.write_bytes(content)
            jobs.append(Job(path.name, "unit", path, "", "", "new"))

        @contextmanager
        def workers():
            pool = Pool(is_first=not pools)
            pool.broken = broken
            pools.append(pool)
            yield Crew(pool, size, (Killed,))

        told = []
        results = list(dispatch(jobs, {"unit": {"name": "!"}}, task, workers, told.append))
        run.pools, run.told, run.jobs = pools, told, [job for job, _ in results]
        return {job.student: result.reason or result.status for job, result in results}

    return run


def test_everything_comes_back_once(run):
    assert run(*[b"%d" % n for n in range(20)]) == {f"s{n:03d}": f"{n}!" for n in range(20)}
    assert len(run.pools) == 1


def test_no_jobs_need_no_workers(run):
    assert run() == {}
    assert run.pools == []


def test_a_job_carries_the_digest_of_the_bytes_that_were_graded(run):
    run(b"abc")
    assert run.jobs[0].submission == digest(b"abc")


def test_a_submission_that_kills_its_worker_twice_is_quarantined_and_harms_nobody(run):
    results = run(b"a", b"slow", b"kills", b"b", b"c", size=4)
    assert results == {"s000": "a!", "s001": "slow!", "s002": DIED, "s003": "b!", "s004": "c!"}


def test_several_killers(run):
    results = run(b"kills", b"a", b"kills", b"b", b"kills")
    assert [results[f"s{n:03d}"] for n in range(5)] == [DIED, "a!", DIED, "b!", DIED]


def test_what_an_executor_itself_gave_up_on_is_quarantined(run):
    assert run(b"a", b"dies remotely") == {"s000": "a!", "s001": DIED_REMOTELY}


def test_a_file_that_cannot_be_read_is_quarantined(run):
    results = run(b"a", None, b"b")
    assert results["s001"] == "cannot be read: No such file or directory"
    assert (results["s000"], results["s002"]) == ("a!", "b!")


def test_workers_that_cannot_work_are_one_message_and_no_submissions_fault(run):
    with pytest.raises(CourseError, match=r"the workers cannot grade \(BrokenProcessPool"):
        run(b"a", b"b", broken=True)


def test_a_cancelled_task_is_one_message(run):
    with pytest.raises(CourseError, match=r"the workers cannot grade \(CancelledError"):
        run(b"raises")


def test_a_workers_own_message_is_passed_on(run):
    with pytest.raises(CourseError, match=r"^cannot confine$"):
        run(b"refuses")


def test_never_more_is_given_out_than_the_crew_is_ahead(run):
    run(*[b"x"] * 50, size=3)
    assert max(run.told) == 3
