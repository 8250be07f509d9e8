"""Run a notebook in the sandbox and remember how each cell ended."""

import asyncio
import copy
import tempfile
import time
from dataclasses import dataclass

from course.kernels.manager import WarmKernelManager
from course.sandbox import availability
from course.sandbox.client import LimitedClient
from course.sandbox.manager import SandboxKernelManager

CHARACTERS = 600
# Errors that the sandbox adds from outside: whatever else a cell says, it did not end well.
OUTSIDE = ("LimitExceeded", "KernelDied", "ResultLost", "NotRun")


@dataclass(frozen=True)
class Ending:
    """How a cell ended.

    Attributes
    ----------
    ok : bool
        By the kernel's own reply, and no limit was reached.
    error : str
        A sentence for the student.
    kind : str
        The exception's name.
    raised : bool
        Whether an error was shown among its outputs.
    """

    ok: bool
    error: str = ""
    kind: str = ""
    raised: bool = False

    @property
    def is_outside(self):
        """Whether the sandbox ended the cell."""
        return self.kind in OUTSIDE


def run(notebook, budget, unsafe=False):
    """Execute `notebook` in place, in a fresh and confined kernel.

    Parameters
    ----------
    notebook : nbformat.NotebookNode
    budget : course.sandbox.limits.Limits
    unsafe : bool
        Do not confine: for submissions that are trusted.

    Returns
    -------
    endings : dict of str to Ending
        By cell id. Outputs prove nothing, so the kernel's reply counts: a warning is no failure,
        and a silent cell may never have run.
    seconds : float

    Raises
    ------
    course.sandbox.availability.SandboxUnavailableError
        If this machine cannot confine it.
    """
    if not unsafe:
        availability.require()
    manager = WarmKernelManager() if unsafe else SandboxKernelManager(limits=budget)
    client = LimitedClient(notebook, manager, budget)
    replies = {}
    client.on_cell_executed = lambda cell, cell_index, execute_reply: replies.update(
        {cell.id: copy.deepcopy(execute_reply["content"])}
    )
    start = time.perf_counter()
    with tempfile.TemporaryDirectory(prefix="grading-") as folder:
        asyncio.run(client.run(folder, None))
    endings = {
        cell.id: _ending(cell, replies.get(cell.id))
        for cell in notebook.cells
        if cell.cell_type == "code" and cell.source.strip()
    }
    return endings, time.perf_counter() - start


def _ending(cell, reply):
    for output in cell.outputs:
        if output.output_type == "error" and output.ename in OUTSIDE:
            return Ending(False, _short(output.evalue), output.ename)
    if reply is None:
        return Ending(False, "The kernel gave no answer.", "ResultLost")
    raised = any(output.output_type == "error" for output in cell.outputs)
    if reply.get("status") == "ok":
        return Ending(True, raised=raised)
    name, value = str(reply.get("ename", "Error")), str(reply.get("evalue", ""))
    told = value if name == "AssertionError" and value else f"{name}: {value}".rstrip(": ")
    return Ending(False, _short(told), name, raised)


def _short(text):
    return text if len(text) <= CHARACTERS else text[:CHARACTERS] + " …"
