"""Run a notebook from top to bottom and keep its outputs."""

import asyncio
import contextlib
import os
import signal
import subprocess
import tempfile

from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError

from course.errors import CourseError
from course.kernels.manager import WarmKernelManager

CELL_SECONDS = 300
FAILURES = (CellExecutionError, CellTimeoutError, DeadKernelError, asyncio.CancelledError)
WIDGET = "application/vnd.jupyter.widget-view+json"
# What nbval compares when it runs the solution again: text, and no pixels.
CHECK_OUTPUT, IGNORE_OUTPUT = "nbval-check-output", "nbval-ignore-output"


def execute(notebook, lines, where):
    """Execute `notebook` in place, in an empty folder.

    Parameters
    ----------
    notebook : nbformat.NotebookNode
    lines : dict of str to int
        Where each cell stands in the master, by cell id.
    where : str
        The master's path, for messages.

    Raises
    ------
    CourseError
        If a cell fails; the message names the master's line and the error.
    KeyboardInterrupt
        On Ctrl-C, with the kernel shut down.
    """
    started = []
    with tempfile.TemporaryDirectory() as folder:
        client = _StoppableClient(
            notebook,
            timeout=CELL_SECONDS,
            resources={"metadata": {"path": folder}},
            record_timing=False,
            kernel_manager_class=WarmKernelManager,
            on_cell_execute=lambda cell, cell_index: started.append(cell.id),
        )
        try:
            # The kernel's own stderr: no cell's output, only warnings about its transport.
            asyncio.run(client.async_execute(env=_environment(), stderr=subprocess.DEVNULL))
        except FAILURES as error:
            if client.stopped:
                raise KeyboardInterrupt from error
            line = lines.get(started[-1], 1) if started else 1
            raise CourseError(f"{where}:{line}: {_failure(error)}") from error
    _keep_pictures_of_widgets(notebook)
    _mark_outputs(notebook)


class _StoppableClient(NotebookClient):
    """Ends well on Ctrl-C: nbclient's own handler shuts the kernel down, then trips over it."""

    stopped = False

    async def async_start_new_kernel(self, **kwargs):
        task = asyncio.current_task()

        def stop():
            self.stopped = True
            task.cancel()

        with contextlib.suppress(NotImplementedError, RuntimeError):  # Windows; a worker thread
            asyncio.get_running_loop().add_signal_handler(signal.SIGINT, stop)
        await super().async_start_new_kernel(**kwargs)


def _environment():
    """Return this process's environment with the backend that puts figures into outputs."""
    return {**os.environ, "MPLBACKEND": "module://matplotlib_inline.backend_inline"}


def _failure(error):
    if isinstance(error, CellExecutionError):
        return f"the cell fails with {error.ename}: {error.evalue}"
    if isinstance(error, CellTimeoutError):
        return f"the cell takes more than {CELL_SECONDS} s."
    return "the kernel died in this cell."


def _keep_pictures_of_widgets(notebook):
    """A stored widget has no kernel behind it and new ids in every build; its picture stays."""
    notebook.metadata.pop("widgets", None)
    for cell in notebook.cells:
        for output in cell.get("outputs", ()):
            if "image/png" in output.get("data", {}):
                output.data.pop(WIDGET, None)


def _mark_outputs(notebook):
    for cell in notebook.cells:
        tags = cell.metadata.get("tags", [])
        if cell.get("outputs") and IGNORE_OUTPUT not in tags:
            mark = CHECK_OUTPUT if any(map(_is_text, cell.outputs)) else IGNORE_OUTPUT
            cell.metadata.tags = [*tags, mark]


def _is_text(output):
    data = output.get("data", {})
    return output.output_type == "stream" or ("text/plain" in data and "image/png" not in data)
