"""Run JupyterLab in this process, so that its first kernel is warm before anyone asks for it."""

import os
import sys
from pathlib import Path

from course.kernels import host

SETTINGS = Path(__file__).with_name("settings")
PROVISIONER = "neuron-to-nas"


def open_lab(root, page, settings, arguments=()):
    """Open JupyterLab in the browser and serve it until Ctrl-C.

    Parameters
    ----------
    root : pathlib.Path
        The folder that JupyterLab shows.
    page : str
        What it opens, from `root`.
    settings : {"student", "instructor"}
        Defaults that JupyterLab reads; the user's own go before them.
    arguments : sequence of str
        More options of JupyterLab, such as ``--no-browser``.
    """
    # Terminals and kernels then find this environment's `python` and `course`.
    os.environ["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    # Notebooks that name the kernel python3, masters and those from Colab, are forked as well.
    os.environ.setdefault("JUPYTER_DEFAULT_PROVISIONER_NAME", PROVISIONER)
    if host.SUPPORTED:
        host.shared().start()  # while JupyterLab loads and its reader reads
    from jupyterlab.labapp import LabApp

    LabApp.launch_instance(
        [
            f"--ServerApp.root_dir={root}",
            f"--LabApp.default_url=/lab/tree/{page}",
            f"--LabApp.app_settings_dir={SETTINGS / settings}",
            "--MultiKernelManager.default_kernel_name=neuron-to-nas",
            *arguments,
        ]
    )
