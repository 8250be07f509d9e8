"""Start, share and restart the zygote that forks a process's kernels."""

import functools
import os
import socket
import subprocess
import sys
import threading
from collections.abc import Mapping

from course.kernels import channel as channels
from course.kernels.process import ForkedProcess

SUPPORTED = sys.platform == "linux" and hasattr(os, "pidfd_open")
"""Forked kernels need fork and pidfds; macOS has fork, but its frameworks do not survive one."""

# The debugger, which kernels import, warns about frozen modules; -P keeps the current folder, which
# may hold a student's numpy.py, off the import path.
_COMMAND = (sys.executable, "-Xfrozen_modules=off", "-P", "-m", "course.kernels.zygote")


class KernelForkError(RuntimeError):
    """The zygote could not turn a request into a kernel; the message says why."""


class ZygoteHost:
    """The owner's side of one zygote, started at the first kernel and again if it dies.

    Every process that starts kernels has a zygote of its own: nothing is left to find, lock or
    clean up when it ends, and no worker can be given another's kernels. A pool that forks its
    workers shares one all the same, if its parent calls :meth:`start` first.

    Parameters
    ----------
    environment : mapping of str to str
        Environment the zygote imports in; kernels later get their own.
    """

    def __init__(self, environment: Mapping[str, str]):
        self._environment = {**environment}
        # Read at import by ipykernel, which would then watch the wrong process.
        self._environment.pop("JPY_PARENT_PID", None)
        self._lock = threading.Lock()
        self._control: socket.socket | None = None

    def start(self) -> socket.socket:
        """Start the zygote, if there is none, without waiting for its imports."""
        with self._lock:
            if self._control is None:
                self._control = self._launch()
            return self._control

    def _launch(self) -> socket.socket:
        ours, theirs = channels.open_pair()
        owner = os.pidfd_open(os.getpid())
        try:
            process = subprocess.Popen(
                [*_COMMAND, str(theirs.fileno()), str(owner)],
                env=self._environment,
                pass_fds=(theirs.fileno(), owner),
                stdin=subprocess.DEVNULL,
                start_new_session=True,
            )
        finally:
            theirs.close()
            os.close(owner)
        # Collects the zygote whenever it ends: no zombie stays with the owner.
        threading.Thread(target=process.wait, daemon=True).start()
        return ours

    def close(self) -> None:
        """Let the zygote end; kernels it forked live on until their owners end them."""
        self._forget(self._control)

    def _forget(self, control: socket.socket | None) -> None:
        with self._lock:
            # Another thread may have found the same death and started the next zygote already.
            if control is not None and control is self._control:
                control.close()
                self._control = None

    def fork(self, request: dict, streams: list[int]) -> ForkedProcess:
        """Fork a kernel; the first one waits for the zygote's imports.

        Waiting costs a notebook that uses TensorFlow nothing, as its own import would take as
        long; starting cold meanwhile would load everything twice, on machines with few cores.

        Parameters
        ----------
        request : dict
            See :func:`course.kernels.forked.become_kernel`.
        streams : list of int
            Descriptors of the kernel's stdin, stdout and stderr.

        Raises
        ------
        KernelForkError
            When the child could not become a kernel, or two zygotes in a row died.
        """
        for _ in range(2):
            control = self.start()
            try:
                return self._request(control, request, streams)
            except OSError:
                self._forget(control)  # the zygote died: the second round starts a new one
        raise KernelForkError("The process that forks kernels died twice; its output says why.")

    def _request(self, control: socket.socket, request: dict, streams: list[int]) -> ForkedProcess:
        ours, theirs = channels.open_pair()
        owner = os.pidfd_open(os.getpid())
        try:
            channels.send(ours, request, [owner, *streams])
            channels.send(control, {"fork": True}, [theirs.fileno()])
        finally:
            theirs.close()
            os.close(owner)
        answer, files = channels.receive(ours)
        if answer is None:
            raise ConnectionResetError("the zygote died")
        if "error" in answer:
            raise KernelForkError(answer["error"])
        return ForkedProcess(ours, files[0])


@functools.cache
def shared() -> ZygoteHost:
    """Return the one host whose zygote has this process's environment."""
    return ZygoteHost(os.environ)
