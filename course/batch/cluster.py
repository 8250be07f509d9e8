"""A Dask cluster that grades. It needs no shared file system: everything travels as data."""

from contextlib import contextmanager

from course.batch.crew import Crew
from course.errors import CourseError

CONNECT_SECONDS = 15
WORKER_SECONDS = 30


@contextmanager
def cluster_workers(address, seconds=WORKER_SECONDS):
    """Yield a crew of a running Dask cluster.

    Parameters
    ----------
    address : str
        The scheduler's, such as ``tcp://10.0.0.1:8786``.
    seconds : float
        How long to wait for a first worker.

    Raises
    ------
    CourseError
        If Dask is not installed here, or no scheduler or no worker answers.
    """
    try:
        from distributed import Client, KilledWorker
    except ModuleNotFoundError as error:
        raise CourseError(
            f"{error.name} is not installed. For --scheduler, install this package with its extra: "
            "pip install '.[cluster]'."
        ) from error
    try:
        client = Client(address, timeout=CONNECT_SECONDS, set_as_default=False)
    except (OSError, ValueError) as error:
        raise CourseError(
            f"{address}: no Dask scheduler answers ({error}). Start one with `dask scheduler`, and "
            "give the address that it prints."
        ) from error
    with client:
        _require_worker(client, address, seconds)
        # Not pure: two equal submissions are two, and each is told by its own result.
        executor = client.get_executor(pure=False)
        try:
            yield Crew(executor, sum(client.nthreads().values()), (KilledWorker,))
        finally:
            executor.shutdown(wait=False)


def _require_worker(client, address, seconds):
    try:
        client.wait_for_workers(1, timeout=seconds)
    except TimeoutError as error:
        raise CourseError(
            f"{address}: the scheduler has no workers. Start some with `dask worker {address}`, in "
            "an environment with this course installed."
        ) from error
