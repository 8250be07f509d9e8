"""Run cells without a grader, as warm as a graded notebook: what student code costs by itself.

Reads from standard input the cells and how many to run at a time, as JSON; prints ``seconds`` for each run.
`benchmarks/grading.py` starts it in the environment of a graded notebook.
"""

import gc
import json
import os
import sys
import time

import keras  # noqa: F401 - imported before the clock starts, as in a warm kernel
import matplotlib.pyplot
import pandas  # noqa: F401
import sklearn.linear_model  # noqa: F401
from IPython.core.interactiveshell import InteractiveShell
from matplotlib_inline.backend_inline import configure_inline_support

from course.grading.compiling import leave_graphs_alone, trace_steps_once
from course.grading.drawing import draw_for_the_notebook_alone
from course.kernels.rehearsal import rehearse
from course.kernels.zygote import INLINE_BACKEND

ROUNDS = 3


def main():
    rehearse()
    leave_graphs_alone()
    trace_steps_once()
    draw_for_the_notebook_alone()
    matplotlib.pyplot.switch_backend(INLINE_BACKEND)
    matplotlib.interactive(True)
    cells, workers = json.load(sys.stdin)
    gc.collect()
    gc.freeze()  # as in a warm kernel: a full collection over all modules takes a third of a second
    for _ in range(ROUNDS):
        for _ in range(workers):
            os.fork() or run(cells)
        ended = [os.wait()[1] for _ in range(workers)]
        assert not any(ended)


def run(cells):
    """Run the cells in this process, print how long it took, and end."""
    os.sched_setscheduler(0, os.SCHED_BATCH, os.sched_param(0))
    shell = InteractiveShell.instance()
    configure_inline_support(shell, INLINE_BACKEND)
    begin = time.perf_counter()
    for cell in cells:
        shell.run_cell(cell).raise_error()
    seconds = time.perf_counter() - begin
    sys.stdout.flush()
    os.write(1, f"\nseconds {seconds}\n".encode())  # whole, whatever the other one prints
    os._exit(0)


if __name__ == "__main__":
    main()
