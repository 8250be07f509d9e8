"""Jupyter keeps settings and sockets below the home folder: it must be writable."""

import os
import tempfile
from pathlib import Path

from jupyter_core.paths import jupyter_config_dir, jupyter_data_dir, jupyter_runtime_dir


def ensure_home():
    """Make a home for this process and its kernels if its own cannot be written.

    Returns
    -------
    str
        What to tell the user; empty if all is well.
    """
    folders = [Path(of()) for of in (jupyter_config_dir, jupyter_data_dir, jupyter_runtime_dir)]
    closed = next((folder for folder in folders if not _is_writable(folder)), None)
    if closed is None:
        return ""
    home = tempfile.mkdtemp(prefix="neuron-to-nas-home-")
    for name in ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR", "IPYTHONDIR"):
        os.environ.pop(name, None)
    os.environ["HOME"] = home
    return (
        f"{closed} cannot be written. JupyterLab works all the same, but forgets its settings: "
        f"they go to {home}. To keep them, mend the permissions or set HOME."
    )


def _is_writable(folder):
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            return True
    except OSError:
        return False
