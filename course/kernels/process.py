"""The owner's handle on a forked kernel, with the parts of ``subprocess.Popen`` Jupyter uses."""

import contextlib
import os
import select
import signal
import socket
import threading
from pathlib import Path

from course.kernels import channel as channels

EXIT_UNKNOWN = 255
"""Exit code of a kernel that ended after its zygote: nobody was left to ask."""


class ForkedProcess:
    """A kernel that is not our child: the zygote reports its end over ``channel``.

    Parameters
    ----------
    channel : socket.socket
        Our end of the kernel's channel.
    pidfd : int
        Descriptor of the kernel process; it names that process even after its number is reused.

    Attributes
    ----------
    pid : int
        Process number as this process sees it; the kernel leads the process group of that number.
    reason : str
        A sentence that says why the kernel was stopped, or "" if nobody stopped it.
    """

    stdin = stdout = stderr = None

    def __init__(self, channel: socket.socket, pidfd: int):
        channel.setblocking(False)
        self._channel = channel
        self._pidfd = pidfd
        self._lock = threading.Lock()
        self.pid = _process_number(pidfd)
        self.returncode: int | None = None
        self.reason = ""

    def poll(self) -> int | None:
        """Return the exit code (negative: the signal that ended it), or None while it runs."""
        with self._lock:
            while self.returncode is None:
                try:
                    message, _ = channels.receive(self._channel)
                except BlockingIOError:
                    return None
                if message is None and not _is_readable(self._pidfd, 0):
                    return None  # the zygote is gone, the kernel lives on
                if message is None:
                    self._end(EXIT_UNKNOWN)
                elif "exit" in message:
                    self._end(message["exit"])
                else:
                    self.reason = message["stopped"]
        return self.returncode

    def _end(self, code: int) -> None:
        self.returncode = code
        self._channel.close()
        os.close(self._pidfd)

    def wait(self) -> int:
        """Wait for the end and return the exit code."""
        while self.poll() is None:
            # The channel's end and the process's are both readable; either is worth a look.
            if _is_readable(self._pidfd, 1000):
                _is_readable(self._channel.fileno(), 1000)
        return self.returncode

    def send_signal(self, signum: int) -> None:
        """Send a signal to the kernel alone; nothing happens if it has ended."""
        if self.poll() is None:
            with contextlib.suppress(ProcessLookupError):
                signal.pidfd_send_signal(self._pidfd, signum)

    def kill(self) -> None:
        """Send SIGKILL."""
        self.send_signal(signal.SIGKILL)

    def terminate(self) -> None:
        """Send SIGTERM."""
        self.send_signal(signal.SIGTERM)


def _is_readable(descriptor: int, milliseconds: int) -> bool:
    if descriptor < 0:  # closed meanwhile, by a thread that saw the end
        return True
    watch = select.poll()
    watch.register(descriptor, select.POLLIN)
    return bool(watch.poll(milliseconds))


def _process_number(pidfd: int) -> int:
    """Return the number, in our own process namespace, of the process behind a pidfd."""
    for line in Path(f"/proc/self/fdinfo/{pidfd}").read_text().splitlines():
        if line.startswith("Pid:"):
            return int(line.split()[1])
    raise ProcessLookupError(f"Descriptor {pidfd} is not a pidfd.")
