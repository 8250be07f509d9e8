"""Run a notebook from top to bottom and keep its outputs."""

import tempfile

from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError

from course.errors import CourseError

CELL_SECONDS = 300
CHECK_OUTPUT = "nbval-check-output"


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
    """
    with tempfile.TemporaryDirectory() as folder:
        client = NotebookClient(
            notebook,
            timeout=CELL_SECONDS,
            resources={"metadata": {"path": folder}},
            record_timing=False,
        )
        try:
            client.execute()
        except (CellExecutionError, CellTimeoutError, DeadKernelError) as error:
            raise CourseError(_failure(notebook, lines, where, error)) from error
    _mark_checked_outputs(notebook)


def _failure(notebook, lines, where, error):
    ran = [cell for cell in notebook.cells if cell.get("execution_count")]
    line = lines.get(ran[-1].id, 1) if ran else 1
    if isinstance(error, CellExecutionError):
        return f"{where}:{line}: the cell fails with {error.ename}: {error.evalue}"
    if isinstance(error, CellTimeoutError):
        return f"{where}:{line}: a cell from here on takes more than {CELL_SECONDS} s."
    return f"{where}:{line}: the kernel died in a cell from here on."


def _mark_checked_outputs(notebook):
    """Tag what nbval must compare: the cells that print numbers."""
    for cell in notebook.cells:
        if cell.cell_type == "code" and any(map(_is_text, cell.outputs)):
            cell.metadata.setdefault("tags", []).append(CHECK_OUTPUT)


def _is_text(output):
    data = output.get("data", {})
    return output.output_type == "stream" or ("text/plain" in data and "image/png" not in data)
