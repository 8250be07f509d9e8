import os
import subprocess
import sys

SCRIPT = """
import os, sys
import IPython.core.ultratb, matplotlib.pyplot as plt, stack_data
from course.kernels.rehearsal import rehearse
before = len(os.listdir("/proc/self/task")), dict(plt.rcParams)
rehearse()
print(len(os.listdir("/proc/self/task")) - before[0], plt.get_fignums(), plt.rcParams == before[1])
"""


def test_it_starts_no_thread_and_leaves_no_figure_and_no_setting():
    environment = {**os.environ, "MPLBACKEND": "agg", "OPENBLAS_NUM_THREADS": "1"}
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT], capture_output=True, text=True, env=environment, check=True
    )
    assert done.stdout.split("\n")[0] == "0 [] True"
    assert done.stderr == ""
