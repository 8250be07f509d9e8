"""Refuse the system calls that put memory where no limit counts it.

Process 1 of the sandbox counts what processes have mapped. Memory that outlives its mapping, in no
file of the scratch folder, would escape it; calls that make such memory fail as if this system did
not have them (ENOSYS). Python, TensorFlow, scikit-learn and `multiprocessing` use none of them.
"""

import errno
import platform
import struct
from dataclasses import dataclass

from course.sandbox import syscalls

# The classic BPF that seccomp(2) runs: what an instruction does, in linux/bpf_common.h.
_LOAD, _AND, _RETURN = 0x20, 0x54, 0x06
_IF_EQUAL, _IF_AT_LEAST = 0x15, 0x35
_ALLOW = 0x7FFF0000
_REFUSE = 0x00050000 | errno.ENOSYS
# Where it finds what: struct seccomp_data.
_NUMBER, _ARCHITECTURE, _FOURTH_ARGUMENT = 0, 4, 40

_FOREIGN = 0x40000000  # x32's numbers for the same calls start here
_SHARED_ANONYMOUS = 0x21  # mmap's MAP_SHARED | MAP_ANONYMOUS: madvise(2) hides its pages


@dataclass(frozen=True)
class _Machine:
    """The numbers of an architecture: its own, and those of the calls that are needed here."""

    architecture: int
    seccomp: int
    mmap: int
    refused: dict[str, int]


_EVERYWHERE = {"io_uring_setup": 425, "memfd_secret": 447}
_MACHINES = {
    "x86_64": _Machine(
        0xC000003E,
        seccomp=317,
        mmap=9,
        refused={"shmget": 29, "semget": 64, "msgget": 68, "memfd_create": 319} | _EVERYWHERE,
    ),
    "aarch64": _Machine(
        0xC00000B7,
        seccomp=277,
        mmap=222,
        refused={"shmget": 194, "semget": 190, "msgget": 186, "memfd_create": 279} | _EVERYWHERE,
    ),
}


def refuse_hidden_memory() -> None:
    """Install the filter in this process, for good; needs PR_SET_NO_NEW_PRIVS.

    Raises
    ------
    OSError
        If the system has no filters, or this processor's calls are not known.
    """
    machine = _MACHINES.get(platform.machine())
    if machine is None:
        raise OSError(errno.ENOSYS, f"seccomp: no filter for {platform.machine()}")
    syscalls.filter_calls(machine.seccomp, _program(machine))


def _program(machine: _Machine) -> bytes:
    """Return the instructions: foreign calls and those listed are refused, and mmap looked into."""
    checks = [
        (_LOAD, _ARCHITECTURE),
        (_IF_EQUAL, machine.architecture, "next", "refuse"),
        (_LOAD, _NUMBER),
        (_IF_AT_LEAST, _FOREIGN, "refuse", "next"),
        *[(_IF_EQUAL, number, "refuse", "next") for number in machine.refused.values()],
        (_IF_EQUAL, machine.mmap, "next", "allow"),
        (_LOAD, _FOURTH_ARGUMENT),
        (_AND, _SHARED_ANONYMOUS),
        (_IF_EQUAL, _SHARED_ANONYMOUS, "refuse", "allow"),
    ]
    ends = {"allow": len(checks), "refuse": len(checks) + 1}
    lines = [*checks, (_RETURN, _ALLOW), (_RETURN, _REFUSE)]
    return b"".join(_instruction(place, ends, *line) for place, line in enumerate(lines))


def _instruction(place, ends, code, value, if_true="next", if_false="next") -> bytes:
    """Pack a line; a jump says how many lines it skips."""
    true, false = (ends.get(target, place + 1) - place - 1 for target in (if_true, if_false))
    return struct.pack("HBBI", code, true, false, value)
