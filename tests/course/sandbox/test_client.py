"""What happens when a limit is reached: a sentence in that cell, and the rest goes on."""

import psutil
import pytest

from course.sandbox.limits import Limits
from course.sandbox.manager import SandboxKernelManager

AFTER = "print('after')"


def test_an_endless_loop_ends_at_the_cell_limit(run_cells, text, error):
    cells = run_cells("print('before')", "while True: pass", AFTER, limits=Limits(cell_seconds=1))
    assert text(cells[0]) == "before\n"
    assert error(cells[1]) == "LimitExceeded: This cell was stopped at the limit of 1 s."
    assert text(cells[2]) == "after\n"


IGNORES_INTERRUPTS = """
import signal, time
signal.signal(signal.SIGINT, signal.SIG_IGN)
while True: time.sleep(1)
"""


def test_a_loop_that_ignores_interrupts_is_killed(run_cells, text, error):
    cells = run_cells("print('before')", IGNORES_INTERRUPTS, AFTER, limits=Limits(cell_seconds=1))
    assert text(cells[0]) == "before\n"
    assert "limit of 1 s" in error(cells[1])
    assert error(cells[2]).startswith(
        "NotRun: This cell was not run. The kernel had ended in cell 2"
    )


def test_the_notebook_limit_stops_the_rest(run_cells, error):
    limits = Limits(cell_seconds=60, notebook_seconds=1)
    cells = run_cells("import time; time.sleep(30)", "1", limits=limits)
    assert "notebook's limit of 1 s" in error(cells[0])
    assert error(cells[1]).startswith("NotRun")


@pytest.mark.parametrize(
    "code",
    [
        "x = bytearray(600 * 2**20)",
        "import numpy; x = numpy.ones((600, 2**20), dtype='uint8')",
    ],
)
def test_an_allocation_over_the_limit_fails_and_the_kernel_lives(run_cells, text, error, code):
    cells = run_cells(code, AFTER, limits=Limits(memory_mb=500))
    assert "limit on memory: 500 MB, was reached" in error(cells[0])
    assert text(cells[1]) == "after\n"


TABLES_HOG = """
import mmap
sparse = mmap.mmap(-1, 2**40, flags=mmap.MAP_PRIVATE, prot=mmap.PROT_READ)
for i in range(0, len(sparse), 2**21): sparse[i]  # no page of its own, but an entry in a table
"""
MANY_HOGS = """
import os, time
for _ in range(8):
    if os.fork() == 0:
        hog = bytearray(b'x') * (300 * 2**20)
        time.sleep(30)
time.sleep(30)
"""
SOCKETS_HOG = """
import os, socket, time
for _ in range(3):
    if os.fork() == 0:
        pairs = []
        try:
            while True: pairs.append(socket.socketpair())
        except OSError: time.sleep(30)
time.sleep(30)
"""


@pytest.mark.parametrize("code", [TABLES_HOG, MANY_HOGS, SOCKETS_HOG])
def test_memory_of_all_processes_counts(run_cells, text, error, code):
    cells = run_cells("print('before')", code, AFTER, limits=Limits(memory_mb=1000))
    assert text(cells[0]) == "before\n"
    assert error(cells[1]) == (
        "KernelDied: The notebook used more memory than its limit of 1000 MB and was stopped."
    )
    assert error(cells[2]).startswith("NotRun")


HIDDEN = {
    "file without a name": "import os; os.memfd_create('hog')",
    "mapping without a file": "import mmap; mmap.mmap(-1, 2**30)",
    "segment of System V": (
        "import ctypes, os; libc = ctypes.CDLL(None, use_errno=True)\n"
        "if libc.shmget(0, 4096, 0o1600) < 0: raise OSError(ctypes.get_errno(), 'shmget')"
    ),
}


@pytest.mark.parametrize("name", HIDDEN)
def test_memory_that_no_limit_would_count_is_refused(run_cells, text, error, name):
    cells = run_cells(HIDDEN[name], AFTER)
    assert error(cells[0]).startswith("OSError: [Errno 38]")
    assert error(cells[0]).endswith("multiprocessing.shared_memory works.")
    assert text(cells[1]) == "after\n"


SHARED = """
from multiprocessing import Array, Process, shared_memory
block = shared_memory.SharedMemory(create=True, size=2**20)
array = Array('i', 3)
def fill(): block.buf[0], array[0] = 7, 8
child = Process(target=fill); child.start(); child.join()
print(block.buf[0], array[0])
block.close(); block.unlink()
"""


def test_memory_shared_through_files_works(run_cells, text):
    assert text(run_cells(SHARED)[0]) == "7 8\n"


FORK_BOMB = """
import os, time
children = 0
try:
    while True:
        if os.fork() == 0: time.sleep(60)
        children += 1
finally:
    print(children)
"""


def test_a_fork_bomb_stops_at_the_limit(run_cells, text, error):
    cells = run_cells(FORK_BOMB, AFTER, limits=Limits(processes=60))
    assert 0 < int(text(cells[0])) < 60
    assert "processes and threads at once: 60, was reached" in error(cells[0])
    assert text(cells[1]) == "after\n"


def test_one_file_is_limited(run_cells, text, error):
    cells = run_cells("open('f', 'wb').write(bytes(3 * 2**20))", AFTER, limits=Limits(file_mb=2))
    assert "limit on the size of one file: 2 MB" in error(cells[0])
    assert text(cells[1]) == "after\n"


