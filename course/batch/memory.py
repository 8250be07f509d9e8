"""How many workers this machine has room for."""

import os
from pathlib import Path

import psutil

ZYGOTE_MB = 1200  # the process that all kernels are forked from, with TensorFlow imported
WORKER_MB = 600  # a worker and the kernel it runs
CGROUP = Path("/sys/fs/cgroup")
MEGABYTE = 2**20


def worker_count():
    """Return as many workers as cores and memory allow, at least one."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return max(1, min(cores, (available_mb() - ZYGOTE_MB) // WORKER_MB))


def available_mb(cgroup=CGROUP):
    """Return the memory that can still be had, in megabytes; a container's limit counts too.

    Parameters
    ----------
    cgroup : pathlib.Path
        Where version 2 of control groups is mounted.
    """
    return min(psutil.virtual_memory().available, _left_in(cgroup)) // MEGABYTE


def _left_in(cgroup):
    try:
        limit = int((cgroup / "memory.max").read_text())
        used = int((cgroup / "memory.current").read_text())
        rows = dict(line.split() for line in (cgroup / "memory.stat").read_text().splitlines())
        return max(0, limit - used + int(rows["inactive_file"]))
    except (OSError, ValueError, KeyError):  # no limit: the file is absent or says "max"
        return float("inf")
