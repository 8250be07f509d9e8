"""The zygote: a process with the heavy imports done, which forks one kernel for each request.

Run as ``python -P -m course.kernels.zygote CONTROL OWNER``, where CONTROL is a socket on which
channels of new kernels arrive and OWNER a pidfd of the process it serves. It never looks into a
channel: the forked child reads its own request, so no kernel's key is ever in the zygote's memory,
which every later kernel inherits.
"""

import contextlib
import gc
import importlib
import os
import selectors
import signal
import socket
import sys

from course.kernels import channel as channels
from course.kernels.rehearsal import rehearse

INLINE_BACKEND = "module://matplotlib_inline.backend_inline"
PRELOAD = (
    "ipykernel.kernelapp",
    "ipykernel.ipkernel",
    "ipykernel.debugger",
    "ipykernel.iostream",
    # Imported by each kernel as it starts.
    "IPython.core.completerlib",
    "IPython.core.oinspect",
    "IPython.core.pylabtools",
    "IPython.extensions.storemagic",
    "sqlite3",
    "tornado.platform.asyncio",
    # Shown with a student's first error, which would otherwise wait for them.
    "IPython.core.ultratb",
    "stack_data",
    "pygments.lexers.python",
    "pygments.formatters.terminal256",
    "pandas",
    # Not its inline backend: that one looks for the kernel whose figures it shows as it is imported.
    "matplotlib.pyplot",
    "sklearn.linear_model",
    "tensorflow",
    "keras",
)


def preload() -> None:
    """Import what kernels need, without starting a thread or running a TensorFlow operation."""
    # Once pyplot is imported with another backend, figures no longer reach the notebook.
    os.environ["MPLBACKEND"] = INLINE_BACKEND
    # Its remarks on the machine would appear in a terminal or a log, far from any notebook.
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")
    for name in PRELOAD:
        try:
            importlib.import_module(name)
        except ImportError as error:
            print(f"Warm kernels start without {name}: {error}", file=sys.stderr)
    rehearse()
    # Keeps the collector from touching, and so copying, the pages shared with the kernels.
    gc.collect()
    gc.freeze()


def serve(control: socket.socket, owner: int) -> socket.socket | None:
    """Fork a child for each channel that arrives on ``control`` until the owner ends.

    Returns
    -------
    socket.socket or None
        In every child, the channel of the kernel it is to become, all else closed; in the zygote,
        None, when the owner closed ``control`` or ended.
    """
    kernels: dict[int, tuple[int, socket.socket]] = {}
    selector = selectors.DefaultSelector()
    selector.register(control, selectors.EVENT_READ)
    selector.register(owner, selectors.EVENT_READ)
    try:
        while True:
            for key, _ in selector.select():
                if key.fd == owner:
                    return None
                if key.fd in kernels:
                    selector.unregister(key.fd)
                    _reap(key.fd, *kernels.pop(key.fd))
                    continue
                message, files = channels.receive(control)
                if message is None:
                    return None
                channel = socket.socket(fileno=files[0])
                pid = os.fork()
                if pid == 0:
                    return channel
                pidfd = os.pidfd_open(pid)
                kernels[pidfd] = pid, channel
                selector.register(pidfd, selectors.EVENT_READ)
    finally:
        # In a child this must only close: the registrations are shared with the zygote.
        selector.close()
        control.close()
        os.close(owner)
        for pidfd, (_, other) in kernels.items():
            os.close(pidfd)
            other.close()


def _reap(pidfd: int, pid: int, channel: socket.socket) -> None:
    """Collect a kernel that ended and tell its owner how."""
    _, status = os.waitpid(pid, 0)
    os.close(pidfd)
    with channel, contextlib.suppress(OSError):  # the owner may be gone already
        channels.send(channel, {"exit": os.waitstatus_to_exitcode(status)})


def main(control: int, owner: int) -> None:
    """Preload, serve, and in a child become the kernel."""
    # The zygote sits in the kernels' process group until each has made its own.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    preload()
    channel = serve(socket.socket(fileno=control), owner)
    if channel is not None:
        from course.kernels import forked

        forked.become_kernel(channel)


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
