"""The entry point: honest notebooks, and the ways to call it."""

import os
import shutil
import subprocess
import sys
import tempfile
import threading
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

import nbformat
import pytest

from course.sandbox import availability
from course.sandbox.runner import run


def notebook(*sources):
    cells = [nbformat.v4.new_code_cell(source) for source in sources]
    return nbformat.v4.new_notebook(cells=cells)


TRAIN = """
import keras, numpy as np
x = np.linspace(-1, 1, 200)[:, None]
model = keras.Sequential([keras.layers.Dense(10, 'tanh'), keras.layers.Dense(1)])
model.compile('adam', 'mse')
losses = model.fit(x, x**2, epochs=3, verbose=0).history['loss']
model.save('model.keras')
print(len(losses), keras.models.load_model('model.keras').count_params())
"""
PLOT = "import matplotlib.pyplot as plt\nplt.plot(losses);"
FOREST = """
from sklearn.ensemble import RandomForestClassifier
print(RandomForestClassifier(n_jobs=2).fit([[0], [1]], [0, 1]).predict([[1]]))
"""


def test_training_plotting_and_parallel_work_go_on_as_usual():
    cells = run(notebook(TRAIN, PLOT, FOREST)).cells
    assert cells[0].outputs[0].text == "3 31\n"
    assert any("image/png" in output.get("data", {}) for output in cells[1].outputs)
    assert cells[2].outputs[0].text == "[1]\n"


def test_the_submission_is_unchanged_and_its_outputs_and_tags_count_for_nothing():
    submission = notebook("1 + 1", "")
    submission.cells[0].metadata["tags"] = ["skip-execution"]
    for cell in submission.cells:
        cell.outputs = [nbformat.v4.new_output("stream", text="forged")]
    done = run(submission)
    assert submission.cells[0].outputs[0].text == "forged"
    assert [output.data["text/plain"] for output in done.cells[0].outputs] == ["2"]
    assert done.cells[1].outputs == []


def test_each_cell_is_reported_as_it_ends():
    seen = []
    run(notebook("1", "1 / 0", "3"), on_cell=lambda i, cell: seen.append((i, len(cell.outputs))))
    assert seen == [(0, 1), (1, 1), (2, 1)]


def test_unsafe_runs_without_the_sandbox():
    cells = run(notebook("import os; print(os.getuid())"), unsafe=True).cells
    assert cells[0].outputs[0].text == f"{os.getuid()}\n"


def test_a_missing_readable_path_is_an_error():
    with pytest.raises(FileNotFoundError, match="no-such"):
        run(notebook("1"), readable=["/no-such"])


def test_where_the_machine_refuses_the_error_names_the_reason_and_the_way_out(monkeypatch):
    monkeypatch.setattr(availability, "unavailable", lambda: "Namespaces are switched off.")
    with pytest.raises(
        availability.SandboxUnavailableError, match=r"Namespaces are switched off\..*--unsafe"
    ):
        run(notebook("1"))


def test_no_folder_is_left_behind(monkeypatch):
    with tempfile.TemporaryDirectory(dir="/tmp") as own:  # tests beside this one use /tmp as well
        monkeypatch.setattr(tempfile, "tempdir", own)
        run(notebook("1"))
        assert os.listdir(own) == []


def test_it_runs_in_a_thread_beside_another():
    results = []
    threads = [
        threading.Thread(target=lambda: results.append(run(notebook("6 * 7")))) for _ in range(2)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [done.cells[0].outputs[0].data["text/plain"] for done in results] == ["42", "42"]


@pytest.mark.slow
def test_it_runs_in_a_worker_process():
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        done = pool.submit(run, notebook("6 * 7")).result(120)
    assert done.cells[0].outputs[0].data["text/plain"] == "42"


ORDINARY = """
import nbformat, os
from course.sandbox.limits import Limits
from course.sandbox.runner import run
codes = [
    "print(1)", "open('/etc/shadow')", "import socket; socket.create_connection(('127.0.0.1', 9))",
    "import os; os.kill(1, 9); print(os.listdir('/home'))", "open('/proc/1/mem', 'rb')",
    "open('/run/kernel/x', 'w')",
    "import time\\nfor _ in range(400):\\n    if os.fork() == 0: time.sleep(60)",
]
cells = [nbformat.v4.new_code_cell(code) for code in codes]
notebook = nbformat.v4.new_notebook(cells=cells)
for cell in run(notebook, limits=Limits(processes=60)).cells:
    output = cell.outputs[-1]
    print(output.get("text", output.get("evalue")).strip())
print(os.getuid())
"""


@pytest.mark.slow
def test_it_works_for_an_ordinary_user(tmp_path):
    command = [sys.executable, "-c", ORDINARY]
    if os.geteuid() == 0:
        command = [*as_nobody(), *command]
    done = subprocess.run(
        command, capture_output=True, text=True, timeout=120, env=os.environ | {"HOME": "/tmp"}
    )
    lines = done.stdout.splitlines()
    assert lines[:6] == [
        "1",
        "[Errno 2] No such file or directory: '/etc/shadow'",
        "[Errno 101] Network is unreachable",
        "['student']",
        "[Errno 13] Permission denied: '/proc/1/mem'",
        "[Errno 30] Read-only file system: '/run/kernel/x'",
    ], done.stderr
    assert "limit on processes and threads at once: 60" in lines[6]
    assert int(lines[7]) != 0


def as_nobody():
    """Return a command prefix that gives up root, and still lets Python in root's home be read."""
    if not (shutil.which("unshare") and shutil.which("setpriv")):
        pytest.fail("util-linux is needed to test the sandbox as an ordinary user")
    top = "/" + sys.base_prefix.split("/")[1]
    show = (
        f"mount --bind '{sys.base_prefix}' /mnt && mount -t tmpfs -o mode=755 none '{top}' && "
        f"mkdir -p '{sys.base_prefix}' && mount --bind /mnt '{sys.base_prefix}' && "
    )
    script = f"{show if top == '/root' else ''} exec setpriv --reuid 65534 --regid 65534 "
    script += '--clear-groups "$@"'
    return ["unshare", "--mount", "--propagation", "private", "sh", "-c", script, "sh"]
