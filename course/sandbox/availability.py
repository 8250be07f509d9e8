"""Find out whether this machine lets us build the sandbox, by building one."""

import functools
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from course.kernels import channel as channels
from course.kernels.host import SUPPORTED

_TRIAL_SECONDS = 30


class SandboxUnavailableError(RuntimeError):
    """Student code cannot be confined on this machine; the message says why and what to do."""


@functools.cache
def unavailable() -> str:
    """Return why student code cannot be confined on this machine, as a sentence; "" if it can."""
    if not SUPPORTED:
        return "The sandbox needs Linux 5.12 or later."
    trial = subprocess.run(
        [sys.executable, "-P", "-m", "course.sandbox.availability"],
        capture_output=True,
        text=True,
        timeout=_TRIAL_SECONDS,
    )
    return (trial.stdout + trial.stderr).strip()


def require() -> None:
    """Raise :class:`SandboxUnavailableError` unless student code can be confined here."""
    if reason := unavailable():
        raise SandboxUnavailableError(
            f"Student code cannot be confined on this machine. {reason} Grade on another machine, "
            "or trust the submissions and pass --unsafe."
        )


def _explain(message: str) -> str:
    """Return a sentence about the step of the sandbox that failed."""
    advice = {
        "unshare": "Namespaces are switched off: in a container, allow them; on Ubuntu, set "
        "kernel.apparmor_restrict_unprivileged_userns to 0.",
        "mount": "In a container, /proc must not be masked and mounts must be allowed.",
        "syscall": "The sandbox needs Linux 5.12 or later, with seccomp.",
        "seccomp": "The sandbox knows x86_64 and aarch64.",
    }
    step = message.split("] ")[-1].split(":")[0]
    return f"The system refuses a step of the sandbox ({message}). {advice.get(step, '')}".strip()


def _try() -> str:
    """Build a sandbox around a child that does nothing; return what went wrong."""
    from course.sandbox.confine import confine

    ours, theirs = channels.open_pair()
    with tempfile.TemporaryDirectory() as folder:
        settings = {"limits": {}, "readable": [], "connection": {}}
        for name in ("root", "sockets"):
            settings[name] = str(Path(folder, name))
            os.mkdir(settings[name])
        child = os.fork()
        if child == 0:
            try:
                confine({"sandbox": settings, "env": {}}, theirs, os.pidfd_open(os.getppid()))
                answer = ""
            except OSError as error:
                answer = _explain(str(error))
            channels.send(theirs, {"answer": answer})
            os._exit(0)
        theirs.close()
        answer, _ = channels.receive(ours)
        os.waitpid(child, 0)
    return answer.get("answer", "Process 1 of the sandbox died.")


if __name__ == "__main__":
    print(_try())
