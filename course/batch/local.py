"""Local processes that grade."""

import logging
import multiprocessing
import os
import signal
import threading
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager

from course.batch.crew import Crew
from course.batch.memory import worker_count

STOPPED = 128 + signal.SIGTERM
GRACE_SECONDS = 10  # to end kernels and remove their folders


@contextmanager
def local_workers(count=None, context=None):
    """Yield a crew of local processes; whatever happens, none is left behind.

    Parameters
    ----------
    count : int, optional
        How many; as many as cores and memory allow if left out.
    context : multiprocessing.context.BaseContext, optional
        How they start. If left out, they are forked from a server that has started the one zygote
        they all share; threads and database handles of this process stay here.
    """
    if context is None:
        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload(["course.cli", "course.batch.warm"])
    count = count or worker_count()
    others = multiprocessing.active_children()
    pool = _Pool(count, context, initializer=_start_worker)
    try:
        yield Crew(pool, count)
    except BaseException:
        _end([child for child in multiprocessing.active_children() if child not in others])
        raise
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _end(processes):
    for process in processes:
        process.terminate()
    for process in processes:
        process.join(GRACE_SECONDS)
        process.kill()


class _Pool(ProcessPoolExecutor):
    """A pool whose workers end at once when told to, and not after the next task."""

    def submit(self, task, /, *arguments):
        return super().submit(_work, task, *arguments)


def _work(task, *arguments):
    try:
        return task(*arguments)
    except (KeyboardInterrupt, SystemExit):  # by _stop; the pool would send it back and go on
        os._exit(STOPPED)


def _start_worker():
    """End with the parent, and on its word; Ctrl-C at the terminal is for the parent alone."""
    os.setpgid(0, 0)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.signal(signal.SIGTERM, _stop)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent():
    multiprocessing.parent_process().join()
    os.kill(os.getpid(), signal.SIGTERM)


def _stop(number, frame):
    """End by way of every ``finally``, those of a running event loop too; but do end."""
    # What runs is cancelled on purpose: that its parts end in errors is no news.
    logging.getLogger("asyncio").setLevel(logging.CRITICAL)
    last_resort = threading.Timer(GRACE_SECONDS, os._exit, [STOPPED])
    last_resort.daemon = True
    last_resort.start()
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        raise SystemExit(STOPPED)
    signal.raise_signal(signal.SIGINT)  # asyncio's own handler: cancels what runs, then unwinds
