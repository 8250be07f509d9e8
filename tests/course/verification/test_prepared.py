import inspect
import os
import signal
import subprocess
import sys

import psutil
import pytest

from course.verification import prepared
from course.verification.prepared import PreparedState


@pytest.fixture
def state(monkeypatch):
    monkeypatch.setenv("MPLBACKEND", "agg")  # put back afterwards: the state sets it
    return PreparedState()


def test_cells_share_a_namespace_and_say_nothing(state, capfd):
    state.run("x = 2\nprint('loud')\nimport sys\nprint('loud', file=sys.stderr)")
    state.run("y = x + 1")
    assert state.namespace["y"] == 3
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize(
    ("source", "error"),
    [
        ("1 / 0", "ZeroDivisionError: division by zero"),
        ("assert 1 == 2, 'not the same'", "AssertionError: not the same"),
        ("def f(:", "SyntaxError: invalid syntax"),
        ("exit()", "SystemExit"),
        ("import sys\nsys.exit('over')", "SystemExit: over"),
        ("x = 1", None),
    ],
)
def test_an_error_is_a_sentence(state, source, error):
    said = state.error_of(source)
    assert said == error or said.startswith(error)


def test_the_source_of_a_function_can_be_read(state):
    state.run("def f():\n    return 1")
    state.run("def g():\n    return 2")
    assert inspect.getsource(state.namespace["f"]) == "def f():\n    return 1\n"


def test_closes_the_figures_of_each_cell(state):
    state.run("import matplotlib.pyplot as plt\nfor _ in range(3): plt.figure()")
    assert state.namespace["plt"].get_fignums() == []


def test_a_fork_sees_the_state_and_does_not_change_it(state):
    state.run("x = [1]")

    def work():
        state.run("x.append(2)")
        return {"x": state.namespace["x"], "pid": os.getpid()}

    answer = state.in_a_fork(work)
    assert answer["x"] == [1, 2]
    assert answer["pid"] != os.getpid()
    assert state.namespace["x"] == [1]


def test_a_large_answer_comes_back_whole(state):
    assert state.in_a_fork(lambda: "x" * 1_000_000) == "x" * 1_000_000


def test_an_answer_that_never_ends_is_stopped(state, monkeypatch):
    monkeypatch.setattr(prepared, "ANSWER_SECONDS", 1)
    with pytest.raises(RuntimeError, match=r"it takes more than 1 s\. Make it end sooner"):
        state.in_a_fork(lambda: state.run("while True: pass"))


def test_an_answer_that_ends_the_process_is_named(state):
    with pytest.raises(RuntimeError, match=r"ended the process \(exit code 3\)"):
        state.in_a_fork(lambda: os._exit(3))
    with pytest.raises(RuntimeError, match=r"exit code -9"):
        state.in_a_fork(lambda: os.kill(os.getpid(), signal.SIGKILL))


def test_a_defect_in_the_work_shows_its_traceback(state, capfd):
    with pytest.raises(RuntimeError, match="exit code 1"):
        state.in_a_fork(lambda: 1 / 0)
    assert "ZeroDivisionError" in capfd.readouterr().err


def test_leaves_no_zombie_and_no_open_pipe(state):
    before = len(os.listdir("/proc/self/fd"))
    for _ in range(5):
        state.in_a_fork(lambda: None)
    assert len(os.listdir("/proc/self/fd")) == before
    children = psutil.Process().children()
    assert [child for child in children if child.status() == psutil.STATUS_ZOMBIE] == []


def test_a_process_in_which_tensorflow_has_computed_is_not_forked():
    script = (
        "import tensorflow as tf; tf.ones(2)\n"
        "from course.verification.prepared import PreparedState\n"
        "try:\n    PreparedState().in_a_fork(lambda: 1)\n"
        "except RuntimeError as error:\n    print(error)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert "in a process of its own" in done.stdout
