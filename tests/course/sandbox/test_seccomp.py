"""The filter's judgement, read instruction by instruction as the system does."""

import platform
import struct

import pytest

from course.sandbox import seccomp

SHARED, PRIVATE, ANONYMOUS = 1, 2, 0x20
X86, ARM, I386 = 0xC000003E, 0xC00000B7, 0x40000003
WRITE = {X86: 1, ARM: 64}
MMAP = {X86: 9, ARM: 222}
MEMFD = {X86: 319, ARM: 279}
SHMGET = {X86: 29, ARM: 194}


def judge(program, architecture, number, flags=0):
    """Run the program on a call; return whether the call is allowed."""
    call = struct.pack("=IIQ6Q", number, architecture, 0, 0, 0, 0, flags, 0, 0)
    lines = list(struct.iter_unpack("HBBI", program))
    place = value = 0
    while True:
        code, if_true, if_false, operand = lines[place]
        place += 1
        if code == 0x20:
            (value,) = struct.unpack_from("=I", call, operand)
        elif code == 0x54:
            value &= operand
        elif code == 0x15:
            place += if_true if value == operand else if_false
        elif code == 0x35:
            place += if_true if value >= operand else if_false
        elif code == 0x06:
            return operand == 0x7FFF0000


@pytest.fixture(params=[("x86_64", X86), ("aarch64", ARM)], ids=["x86_64", "aarch64"])
def machine(request):
    name, architecture = request.param
    return seccomp._program(seccomp._MACHINES[name]), architecture


def test_ordinary_calls_pass(machine):
    program, architecture = machine
    assert judge(program, architecture, WRITE[architecture])
    for flags in (PRIVATE | ANONYMOUS, SHARED, PRIVATE):
        assert judge(program, architecture, MMAP[architecture], flags)


def test_calls_for_hidden_memory_are_refused(machine):
    program, architecture = machine
    assert not judge(program, architecture, MEMFD[architecture])
    assert not judge(program, architecture, SHMGET[architecture])
    assert not judge(program, architecture, MMAP[architecture], SHARED | ANONYMOUS)
    validated = 3  # MAP_SHARED_VALIDATE
    assert not judge(program, architecture, MMAP[architecture], validated | ANONYMOUS)


def test_calls_of_another_architecture_are_refused(machine):
    program, architecture = machine
    assert not judge(program, I386, 4)
    x32 = 0x40000000
    assert not judge(program, architecture, x32 | WRITE[architecture])


def test_an_unknown_processor_is_named(monkeypatch):
    monkeypatch.setattr(platform, "machine", lambda: "riscv64")
    with pytest.raises(OSError, match="seccomp: no filter for riscv64"):
        seccomp.refuse_hidden_memory()
