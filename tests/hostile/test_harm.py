"""Harm to the machine: the grader answers within its limits, and nothing is left running."""

import time
from dataclasses import replace

import nbformat
import psutil
import pytest

from tests.hostile.small_unit import LIMITS, POINTS, RIGHT

EARNED_BEFORE = 3.0  # the two checks of `double`

# Each stands in a cell of its own behind the checks of `double`.
BOMBS = {
    "fork bomb": "import os\nwhile True:\n    if os.fork() == 0: import time; time.sleep(97531)",
    "thread bomb": "import threading, time\nwhile True: threading.Thread(target=time.sleep, args=(97531,)).start()",
    "memory hog": "x = []\nwhile True: x.append(bytearray(50 * 2**20))",
    "memory in children": (
        "import os, time\nfor _ in range(6):\n    if os.fork() == 0:\n"
        "        hog = b'x' * (250 * 2**20); time.sleep(97531)\ntime.sleep(97531)"
    ),
    "memory without a name": (
        "import os\nfor f in [os.memfd_create('x') for _ in range(900)]: os.write(f, bytes(50 * 2**20))"
    ),
    "memory in page tables": (
        "import mmap\nm = mmap.mmap(-1, 2**42, mmap.MAP_PRIVATE, mmap.PROT_READ)\n"
        "for i in range(0, 2**42, 2**21): m[i]"
    ),
    "memory in sockets": (
        "import os, socket, time\nfor _ in range(9):\n    if os.fork() == 0:\n        pairs = []\n"
        "        try:\n            while True: pairs.append(socket.socketpair())\n"
        "        except OSError: time.sleep(97531)\ntime.sleep(97531)"
    ),
    "disk filler": "import itertools\nfor i in itertools.count(): open(f'/tmp/{i}', 'wb').write(bytes(2**20))",
    "many tiny files": "import itertools\nfor i in itertools.count(): open(f'/tmp/{i}', 'w').close()",
    "endless output": "while True: print('x' * 1000)",
    "a line of 5 MB": "print('x' * 5_000_000)",
    "an image of 8 MB": "from IPython.display import Image; display(Image(data=bytes(8_000_000), format='png'))",
    "100,000 displays": "for i in range(100_000): display(i)",
    "ignores interrupts": "import signal, time\nsignal.signal(signal.SIGINT, signal.SIG_IGN)\nwhile True: time.sleep(1)",
    "catches everything": "while True:\n    try:\n        while True: pass\n    except BaseException: pass",
    "kills its parent": "import os, signal\nos.kill(os.getppid(), signal.SIGKILL)",
    "kills its group": "import os, signal\nos.killpg(0, signal.SIGKILL)",
    "kills all": "import os, signal\nos.kill(-1, signal.SIGKILL)",
    "kills itself": "import os, signal\nos.kill(os.getpid(), signal.SIGKILL)",
    "stops itself": "import os, signal\nos.kill(os.getpid(), signal.SIGSTOP)",
    "a daemon": (
        "import os, time\nif os.fork() == 0:\n    os.setsid()\n    if os.fork() == 0: time.sleep(97531)\n    os._exit(0)"
    ),
    "a session of its own": "import subprocess\nsubprocess.Popen(['sleep', '97531'], start_new_session=True)",
    "leaves at once": "import os; os._exit(0)",
    "leaves politely": "exit()",
    "crashes": "import os, signal\nos.kill(os.getpid(), signal.SIGSEGV)",
    "recursion": "f = lambda: f()\nf()",
    "recursion without a limit": "import sys\nsys.setrecursionlimit(10**9)\nf = lambda n: [f(n + 1)]\nf(0)",
    "a huge number shown": "10 ** 4000",
    "a huge number asked for": "10 ** 10 ** 9",
    "a huge message": "raise ValueError('x' * 5_000_000)",
    "a repr that never ends": "class R:\n    def __repr__(self):\n        while True: pass\nR()",
    "closes its files": "import os\nos.closerange(0, 1000)",
    "deletes its folder": "import os, shutil\nshutil.rmtree(os.getcwd(), ignore_errors=True); os.chdir('/')",
    "waits for input": "input('?')",
    "sleeps": "import time; time.sleep(97531)",
    "100,000 warnings": "import warnings\nfor i in range(100_000): warnings.warn(str(i))",
    "zip bomb of text": "print('\\x1b[31m' * 100_000)",
}
# These end in the cell itself: the rest of the notebook earns its points as well.
HARMLESS = {
    "a huge number shown", "sleeps", "endless output", "a line of 5 MB", "an image of 8 MB",
    "deletes its folder", "a session of its own", "memory without a name", "disk filler", "100,000 warnings",
    "zip bomb of text",
}  # fmt: skip
QUICK = replace(LIMITS, cell_seconds=3, notebook_seconds=20)
SLOWEST = 60


def with_bomb(unit, code):
    notebook = unit.submission(RIGHT)
    position = [cell.id for cell in notebook.cells].index("average")
    notebook.cells.insert(position, nbformat.v4.new_code_cell(code))
    return notebook


def left_running():
    """Return what is left of a notebook: all kernels are children of one child of this process."""
    deadline = time.monotonic() + 5
    while time.monotonic() < deadline:
        own = psutil.Process()
        children = set(own.children())
        left = [p for p in own.children(recursive=True) if p not in children]
        if not left:
            return []
        time.sleep(0.1)
    return left


@pytest.mark.parametrize("name", BOMBS)
def test_the_grader_answers_in_time_and_earlier_points_stay(unit, name):
    start = time.monotonic()
    result = unit.grade(with_bomb(unit, BOMBS[name]), QUICK)
    assert time.monotonic() - start < SLOWEST
    assert result.status in ("graded", "flagged")
    assert result.points >= EARNED_BEFORE
    if name in HARMLESS:
        assert (result.status, result.points) == ("graded", POINTS), result.evidence
    assert left_running() == []


IN_A_CHECK = {
    "never returns": "while True: pass",
    "never returns, whatever": "while True:\n        try:\n            while True: pass\n        except BaseException: pass",
    "leaves": "__import__('os')._exit(0)",
    "recurses": "return double(x)",
    "says too much": "raise ValueError('x' * 2_000_000)",
    "returns a giant": "return 10 ** 5000",
    "prints without end": "while True: print('x' * 1000)",
}


@pytest.mark.parametrize("name", IN_A_CHECK)
def test_an_exercise_that_misbehaves_when_checked_costs_itself_only(unit, name):
    source = f"def double(x):\n    {IN_A_CHECK[name]}"
    result = unit.grade(unit.submission(RIGHT | {"double": source}), QUICK)
    assert result.status == "graded", result.evidence
    scores = {score.id: score for score in result.scores}
    assert scores["double-check-1"].points == 0
    assert 0 < len(scores["double-check-1"].reason) < 1000
    assert result.points in (0.0, POINTS - 3)


def test_ten_thousand_cells_are_refused(unit):
    notebook = unit.submission(RIGHT)
    notebook.cells += [nbformat.v4.new_code_cell("1") for _ in range(10_000)]
    result = unit.grade(notebook)
    assert (result.status, result.points) == ("quarantined", 0)
    assert result.reason == f"it has {len(notebook.cells)} cells; 5000 are allowed"


def test_a_thousand_cells_are_graded(unit):
    notebook = unit.submission(RIGHT)
    notebook.cells += [nbformat.v4.new_code_cell("1") for _ in range(1000)]
    assert unit.grade(notebook).points == POINTS