FILL = """
import itertools
for i in itertools.count():
    with open(f'{folder}/{i}', 'wb') as file: file.write(bytes(2**20))
"""


@pytest.mark.parametrize("folder", [".", "/tmp", "/dev/shm"])
def test_the_scratch_folder_is_limited(run_cells, error, folder):
    cells = run_cells(f"folder = {folder!r}" + FILL, limits=Limits(scratch_mb=10))
    assert "limit on all files together: 10 MB" in error(cells[0])


@pytest.mark.parametrize(
    "code",
    [
        "while True: print('x' * 100)",
        "while True: print('x', flush=True)",
        "print('x' * 5_000_000)",
        "print('x' * 80_000_000)",
        "while True:\n try:\n  while True: print('y' * 10_000)\n except KeyboardInterrupt: pass",
        "from IPython.display import Image; Image(data=bytes(8_000_000), format='png')",
    ],
)
def test_output_is_limited(run_cells, error, code):
    cells = run_cells("print('before')", code, limits=Limits(cell_seconds=600))
    assert error(cells[1]) == "LimitExceeded: A cell's limit on output, 2 MB, was reached."
    assert sum(len(str(output)) for output in cells[1].outputs) < 3_000_000


def test_output_of_all_cells_is_limited(run_cells, error):
    cells = run_cells(*["print('x' * 900_000)"] * 4, limits=Limits(output_mb=2))
    assert [bool(error(cell)) for cell in cells] == [False, False, True, True]
    assert "The notebook's limit on output, 2 MB" in error(cells[3])


def test_a_cell_that_ends_with_too_much_output_is_not_interrupted(run_cells, error, monkeypatch):
    interrupts = []

    async def note(manager):
        interrupts.append(manager)

    monkeypatch.setattr(SandboxKernelManager, "interrupt_kernel", note)
    cells = run_cells("print('x' * 2_000_000)", AFTER, limits=Limits(cell_output_mb=1))
    assert error(cells[0]).startswith("LimitExceeded")
    assert not error(cells[1])
    assert not interrupts


@pytest.mark.slow
def test_a_message_too_large_to_receive_ends_the_notebook(run_cells, text, error):
    huge = "from IPython.display import Image; Image(data=bytes(60_000_000), format='png')"
    cells = run_cells("print('before')", huge, AFTER)
    assert text(cells[0]) == "before\n"
    assert error(cells[1]).startswith("ResultLost")
    assert error(cells[2]).startswith("NotRun")


FORGERIES = """
kernel = get_ipython().kernel
kernel.iopub_socket.send_multipart([b'x', b'<IDS|MSG>', b'bad', b'{}', b'{}', b'{}', b'{}'])
kernel.session.send(kernel.iopub_socket, 'stream', {'no': 'text'}, parent=kernel.get_parent())
kernel.session.send(kernel.iopub_socket, 'display_data', {'data': 5}, parent=kernel.get_parent())
kernel.session.send(
    kernel.iopub_socket, 'error', {'ename': 1, 'evalue': [], 'traceback': 'MemoryError'},
    parent=kernel.get_parent(),
)
kernel.session.send(kernel.iopub_socket, 'comm_open', {}, parent=kernel.get_parent())
print('still here')
"""


def test_forged_messages_do_not_stop_the_grader(run_cells, text):
    cells = run_cells(FORGERIES, AFTER)
    assert text(cells[0]) == "still here\n"
    assert text(cells[1]) == "after\n"


@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        ("import os; os._exit(7)", "KernelDied: The kernel ended itself, with exit code 7"),
        ("import os; os.kill(os.getpid(), 11)", "KernelDied: The kernel was ended by SIGSEGV"),
        ("import ctypes; ctypes.string_at(0)", "KernelDied: The kernel was ended by SIGSEGV"),
        ("import os, signal; os.kill(os.getpid(), signal.SIGSTOP)", "This cell was stopped at"),
    ],
)
def test_a_dead_kernel_keeps_what_was_printed(run_cells, text, error, code, sentence):
    cells = run_cells("print('before')", code, AFTER, limits=Limits(cell_seconds=3))
    assert text(cells[0]) == "before\n"
    assert sentence in error(cells[1])
    assert error(cells[2]).startswith("NotRun")


def test_nothing_outlives_the_notebook(run_cells):
    mark = "97531.25"
    code = f"import subprocess; subprocess.Popen(['sleep', '{mark}'], start_new_session=True)"
    run_cells(code)
    left = [p for p in psutil.process_iter(["cmdline"]) if mark in (p.info["cmdline"] or [])]
    assert not left


def test_a_process_left_behind_by_a_dead_kernel_is_gone(run_cells):
    mark = "97531.5"
    code = (
        f"import os, subprocess; subprocess.Popen(['sleep', '{mark}'], start_new_session=True)\n"
        "os._exit(0)"
    )
    run_cells(code)
    left = [p for p in psutil.process_iter(["cmdline"]) if mark in (p.info["cmdline"] or [])]
    assert not left


def test_a_kernel_lets_its_own_threads_finish_and_searches_no_kernels_for_onednn(run_cells, text):
    asked = "import os\nprint(os.sched_getscheduler(0) == os.SCHED_BATCH, os.environ['TF_ENABLE_ONEDNN_OPTS'])"
    assert text(run_cells(asked)[0]) == "True 0\n"
