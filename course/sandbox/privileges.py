"""Give up rights: become an ordinary user, alone in a user namespace, with limits."""

import os
import resource
from pathlib import Path

from course.sandbox import seccomp, syscalls
from course.sandbox.limits import Limits

NOBODY = 65534
"""The user a grader that runs as root lends to student code."""

INSIDE = 1000
"""The number of the one user inside the sandbox."""

_MEGABYTE = 2**20
_OPEN_FILES = 1024


def enter_user_namespace() -> None:
    """Enter a new user namespace in which only this process's user exists, numbered 1000."""
    user, group = os.getuid(), os.getgid()
    syscalls.unshare(syscalls.CLONE_NEWUSER)
    Path("/proc/self/setgroups").write_text("deny")
    Path("/proc/self/uid_map").write_text(f"{INSIDE} {user} 1")
    Path("/proc/self/gid_map").write_text(f"{INSIDE} {group} 1")


def become_nobody() -> None:
    """Change from root to a user without rights."""
    os.setgroups([])
    os.setresgid(NOBODY, NOBODY, NOBODY)
    os.setresuid(NOBODY, NOBODY, NOBODY)
    # The change hides /proc/self from its own process, which has to write its user map there.
    syscalls.prctl(syscalls.PR_SET_DUMPABLE, 1)


def give_up_rights(limits: Limits) -> None:
    """Drop all capabilities for good and set the limits the kernel enforces on each process."""
    # No user namespace in the sandbox means no way to capabilities, even over its own objects.
    Path("/proc/sys/user/max_user_namespaces").write_text("0")
    Path("/proc/self/oom_score_adj").write_text("1000")
    syscalls.drop_capabilities()
    syscalls.prctl(syscalls.PR_SET_NO_NEW_PRIVS, 1)
    seccomp.refuse_hidden_memory()
    for kind, most in (
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NOFILE, _OPEN_FILES),
        (resource.RLIMIT_NPROC, limits.processes),
        (resource.RLIMIT_FSIZE, limits.file_mb * _MEGABYTE),
        # Address space would be the wrong measure: TensorFlow reserves far more than it uses.
        (resource.RLIMIT_DATA, _allocated() + limits.memory_mb * _MEGABYTE),
    ):
        resource.setrlimit(kind, (most, most))


def _allocated() -> int:
    """Return the bytes that count against RLIMIT_DATA already."""
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmData:"):
            return int(line.split()[1]) * 1024
    raise OSError("The kernel does not say how much memory this process has allocated.")
