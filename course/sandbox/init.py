"""Process 1 of the sandbox: collects what ends, watches memory, and takes all with it at its end."""

import os
import signal
import socket
from pathlib import Path

from course.kernels import channel as channels
from course.sandbox import filesystem
from course.sandbox.limits import Limits

_LOOK_SECONDS = 0.1
_SOCKET_BYTES = 600 * 2**10  # what its buffers hold if somebody fills them


def supervise(kernel: int, ready: socket.socket, channel: socket.socket, limits: Limits) -> int:
    """Stay until the kernel ends or the notebook uses too much memory.

    Parameters
    ----------
    kernel : int
        Process number of the kernel, our child.
    ready : socket.socket
        The kernel writes to it when its sockets exist, and goes on when it is answered.
    channel : socket.socket
        Where the grader is told why the kernel was stopped.
    limits : Limits
        Gives the memory allowed.

    Returns
    -------
    int
        Exit code to end with: the kernel's, or 128 plus the signal that ended it.
    """
    with ready:
        if ready.recv(1):
            filesystem.seal_sockets()
            ready.send(b".")
    while True:
        signal.sigtimedwait({signal.SIGCHLD}, _LOOK_SECONDS)
        while (ended := _collect())[0]:
            if ended[0] == kernel:
                return ended[1] if ended[1] >= 0 else 128 - ended[1]
        if _is_over(limits.memory_mb * 2**20):
            sentence = (
                f"The notebook used more memory than its limit of {limits.memory_mb} MB "
                "and was stopped."
            )
            channels.send(channel, {"stopped": sentence})
            return 128 + signal.SIGKILL


def _collect() -> tuple[int, int]:
    """Reap one ended process; return its number, 0 if there is none, and its exit code."""
    try:
        process, status = os.waitpid(-1, os.WNOHANG)
    except ChildProcessError:
        return 0, 0
    return process, os.waitstatus_to_exitcode(status) if process else 0


def _is_over(most: int) -> bool:
    """Tell whether all processes but this one together use more than ``most`` bytes."""
    most -= _sockets() * _SOCKET_BYTES
    processes = [entry for entry in os.listdir("/proc") if entry.isdigit() and entry != "1"]
    # Resident sizes count shared pages often, but are quick to read: only if they are too large
    # together is it worth walking the page tables for each process's true share.
    if sum(map(_resident, processes)) <= most:
        return False
    return sum(map(_share, processes)) > most


def _sockets() -> int:
    """Count the sockets in the sandbox, those that are on their way in another one as well."""
    return int(Path("/proc/net/sockstat").read_text().split()[2])


def _resident(process: str) -> int:
    """Return the bytes of a process's pages in memory and of the tables that list its pages."""
    return _size(process, "status", ("VmRSS:", "VmPTE:"))


def _share(process: str) -> int:
    """Return a process's memory, with each shared page divided by the number that share it."""
    try:
        return _size(process, "smaps_rollup", ("Pss:",)) + _size(process, "status", ("VmPTE:",))
    except PermissionError:
        return _resident(process)  # it hides its memory: count all of it


def _size(process: str, name: str, fields: tuple[str, ...]) -> int:
    """Add up fields, in bytes, of one of a process's files in /proc; 0 if it has ended."""
    try:
        lines = Path("/proc", process, name).read_text().splitlines()
    except (FileNotFoundError, ProcessLookupError):
        return 0
    return sum(int(line.split()[1]) * 1024 for line in lines if line.startswith(fields))
