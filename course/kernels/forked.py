"""What a freshly forked child of the zygote does to become a Jupyter kernel."""

import os
import pkgutil
import select
import signal
import socket
import sys
import threading
import time
import traceback

from course.kernels import channel as channels
from course.kernels.zygote import INLINE_BACKEND


def become_kernel(channel: socket.socket) -> None:
    """Read the request from ``channel``, take on its settings and run the kernel to its end.

    The request holds ``arguments`` of ipykernel, ``cwd``, ``env`` and, optionally, ``confine``: the
    dotted name of a function like :func:`course.sandbox.confine.confine`, called before the kernel
    starts. Its open files are the owner's pidfd, stdin, stdout and stderr.
    """
    request, (owner, *streams) = channels.receive(channel)
    try:
        # First, because an interrupt goes to the kernel's process group, which must be its own.
        os.setsid()
        for number, stream in enumerate(streams):
            os.dup2(stream, number)
            os.close(stream)
        ready = None
        if "confine" in request:
            request, ready = pkgutil.resolve_name(request["confine"])(request, channel, owner)
        else:
            threading.Thread(target=_end_with, args=(owner,), daemon=True).start()
        _adopt(request["env"], request["cwd"])
        kernel = _make_kernel(request["arguments"])
        if ready is not None:
            ready()
        channels.send(channel, {"started": True}, [os.pidfd_open(os.getpid())])
    except Exception as error:
        channels.send(channel, {"error": str(error), "traceback": traceback.format_exc()})
        sys.exit(1)
    channel.close()
    kernel.start()


def _end_with(owner: int) -> None:
    """End this kernel when its owner ends; a pidfd, unlike a parent's number, is never reused."""
    watch = select.poll()
    watch.register(owner, select.POLLIN)
    watch.poll()
    os._exit(1)


def _adopt(env: dict[str, str], cwd: str) -> None:
    """Give this process the environment and working directory it was asked to have."""
    os.environ.clear()
    os.environ.update(env)
    os.environ.setdefault("MPLBACKEND", INLINE_BACKEND)
    time.tzset()
    os.chdir(cwd)
    if "PYTHONSAFEPATH" not in env:
        sys.path.insert(0, "")
    # Python's own generator reseeds itself after a fork, NumPy's does not.
    if "numpy" in sys.modules:
        sys.modules["numpy"].random.seed()
    if "matplotlib" in sys.modules:
        sys.modules["matplotlib"].use(os.environ["MPLBACKEND"])


def _make_kernel(arguments: list[str]):
    """Return ipykernel's application, made as ``python -m ipykernel_launcher`` makes it."""
    from ipykernel.kernelapp import IPKernelApp

    signal.signal(signal.SIGINT, signal.default_int_handler)
    sys.argv = ["ipykernel_launcher", *arguments]
    # Process 1 is the one parent ipykernel does not watch by its number; `_end_with` does it better.
    kernel = IPKernelApp.instance(parent_handle=1)
    kernel.initialize(arguments)
    return kernel
