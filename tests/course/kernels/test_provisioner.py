import logging
import os
import signal
import subprocess
import sys

import nbformat
import psutil
import pytest
from jupyter_client import KernelManager
from nbclient import NotebookClient

from course.kernels import host, provisioner
from course.kernels.process import ForkedProcess


def test_a_kernel_is_forked_with_tensorflow_imported(session):
    one = session()
    assert isinstance(one.process, ForkedProcess)
    text, _, _ = one.run("import sys; print('tensorflow' in sys.modules, __name__)")
    assert text == "True __main__\n"


@pytest.mark.parametrize("magic", ["", "%matplotlib inline\n"])
def test_figures_appear(session, magic):
    _, outputs, _ = session().run(
        magic + "import matplotlib.pyplot as plt\nplt.plot([1, 2]); plt.show()"
    )
    assert any("image/png" in output.get("data", {}) for output in outputs)


def test_a_figure_left_open_is_shown_at_the_end_of_the_cell(session):
    _, outputs, _ = session().run("import matplotlib.pyplot as plt\nplt.plot([1, 2]);")
    assert any("image/png" in output.get("data", {}) for output in outputs)


def test_an_interrupt_ends_the_cell_but_not_the_kernel(session):
    one = session()
    reply = one.interrupt("import time; print('go', flush=True); time.sleep(60)")
    assert reply["ename"] == "KeyboardInterrupt"
    assert one.run("print(1 + 1)")[0] == "2\n"


def test_an_interrupt_reaches_processes_the_kernel_started(session):
    one = session()
    one.run("import subprocess, time\nchild = subprocess.Popen(['sleep', '60'])")
    # Not in child.wait(): interrupted just as the child ends, Python loses how it ended.
    one.interrupt("print('go', flush=True); time.sleep(60)")
    assert one.run("print(child.wait(5))")[0] == f"{-signal.SIGINT}\n"


def test_a_restart_is_quick_and_forgets(session):
    one = session()
    one.run("a = 1")
    first = one.process.pid
    one.manager.restart_kernel(now=True)
    one.client.stop_channels()
    one.client = one.connect()
    assert one.process.pid != first
    assert one.run("a")[2]["ename"] == "NameError"


def test_input_is_asked_for_and_given(session):
    one = session()
    text, _, _ = one.run(
        "print('hello', input('name? '))", stdin_hook=lambda message: one.client.input("Ada")
    )
    assert "hello Ada" in text


def test_kernels_run_side_by_side_and_draw_different_numbers(session):
    code = (
        "import random, numpy, keras, tensorflow as tf\n"
        "print(random.random(), numpy.random.rand(), float(tf.random.normal(())),"
        " float(keras.random.normal(())))"
    )
    one, two = session(), session()
    a, b = (each.run(code)[0].split() for each in (one, two))
    assert len(a) == len(b) == 4
    assert all(x != y for x, y in zip(a, b, strict=True))


def test_training_works(session):
    text, outputs, _ = session().run(
        "import keras, numpy as np\n"
        "m = keras.Sequential([keras.layers.Dense(1)]); m.compile('sgd', 'mse')\n"
        "h = m.fit(np.ones((8, 1)), np.ones((8, 1)), epochs=2, verbose=0)\n"
        "print(len(h.history['loss']))"
    )
    assert text == "2\n", outputs


def test_environment_folder_and_output_are_those_asked_for(session, tmp_path, monkeypatch):
    monkeypatch.setenv("NEW_VARIABLE", "set after the zygote started")
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mine.py").write_text("value = 41")
    text, _, _ = session().run(
        "import os, mine; print(os.environ['NEW_VARIABLE'], os.getcwd(), mine.value)"
    )
    assert text == f"set after the zygote started {tmp_path} 41\n"


@pytest.mark.parametrize(
    ("code", "expected"),
    [("import os; os._exit(3)", 3), ("import os; os.kill(os.getpid(), 9)", -9)],
)
def test_the_exit_code_is_reported_and_no_zombie_stays(session, code, expected):
    one = session()
    process = one.process
    one.client.execute(code)
    assert process.wait() == process.poll() == expected
    assert not os.path.exists(f"/proc/{process.pid}")


def test_ipc_needs_no_port(session, tmp_path):
    one = session(transport="ipc", ip=str(tmp_path / "k"))
    assert one.run("print(2)")[0] == "2\n"


@pytest.mark.slow
def test_a_kernel_survives_its_zygote_and_the_next_one_gets_a_new_zygote(session):
    one = session()
    os.kill(psutil.Process(one.process.pid).ppid(), signal.SIGKILL)
    assert one.run("print(3)")[0] == "3\n"
    two = session()
    assert isinstance(two.process, ForkedProcess)
    assert one.run("print(4)")[0] == "4\n"
    process = one.process
    one.manager.shutdown_kernel(now=True)
    assert process.returncode == -9 or process.returncode == 255


OWNER = """
import asyncio, psutil, time
from course.kernels.manager import WarmKernelManager
async def main():
    manager = WarmKernelManager()
    await manager.start_kernel()
    pid = manager.provisioner.process.pid
    print(pid, psutil.Process(pid).ppid(), flush=True)
    time.sleep(600)
asyncio.run(main())
"""


@pytest.mark.slow
def test_zygote_and_kernel_end_with_a_killed_owner():
    owner = subprocess.Popen([sys.executable, "-c", OWNER], stdout=subprocess.PIPE, text=True)
    with owner:
        started = [psutil.Process(int(pid)) for pid in owner.stdout.readline().split()]
        assert all(process.is_running() for process in started)
        owner.kill()
    _, alive = psutil.wait_procs(started, timeout=10)
    assert not alive


def test_nbclient_runs_a_notebook_by_the_kernels_name():
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("6 * 7")])
    NotebookClient(notebook, kernel_name="neuron-to-nas").execute()
    assert notebook.cells[0].outputs[0].data["text/plain"] == "42"


def test_where_fork_is_missing_a_normal_kernel_starts_and_says_so_once(monkeypatch, caplog):
    monkeypatch.setattr(host, "SUPPORTED", False)
    monkeypatch.setattr(provisioner, "_said", set())
    for _ in range(2):
        manager = KernelManager(kernel_name="neuron-to-nas")
        with caplog.at_level(logging.WARNING):
            manager.start_kernel()
        assert isinstance(manager.provisioner.process, subprocess.Popen)
        manager.shutdown_kernel(now=True)
    said = [record for record in caplog.records if "slower kernel" in record.getMessage()]
    assert len(said) == 1
    assert "Linux only" in said[0].getMessage()


def test_an_independent_kernel_is_not_forked():
    cmd = ["python", "-m", "ipykernel_launcher", "-f", "x"]
    assert "outlive" in provisioner._why_cold(cmd, {"independent": True})
    assert provisioner._why_cold(cmd, {}) == ""
    assert "only ipykernel" in provisioner._why_cold(["R", "--slave"], {})


def test_a_missing_folder_is_named(session):
    process = host.shared()
    request = {"arguments": [], "cwd": "/no/such/folder", "env": {}}
    with open(os.devnull) as null, pytest.raises(host.KernelForkError, match="/no/such/folder"):
        process.fork(request, [null.fileno()] * 3)
