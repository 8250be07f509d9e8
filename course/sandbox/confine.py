"""Turn a forked child of the zygote into three processes: a guard outside the sandbox, process 1
inside it, and the kernel, which can reach nothing but its scratch folder and its sockets."""

import contextlib
import json
import os
import select
import signal
import socket
import time
from collections.abc import Callable

from course.kernels import channel as channels
from course.sandbox import filesystem, init, privileges, streams, syscalls
from course.sandbox.limits import Limits

_CHANNELS = 5
_STREAMS = f"--IPKernelApp.outstream_class={streams.__name__}.{streams.BoundedStream.__name__}"
_NAMESPACES = (
    syscalls.CLONE_NEWNS
    | syscalls.CLONE_NEWPID
    | syscalls.CLONE_NEWNET
    | syscalls.CLONE_NEWIPC
    | syscalls.CLONE_NEWUTS
)


def confine(request: dict, channel: socket.socket, owner: int) -> tuple[dict, Callable[[], None]]:
    """Confine the kernel that this process is to become.

    Called in the forked child; returns in the kernel only. Its two companions end in here.

    Parameters
    ----------
    request : dict
        The zygote's request. Its ``sandbox`` holds ``root``, ``sockets`` (folders), ``readable``
        (paths), ``limits`` (a dict) and ``connection`` (what a connection file holds).
    channel : socket.socket
        The kernel's channel to its owner.
    owner : int
        pidfd of the owner.

    Returns
    -------
    request : dict
        With arguments, environment and folder for the kernel.
    ready : callable
        To be called when the kernel's sockets exist, before it serves its first message.
    """
    settings = request["sandbox"]
    limits = Limits(**settings["limits"])
    as_root = os.geteuid() == 0
    if as_root:
        # Root can mount without a user namespace; one in which the student is root's own user would
        # escape the limit on processes, which is not enforced on that user.
        os.chown(settings["sockets"], privileges.NOBODY, privileges.NOBODY)
    else:
        privileges.enter_user_namespace()
    syscalls.unshare(_NAMESPACES)
    process = os.fork()
    if process:
        _guard(process, owner, channel)
    # If the guard is killed, so is process 1 and with it the sandbox.
    syscalls.prctl(syscalls.PR_SET_PDEATHSIG, signal.SIGKILL)
    socket.sethostname("sandbox")
    user = privileges.NOBODY if as_root else privileges.INSIDE
    filesystem.build(settings["root"], settings["sockets"], settings["readable"], limits, user)
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGCHLD})
    told, tell = socket.socketpair()
    kernel = os.fork()
    if kernel:
        tell.close()
        _be_process_one(kernel, told, channel, limits)
    told.close()
    _be_kernel(limits, as_root, keep={channel.fileno(), tell.fileno()})
    return _request_inside(request, settings), lambda: _announce(tell)


def _guard(process: int, owner: int, channel: socket.socket) -> None:
    """Wait outside the sandbox for the end of process 1, or of the owner, and report it."""
    watch = select.poll()
    inside = os.pidfd_open(process)
    watch.register(inside, select.POLLIN)
    watch.register(owner, select.POLLIN)
    watch.poll()
    signal.pidfd_send_signal(inside, signal.SIGKILL)
    code = os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])
    with contextlib.suppress(OSError):  # the owner may be gone
        # Process 1 reports the signal that ended the kernel as a shell does.
        channels.send(channel, {"exit": 128 - code if code > 128 else code})
    os._exit(0)


def _be_process_one(kernel, told, channel, limits) -> None:
    """Supervise; whatever goes wrong here ends the sandbox rather than leave it unwatched."""
    code = 1
    try:
        # Student code runs as the same user where the grader is not root.
        syscalls.prctl(syscalls.PR_SET_DUMPABLE, 0)
        code = init.supervise(kernel, told, channel, limits)
    finally:
        os._exit(code)


def _be_kernel(limits: Limits, as_root: bool, keep: set[int]) -> None:
    """Close what the kernel must not have and give up every right."""
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGCHLD})
    os.setsid()
    # TensorFlow's threads wake each other all the time: each goes on rather than make way at once.
    os.sched_setscheduler(0, os.SCHED_BATCH, os.sched_param(0))
    for name in os.listdir("/proc/self/fd"):
        if int(name) > 2 and int(name) not in keep:
            with contextlib.suppress(OSError):  # the one that listed the folder is closed already
                os.close(int(name))
    if as_root:
        privileges.become_nobody()
        privileges.enter_user_namespace()
    privileges.give_up_rights(limits)


def _request_inside(request: dict, settings: dict) -> dict:
    """Lay out the home folder and return what the kernel needs to know."""
    connection = f"{filesystem.HOME}/.kernel.json"
    with open(connection, "w") as file:
        json.dump(settings["connection"] | {"ip": f"{filesystem.SOCKETS}/k"}, file)
    for path in settings["readable"]:
        os.symlink(path, f"{filesystem.HOME}/{os.path.basename(path)}")
    return {
        "arguments": ["-f", connection, "--HistoryManager.hist_file=:memory:", _STREAMS],
        "cwd": filesystem.HOME,
        "env": request["env"] | {"HOME": filesystem.HOME, "TMPDIR": "/tmp", "USER": "student"},
    }


def _announce(tell: socket.socket) -> None:
    """Wait until all sockets exist, then until process 1 has sealed their folder."""
    with tell:
        while len(os.listdir(filesystem.SOCKETS)) < _CHANNELS:
            time.sleep(0.002)
        tell.send(b".")
        tell.recv(1)
